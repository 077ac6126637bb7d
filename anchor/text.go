package anchor

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Text is the running text of a chapter's HTML: its blocks, a line each, with
// white space as it is shown. Programs, figures and forms are left out: scripts
// change them. static/src/notes-text.ts reads a page in the same way.
func Text(chapter string) string {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(chapter), body)
	if err != nil {
		return "" // a reader of a string has no errors, and HTML has none either
	}
	r := reader{of: make(map[*html.Node]int)}
	for _, n := range nodes {
		r.read(n, nil)
	}
	var lines []string
	for _, b := range r.blocks {
		if line := strings.Join(strings.FieldsFunc(b, white), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// white is what a browser calls white space, which is less than Unicode does.
func white(r rune) bool { return r == ' ' || unicode.Is(unicode.Cc, r) && r < ' ' }

var (
	blocks = map[string]bool{"p": true, "li": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
		"dt": true, "dd": true, "td": true, "th": true, "blockquote": true, "div": true, "section": true, "aside": true, "caption": true}
	skipped = map[string]bool{"figure": true, "pre": true, "svg": true, "script": true, "style": true, "form": true,
		"button": true, "textarea": true, "template": true, "noscript": true, "details": true}
)

// A reader gathers the text of each block under its nearest block element, in
// the order in which blocks begin.
type reader struct {
	blocks []string
	of     map[*html.Node]int
}

func (r *reader) read(n, block *html.Node) {
	switch n.Type {
	case html.TextNode:
		if strings.TrimFunc(n.Data, white) == "" {
			if i, begun := r.of[block]; begun {
				r.blocks[i] += " "
			}
			return
		}
		i, begun := r.of[block]
		if !begun {
			i = len(r.blocks)
			r.of[block] = i
			r.blocks = append(r.blocks, "")
		}
		r.blocks[i] += n.Data
	case html.ElementNode:
		if skipped[n.Data] {
			return
		}
		if blocks[n.Data] {
			block = n
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			r.read(c, block)
		}
	}
}
