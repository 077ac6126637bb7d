package search

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"happensbefore/course"
)

// A row is one thing that can be found.
type row struct {
	kind course.Kind
	course.Spot
	title    string // of a whole page, or a term
	heading  string // of a section, or a symptom
	keywords string // summary, terms
	around   string // titles of what it stands in
	text     string
	code     string

	asks bool // it is of questions, which answer none
}

// summary is the block of a page's summary, which is not part of its text.
const summary = -1

// passages are the paragraphs that a question can be answered with: each block
// of the text by its number, and the summary.
func (r row) passages() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		if r.asks || r.kind == course.ASymptom {
			return
		}
		for block, text := range strings.Split(r.text, "\n") {
			if text != "" && !yield(block, text) {
				return
			}
		}
		if r.kind == course.AChapter || r.kind == course.ALab {
			if text, _, _ := strings.Cut(r.keywords, "\n"); text != "" {
				yield(summary, text)
			}
		}
	}
}

// passage is one of them, with the paragraph before it where it needs one.
func (r row) passage(block int) course.Passage {
	p := course.Passage{Kind: r.kind, Spot: r.Spot}
	if block == summary {
		p.Text, _, _ = strings.Cut(r.keywords, "\n")
		return p
	}
	blocks := strings.Split(r.text, "\n")
	p.Text = blocks[block]
	if block > 0 && (len(p.Text) < aloneFrom || strings.HasSuffix(blocks[block-1], ":")) {
		p.Lead = shortened(blocks[block-1])
	}
	return p
}

// glossarySlug is the appendix whose sections are the terms, as in content.
const glossarySlug = "glossary"

// chapterRows are a chapter, its sections, its terms where it is the glossary,
// and its symptoms, which it returns with their sections as well.
func chapterRows(c *course.Chapter) ([]row, []course.Symptom, error) {
	page := course.Spot{Slug: c.Slug, Page: c.Title, Number: c.Number}
	parts, err := sections(c.HTML)
	if err != nil {
		return nil, nil, err
	}
	rows := pageRows(course.AChapter, page, clean(c.Summary)+"\n"+strings.Join(c.Terms, ", "), parts)
	if c.Slug == glossarySlug {
		for i := range rows {
			if r := &rows[i]; r.kind == course.ASection && r.text != "" {
				r.kind, r.title, r.heading = course.ATerm, r.heading, ""
			}
		}
	}
	if c.Review != nil {
		review := section{anchor: "review", title: "Review", blocks: slices.Concat([]string{c.Review.Principle, c.Review.Mistake}, c.Review.Questions)}
		rows = append(rows, sectionRow(page, review, ""))
	}
	if len(c.Questions) > 0 {
		asked := section{anchor: "check-yourself", title: "Check yourself"}
		for _, q := range c.Questions {
			asked.blocks = append(asked.blocks, textOf(q.HTML))
		}
		r := sectionRow(page, asked, "")
		r.asks = true
		rows = append(rows, r)
	}
	symptoms := explained(c, parts)
	for _, s := range symptoms {
		spot := page
		spot.Anchor = s.Section
		for _, part := range parts {
			if part.anchor == s.Section {
				spot.Section = part.title
			}
		}
		rows = append(rows, row{kind: course.ASymptom, Spot: spot, heading: clean(s.Text), around: clean(c.Title), text: clean(c.Summary)})
	}
	return rows, symptoms, nil
}

// labRows are a lab and the sections of its task, with what its checks demand.
// The hints are left out: they open one by one.
func labRows(l *course.Lab) ([]row, error) {
	page := course.Spot{Lab: true, Slug: l.Slug, Page: l.Title}
	parts, err := sections(l.HTML)
	if err != nil {
		return nil, err
	}
	keywords := clean(l.Summary)
	for _, c := range slices.Concat(l.Checks, l.Visible) {
		keywords += "\n" + clean(c.Says)
	}
	rows := pageRows(course.ALab, page, keywords, parts)
	first := &rows[0]
	for _, f := range slices.Concat(l.Starter, l.Tests) {
		first.code += "\n" + plain(strings.ToValidUTF8(f.Source, ""))
	}
	return rows, nil
}

// pageRows are a page's first row, which stands for all of it, and its sections.
func pageRows(kind course.Kind, page course.Spot, keywords string, parts []section) []row {
	rows := make([]row, 0, len(parts))
	above := ""
	for i, s := range parts {
		if i > 0 && len(s.blocks) == 0 && len(s.code) == 0 {
			above = s.title // a heading with nothing but headings below it
			continue
		}
		if s.level == 2 {
			above = ""
		}
		r := sectionRow(page, s, above)
		if i == 0 {
			r.kind, r.title, r.heading, r.keywords = kind, page.Page, "", plain(keywords)
		}
		if s.level == 2 {
			above = s.title
		}
		rows = append(rows, r)
	}
	return rows
}

// sectionRow is a section, below another or none.
func sectionRow(page course.Spot, s section, above string) row {
	spot := page
	spot.Anchor, spot.Section = s.anchor, s.title
	return row{kind: course.ASection, Spot: spot, heading: s.title, around: clean(page.Page + " " + above), text: strings.Join(s.blocks, "\n"), code: strings.Join(s.code, "\n")}
}

const (
	aloneFrom = 240 // bytes from which a paragraph needs no other to be understood
	leadMost  = 280 // bytes of the paragraph before it that are shown
)

// shortened is the end of a paragraph, from the beginning of a sentence on.
func shortened(text string) string {
	if len(text) <= leadMost {
		return text
	}
	rest := text[len(text)-leadMost:]
	if _, after, ok := strings.Cut(rest, ". "); ok {
		return "… " + after
	}
	_, after, _ := strings.Cut(rest, " ")
	return "… " + after
}

// textOf is the text of a piece of HTML.
func textOf(piece string) string {
	root, err := html.Parse(strings.NewReader(piece))
	if err != nil {
		return "" // a reader of a string has no errors, and the parser none of its own
	}
	return clean(inline(root))
}
