package edition

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"golang.org/x/net/html"

	"happensbefore/course"
	"happensbefore/templates"
)

// A Source is what an edition is made of.
type Source struct {
	Outline  *course.Outline
	Chapters []*course.Chapter // that are written, in reading order
	Labs     []course.Lab
	// Site is where the book is served, as https://course.example.org. Where it
	// is empty, links to the site's other pages become plain text.
	Site string
	// Changed is when the text last changed. The zero time stands for a book
	// that does not know, and is told as the oldest time that a ZIP file can.
	Changed time.Time
}

// A Volume is the whole book, bound.
type Volume struct {
	title   string
	site    string
	changed time.Time
	parts   []part
	places  map[string]*chapter // by slug
}

type part struct {
	title    string
	chapters []*chapter
}

type chapter struct {
	*course.Chapter
	file string // in an EPUB
	html string // as composed for paper, before refitting
	id   string // of the chapter itself
	ids  map[string]string
}

// Bind composes every chapter for paper and gives each of their ids a name
// that no other chapter has.
func Bind(ctx context.Context, src Source) (*Volume, error) {
	v := &Volume{title: "The book", site: strings.TrimSuffix(src.Site, "/"), changed: src.Changed.UTC(), places: make(map[string]*chapter)}
	if src.Outline != nil && src.Outline.Title != "" {
		v.title = src.Outline.Title
	}
	names := make(names)
	for _, c := range src.Chapters {
		bound := &chapter{Chapter: c, file: fileName(c.Slug, len(v.places)), ids: make(map[string]string)}
		var b strings.Builder
		if err := templates.Printed(templates.PrintedChapter{Chapter: c, Labs: course.Named(src.Labs, c.Labs)}).Render(ctx, &b); err != nil {
			return nil, fmt.Errorf("edition: chapter %s: %w", c.Slug, err)
		}
		bound.html = b.String()
		nodes, err := parse(bound.html)
		if err != nil {
			return nil, fmt.Errorf("edition: chapter %s: %w", c.Slug, err)
		}
		bound.id = names.take("c-" + c.Slug)
		for _, n := range nodes {
			bound.name(n, names)
		}
		v.places[c.Slug] = bound
		if n := len(v.parts); n == 0 || v.parts[n-1].title != c.Part {
			v.parts = append(v.parts, part{title: c.Part})
		}
		last := &v.parts[len(v.parts)-1]
		last.chapters = append(last.chapters, bound)
	}
	return v, nil
}

func (c *chapter) name(n *html.Node, names names) {
	if id := attribute(n, "id"); id != "" && c.ids[id] == "" {
		c.ids[id] = names.take(c.id + "-" + id)
	}
	for child := range n.ChildNodes() {
		c.name(child, names)
	}
}

// Printed is the book for a page of paper, or of the site, or for a file.
// Links to the site's other pages stay as they are where keep is set and no
// site is known: the page is then on that site itself.
func (v *Volume) Printed(keep bool) (templates.PrintedBook, error) {
	b := templates.PrintedBook{Title: v.title, Site: v.site}
	away := v.away
	if keep && v.site == "" {
		away = func(path string) string { return path }
	}
	for _, p := range v.parts {
		printed := templates.PrintedPart{Title: p.title}
		for _, c := range p.chapters {
			f := &fitter{volume: v, chapter: c, away: away, inside: func(_ *chapter, id string) string { return "#" + id }}
			nodes, err := f.fit()
			if err != nil {
				return b, err
			}
			var text strings.Builder
			for _, n := range nodes {
				if err := html.Render(&text, n); err != nil {
					return b, fmt.Errorf("edition: chapter %s: %w", c.Slug, err)
				}
			}
			printed.Chapters = append(printed.Chapters, templates.PrintedEntry{ID: c.id, Number: c.Number, Title: c.Title, HTML: text.String()})
		}
		b.Parts = append(b.Parts, printed)
	}
	return b, nil
}

// File is the book as one page of HTML that needs nothing beside it. Style is
// CSS; page says on which page of paper a chapter begins, by its id, and is 0
// where nobody knows.
func (v *Volume) File(ctx context.Context, style string, page func(id string) int) ([]byte, error) {
	book, err := v.Printed(false)
	if err != nil {
		return nil, err
	}
	for _, p := range book.Parts {
		for i := range p.Chapters {
			p.Chapters[i].Page = page(p.Chapters[i].ID)
		}
	}
	var b bytes.Buffer
	if err := templates.Whole(templates.BookFile{Book: book, Style: style + v.Sheets()}).Render(ctx, &b); err != nil {
		return nil, fmt.Errorf("edition: %w", err)
	}
	return b.Bytes(), nil
}

// away is the address of a page of the site, from outside; empty where nobody
// knows where the site is.
func (v *Volume) away(path string) string {
	if v.site == "" {
		return ""
	}
	return v.site + path
}

// Sheets are the rules of paper that need the chapters' titles: each chapter's
// pages carry its own at their head.
func (v *Volume) Sheets() string {
	var b strings.Builder
	for _, p := range v.parts {
		for _, c := range p.chapters {
			title := c.Title
			if c.Number != "" {
				title = c.Number + " · " + title
			}
			name := strings.ReplaceAll(c.id, ".", "-")
			fmt.Fprintf(&b, "@media print{#%s{page:%s}@page %s{@top-right{content:%s}}}\n", cssName(c.id), cssName(name), cssName(name), cssString(title))
		}
	}
	return b.String()
}

// cssName writes an identifier of CSS; ids consist of letters, digits, dashes,
// underscores and dots, and begin with a letter.
func cssName(id string) string { return strings.ReplaceAll(id, ".", `\.`) }

// cssString writes a string of CSS.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\', r == '<', r < ' ':
			fmt.Fprintf(&b, `\%x `, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
