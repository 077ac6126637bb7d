package templates

import (
	"html"
	"regexp"
	"strings"

	"happensbefore/course"
)

var chapterLink = regexp.MustCompile(`<a href="/chapters/([a-z0-9-]+)(#[^"]*)?"([^>]*)>(.*?)</a>`)

// text is the chapter's HTML with each link to another chapter told by number
// and title: paper has no links, and its reader looks for a title, not for an
// address. Terms of the glossary stand for themselves.
func (p ChapterPage) text() string {
	if p.Outline == nil {
		return p.Chapter.HTML
	}
	titles := make(map[string]course.Entry)
	for e := range p.Outline.Entries {
		titles[e.Slug] = e
	}
	return chapterLink.ReplaceAllStringFunc(p.Chapter.HTML, func(link string) string {
		m := chapterLink.FindStringSubmatch(link)
		slug, fragment, rest, words := m[1], m[2], m[3], m[4]
		e, ok := titles[slug]
		if !ok || slug == p.Chapter.Slug || e.Title == "" || slug == glossary {
			return link
		}
		var told []string
		if e.Number != "" {
			told = append(told, strings.ToLower(kind(e.Number))+" "+e.Number)
		}
		if !strings.Contains(html.UnescapeString(words), e.Title) {
			told = append(told, "“"+curled(e.Title)+"”")
		}
		if len(told) == 0 {
			return link
		}
		return `<a href="/chapters/` + slug + fragment + `"` + rest + ` data-to="` + html.EscapeString(strings.Join(told, ", ")) + `">` + words + `</a>`
	})
}

// glossary is the page that terms link to.
const glossary = "glossary"

// A rightAnswer is what stands behind the questions on paper.
type rightAnswer struct {
	letter string // of the option, as the style sheet counts them; none for a number
	option course.Option
}

// rightAnswers are the right ones of a question.
func rightAnswers(q course.Question) []rightAnswer {
	var list []rightAnswer
	for i, o := range q.Options {
		if !o.Right {
			continue
		}
		a := rightAnswer{option: o}
		if !q.Numeric {
			a.letter = string(rune('a' + i))
		}
		list = append(list, a)
	}
	return list
}
