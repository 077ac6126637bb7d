package templates

import (
	"net/url"
	"slices"
	"strings"

	"happensbefore/course"
)

// A NotesPage is all that one learner has marked, by chapter.
type NotesPage struct {
	Layout
	Chapters []*course.Chapter // those that exist, in reading order
	Notes    []PlacedNote
}

// A PlacedNote is a note with its passage as the chapter has it now.
type PlacedNote struct {
	course.Note
	Found string // empty: it has lost its place
}

// quote is the passage to show.
func (n PlacedNote) quote() string {
	if n.Found != "" {
		return n.Found
	}
	return n.Quote.Exact
}

// A notesChapter is the notes in one chapter.
type notesChapter struct {
	slug, title string
	chapter     *course.Chapter // nil where it left the book
	notes       []PlacedNote
}

func (p NotesPage) chapters() []notesChapter {
	var list []notesChapter
	of := func(slug string) (notes []PlacedNote) {
		for _, n := range p.Notes {
			if n.Chapter == slug {
				notes = append(notes, n)
			}
		}
		return notes
	}
	for _, c := range p.Chapters {
		if notes := of(c.Slug); notes != nil {
			list = append(list, notesChapter{slug: c.Slug, title: c.Title, chapter: c, notes: notes})
		}
	}
	for _, n := range p.Notes {
		if !slices.ContainsFunc(list, func(c notesChapter) bool { return c.slug == n.Chapter }) {
			list = append(list, notesChapter{slug: n.Chapter, title: n.Chapter, notes: of(n.Chapter)})
		}
	}
	return list
}

// address leads to the passage: a browser scrolls to the words themselves, and
// where it cannot, to the section.
func (c notesChapter) address(n PlacedNote) string {
	to := chapterURL(c.slug)
	if c.chapter != nil && slices.ContainsFunc(c.chapter.Sections, func(s course.Section) bool { return s.ID == n.Quote.Section }) {
		to += "#" + n.Quote.Section
	} else if n.Found != "" {
		to += "#"
	}
	if n.Found != "" {
		line, _, _ := strings.Cut(n.Found, "\n")
		words := strings.Fields(line)
		to += ":~:text=" + strings.ReplaceAll(url.PathEscape(strings.Join(words[:min(len(words), 12)], " ")), "-", "%2D")
	}
	return to
}

// Markdown is the notes as a file of their own. What the chapters say stands in
// one quotation, and what the learner wrote in another inside it, so that
// nothing can end or open anything outside.
func (p NotesPage) Markdown() string {
	var b strings.Builder
	b.WriteString("# Notes\n")
	if len(p.Notes) == 0 {
		b.WriteString("\nNothing is marked yet.\n")
	}
	for _, c := range p.chapters() {
		b.WriteString("\n## " + escaped(curled(c.title)) + "\n")
		for _, n := range c.notes {
			b.WriteString("\n*" + instant(n.Changed))
			if n.Found == "" {
				b.WriteString("; it has lost its place")
			}
			b.WriteString("*\n\n")
			for line := range strings.SplitSeq(n.quote(), "\n") {
				b.WriteString("> " + escaped(line) + "\n>\n")
			}
			if n.Text != "" {
				b.WriteString(strings.TrimSuffix(strings.ReplaceAll("> "+quoted(n.Text), "\n", "\n> "), "> "))
			}
		}
	}
	return b.String()
}
