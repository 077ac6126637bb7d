package templates

import (
	"strconv"
	"strings"

	"happensbefore/course"
)

// A ChapterPage is a chapter or an appendix, the same for every reader.
type ChapterPage struct {
	Layout
	Chapter *course.Chapter
	Labs    []course.Lab // those that the chapter names, as far as they exist
}

// tab is what a browser calls the page.
func (p ChapterPage) tab() string {
	if p.Chapter.Tab != "" {
		return p.Chapter.Tab
	}
	return p.Chapter.Title
}

// eyebrow is the line above the title: where in the book the chapter stands.
func (p ChapterPage) eyebrow() string {
	var parts []string
	if p.Chapter.Number != "" {
		parts = append(parts, kind(p.Chapter.Number)+" "+p.Chapter.Number)
	}
	if p.Chapter.Part != "" {
		parts = append(parts, p.Chapter.Part)
	}
	return strings.Join(parts, " · ")
}

// kind is what a number in the outline is a number of.
func kind(number string) string {
	if strings.ContainsFunc(number, func(r rune) bool { return r >= 'A' && r <= 'Z' }) {
		return "Appendix"
	}
	return "Chapter"
}

// sections adds to the text's own sections those that the page appends to it.
func (p ChapterPage) sections() []course.Section {
	list := append([]course.Section(nil), p.Chapter.Sections...)
	if p.Chapter.Review != nil {
		list = append(list, course.Section{ID: "review", Title: "Review", Level: 2})
	}
	if len(p.Chapter.Questions) > 0 {
		list = append(list, course.Section{ID: "check-yourself", Title: "Check yourself", Level: 2})
	}
	if len(p.Labs) > 0 {
		list = append(list, course.Section{ID: "build-it", Title: "Build it", Level: 2})
	}
	return list
}

func optionID(q course.Question, i int) string { return q.ID + "-" + string(rune('a'+i)) }

// numeric is how an option's number is handed to the script that checks an answer.
func numeric(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
