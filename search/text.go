package search

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// partsApart stands between what were the cells of a row, or the items of a list.
const partsApart = " · "

// A section is a heading and what stands below it, as text.
type section struct {
	anchor string
	title  string // empty for what stands before the first heading
	level  int    // 2 or 3; 0 before the first heading
	blocks []string
	code   []string
}

// sections takes a page's HTML, as the Markdown room made it, apart at its
// headings. The first is what stands before them, and may be empty.
func sections(page string) ([]section, error) {
	nodes, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "main", DataAtom: atom.Main})
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	r := reader{sections: []section{{}}}
	for _, n := range nodes {
		r.block(n)
	}
	return r.sections, nil
}

type reader struct{ sections []section }

func (r *reader) now() *section { return &r.sections[len(r.sections)-1] }

func (r *reader) add(text string) {
	if text = clean(text); text != "" {
		r.now().blocks = append(r.now().blocks, text)
	}
}

// longList is how many bytes a list may have to be read as one paragraph: its
// items then explain each other.
const longList = 600

// block reads one block of a page, and those in it.
func (r *reader) block(n *html.Node) {
	if n.Type == html.TextNode {
		r.add(n.Data)
		return
	}
	switch attribute(n, "class") {
	case "callout-title", "example-title": // the page's words, not the author's
		return
	}
	switch n.DataAtom {
	case atom.H2, atom.H3:
		if id := attribute(n, "id"); id != "" {
			r.sections = append(r.sections, section{anchor: id, title: clean(inline(n)), level: int(n.Data[1] - '0')})
			return
		}
		r.add(inline(n))
	case atom.H1, atom.H4, atom.H5, atom.H6, atom.P, atom.Dt, atom.Dd, atom.Figcaption:
		r.add(inline(n))
	case atom.Pre:
		if code := strings.TrimSpace(plain(raw(n))); code != "" {
			r.now().code = append(r.now().code, code)
		}
	case atom.Ul, atom.Ol:
		if whole := items(n); len(whole) <= longList {
			r.add(whole)
			return
		}
		r.blocks(n)
	case atom.Li:
		if text := clean(inline(n)); text != "" && !holdsBlocks(n) {
			r.add(text)
			return
		}
		r.blocks(n)
	case atom.Table:
		r.table(n)
	case atom.Svg, atom.Textarea, atom.Button, atom.Summary, atom.Script, atom.Style:
		// A diagram stands beside its own text; a form holds a copy of the code.
	default:
		r.blocks(n)
	}
}

func (r *reader) blocks(n *html.Node) {
	for c := range n.ChildNodes() {
		r.block(c)
	}
}

// table reads each row with the columns' names, so that it can stand alone.
func (r *reader) table(n *html.Node) {
	var names []string
	for row := range n.Descendants() {
		if row.DataAtom != atom.Tr {
			continue
		}
		var cells []string
		heads := true
		for cell := range row.ChildNodes() {
			if cell.DataAtom == atom.Td || cell.DataAtom == atom.Th {
				heads = heads && cell.DataAtom == atom.Th
				cells = append(cells, clean(inline(cell)))
			}
		}
		if heads {
			names = cells
			continue
		}
		for i, cell := range cells {
			if i > 0 && i < len(names) && names[i] != "" && cell != "" {
				cells[i] = names[i] + ": " + cell
			}
		}
		r.add(strings.Join(slices.DeleteFunc(cells, func(s string) bool { return s == "" }), partsApart))
	}
}

// items is a list as one paragraph.
func items(n *html.Node) string {
	var list []string
	for c := range n.ChildNodes() {
		if text := clean(inline(c)); text != "" {
			list = append(list, text)
		}
	}
	return strings.Join(list, partsApart)
}

func holdsBlocks(n *html.Node) bool {
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.P, atom.Ul, atom.Ol, atom.Pre, atom.Table, atom.Blockquote:
			return true
		}
	}
	return false
}

// inline is the text of an element as a reader sees it, in one line.
func inline(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.DataAtom == atom.Svg || n.DataAtom == atom.A && attribute(n, "class") == "anchor":
			return
		case n.DataAtom == atom.Sup && attribute(n, "id") != "": // the number of a footnote
			return
		case n.DataAtom == atom.Br, n.DataAtom == atom.P, n.DataAtom == atom.Li, n.DataAtom == atom.Td, n.DataAtom == atom.Th:
			b.WriteByte(' ')
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// raw is the text of an element with its line ends.
func raw(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// clean is text on one line, without what the index uses as its own signs.
func clean(text string) string { return strings.Join(strings.Fields(plain(text)), " ") }

// plain takes out the control characters, but for line ends and tabs.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
}
