package markdown

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"happensbefore/course"
)

// headings gives every heading its anchor and lists the sections. A
// first-level heading that opens the text is its title and is cut out.
func (p *page) headings(doc ast.Node) {
	if h, ok := doc.FirstChild().(*ast.Heading); ok && h.Level == 1 {
		p.out.Title, p.out.TitleLine = p.plain(h), p.line(offset(h))
		doc.RemoveChild(doc, h)
		if p.how.Plain != nil {
			if p.titleID, _ = headingAttributes(h); p.titleID == "" {
				p.titleID = Anchor(p.out.Title)
			}
			if slices.Contains(pageIDs, p.titleID) && !slices.Contains(labIDs, p.titleID) {
				p.titleID = "" // the page has it, near enough
			}
			p.out.Anchors = append(p.out.Anchors, p.titleID)
		}
	}
	taken := map[string]bool{}
	for _, id := range pageIDs {
		taken[id] = true
	}
	if p.how.Plain != nil {
		for _, id := range labIDs {
			delete(taken, id)
		}
		taken[p.titleID] = true
	}
	for _, h := range all[*ast.Heading](doc) {
		title := p.plain(h)
		if title == "" {
			p.problem(h, "write the section's title behind the signs", "the heading is empty")
			continue
		}
		if h.Level == 1 && p.how.Plain == nil {
			p.problem(h, "use ## for a section; the page has its title already", "a second title: %q", title)
		}
		id, _ := headingAttributes(h)
		if id == "" {
			id = Anchor(title)
		}
		if p.how.Plain != nil && slices.Contains(pageIDs, id) && taken[id] {
			p.problem(h, "link to the other, or rename the heading", "the anchor #%s is the page's own here; the heading has #%s-1", id, id)
		}
		id = unique(id, taken)
		h.RemoveAttributes()
		h.SetAttributeString("id", id)
		h.SetAttributeString("title", title)
		p.out.Anchors = append(p.out.Anchors, id)
		if h.Level <= 3 {
			p.out.Sections = append(p.out.Sections, course.Section{ID: id, Title: title, Level: max(h.Level, 2)})
			p.out.SectionLines = append(p.out.SectionLines, p.line(offset(h)))
		}
	}
}

// pageIDs are in use on the pages that the text is put on.
var pageIDs = []string{"main", "outline", "sections", "review", "check-yourself", "build-it", "result", "checks", "visible-tests", "history", "source"}

// labIDs are those of them that no page of any mdBook has.
var labIDs = []string{"review", "check-yourself", "build-it", "result", "checks", "visible-tests", "history", "source"}

func unique(id string, taken map[string]bool) string {
	free := id
	for n := 1; taken[free]; n++ {
		free = id + "-" + strconv.Itoa(n)
	}
	taken[free] = true
	return free
}

// Anchor is the id of a heading with a title, made as mdBook makes it since 0.5
// and GitHub nearly does, so that links work in all three.
func Anchor(title string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.Other_Alphabetic, r), r == '-', r == '_':
			return unicode.ToLower(r)
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	}, strings.TrimSpace(title))
	if id == "" {
		return "section"
	}
	return id
}
