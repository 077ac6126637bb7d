package edition

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements are what the HTML of an EPUB may consist of beside drawings.
// Anything else gives way to what it holds.
var elements = []atom.Atom{
	atom.A, atom.Abbr, atom.Article, atom.Aside, atom.B, atom.Blockquote, atom.Br, atom.Caption, atom.Cite, atom.Code, atom.Dd, atom.Del,
	atom.Details, atom.Dfn, atom.Div, atom.Dl, atom.Dt, atom.Em, atom.Figcaption, atom.Figure, atom.Footer, atom.H1, atom.H2, atom.H3, atom.H4,
	atom.H5, atom.H6, atom.Header, atom.Hr, atom.I, atom.Ins, atom.Kbd, atom.Li, atom.Mark, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Q, atom.S,
	atom.Samp, atom.Section, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Summary, atom.Sup, atom.Table, atom.Tbody, atom.Td, atom.Tfoot,
	atom.Th, atom.Thead, atom.Tr, atom.U, atom.Ul, atom.Var,
}

// attributes are what any element of an EPUB may have; aria- attributes come
// on top.
var attributes = []string{"id", "class", "title", "role", "lang"}

// ownAttributes are those of single elements.
var ownAttributes = map[atom.Atom][]string{
	atom.A:       {"href"},
	atom.Td:      {"colspan", "rowspan", "headers"},
	atom.Th:      {"colspan", "rowspan", "headers", "scope"},
	atom.Ol:      {"start"},
	atom.Details: {"open"},
}

// A writer writes HTML as XML. It leaves out what an EPUB must not hold.
type writer struct {
	strings.Builder
	drawings bool // an SVG has been written
}

var escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
var escapeValue = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\t", "&#9;")

// escaped is a text as XML, without the characters that XML has no way to say.
func escaped(s string, how *strings.Replacer) string {
	return how.Replace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s))
}

func (w *writer) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.WriteString(escaped(n.Data, escapeText))
	case n.Type != html.ElementNode:
	case n.Namespace == "svg":
		w.drawing(n)
	case n.DataAtom == atom.Img:
		// The picture itself stays on the site; what it shows is in its words.
		w.WriteString(escaped(attribute(n, "alt"), escapeText))
	case !slices.Contains(elements, n.DataAtom):
		w.inner(n)
	default:
		w.element(n)
	}
}

func (w *writer) inner(n *html.Node) {
	for c := range n.ChildNodes() {
		w.node(c)
	}
}

func (w *writer) element(n *html.Node) {
	w.WriteString("<" + n.Data)
	class := attribute(n, "class")
	if align := attribute(n, "align"); align != "" {
		class = strings.TrimSpace(class + " align-" + align)
	}
	w.attribute("class", class)
	for _, a := range n.Attr {
		known := slices.Contains(attributes, a.Key) || strings.HasPrefix(a.Key, "aria-") || slices.Contains(ownAttributes[n.DataAtom], a.Key)
		switch {
		case a.Key == "class" || !known:
		case a.Key == "lang":
			w.attribute("lang", a.Val)
			w.attribute("xml:lang", a.Val)
		case a.Key == "open":
			w.attribute("open", "open")
		default:
			w.attribute(a.Key, a.Val)
		}
	}
	if n.DataAtom == atom.Br || n.DataAtom == atom.Hr {
		w.WriteString("/>")
		return
	}
	w.WriteString(">")
	w.inner(n)
	w.WriteString("</" + n.Data + ">")
}

// undrawn are the attributes of an SVG that SVG 1.1 does not have, or an EPUB
// has no use for; the style sheet says paint-order.
var undrawn = []string{"xmlns", "focusable", "tabindex", "paint-order"}

// drawing writes an SVG. They are ours, every one: the trace's and goat's.
func (w *writer) drawing(n *html.Node) {
	w.WriteString("<" + n.Data)
	if n.Data == "svg" {
		w.drawings = true
		w.attribute("xmlns", "http://www.w3.org/2000/svg")
	}
	for _, a := range n.Attr {
		if slices.Contains(undrawn, a.Key) || a.Namespace != "" {
			continue
		}
		w.attribute(a.Key, a.Val)
	}
	if n.FirstChild == nil {
		w.WriteString("/>")
		return
	}
	w.WriteString(">")
	w.inner(n)
	w.WriteString("</" + n.Data + ">")
}

func (w *writer) attribute(key, val string) {
	if val != "" {
		w.WriteString(" " + key + `="` + escaped(val, escapeValue) + `"`)
	}
}
