package edition

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A fitter makes a chapter fit for a document of many: it gives ids their new
// names, turns links to follow them, and takes out what only a browser on the
// site can use.
type fitter struct {
	volume  *Volume
	chapter *chapter
	inside  func(to *chapter, id string) string // the address of an id within the document
	away    func(path string) string            // the address of a page of the site; empty for none
}

func parse(text string) ([]*html.Node, error) {
	return html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
}

// fit parses the chapter's HTML and refits it.
func (f *fitter) fit() ([]*html.Node, error) {
	nodes, err := parse(f.chapter.html)
	if err != nil {
		return nil, fmt.Errorf("edition: chapter %s: %w", f.chapter.Slug, err)
	}
	root := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	f.children(root)
	nodes = nodes[:0]
	for _, n := range slices.Collect(root.ChildNodes()) {
		root.RemoveChild(n)
		nodes = append(nodes, n)
	}
	return nodes, nil
}

func (f *fitter) children(n *html.Node) {
	for _, c := range slices.Collect(n.ChildNodes()) {
		switch {
		case c.Type == html.CommentNode:
			n.RemoveChild(c)
		case c.Type == html.ElementNode:
			f.element(n, c)
		}
	}
}

func (f *fitter) element(parent, n *html.Node) {
	f.children(n)
	switch {
	case n.Namespace == "svg" && n.Data == "title" && parent.Data != "svg":
		parent.RemoveChild(n) // what a pointer is told about one event
		return
	case n.Namespace == "svg": // its attributes are seen to below
	case n.DataAtom == atom.Input && attribute(n, "type") == "checkbox":
		box := "☐"
		if has(n, "checked") {
			box = "☑"
		}
		parent.InsertBefore(&html.Node{Type: html.TextNode, Data: box}, n)
		parent.RemoveChild(n)
		return
	case slices.Contains(operated, n.DataAtom):
		parent.RemoveChild(n)
		return
	case n.DataAtom == atom.Form:
		unwrap(parent, n)
		return
	case n.DataAtom == atom.A && strings.Contains(" "+attribute(n, "class")+" ", " anchor "):
		// A heading's link to itself, and the space before it.
		if before := n.PrevSibling; before != nil && before.Type == html.TextNode {
			before.Data = strings.TrimRight(before.Data, " ")
		}
		parent.RemoveChild(n)
		return
	case n.DataAtom == atom.Figcaption && n.NextSibling != nil:
		// A caption stands first or last in its figure, says HTML.
		parent.RemoveChild(n)
		parent.AppendChild(n)
	}
	f.attributes(n)
	if n.DataAtom == atom.A && has(n, "href") {
		if to := f.address(attribute(n, "href")); to != "" {
			set(n, "href", to)
		} else {
			unwrap(parent, n)
		}
	}
}

// operated are the elements that do nothing unless somebody operates them.
var operated = []atom.Atom{atom.Button, atom.Input, atom.Textarea, atom.Select, atom.Script, atom.Noscript, atom.Template, atom.Label, atom.Output}

// references are the attributes that hold ids, one or several.
var references = []string{"aria-labelledby", "aria-describedby", "aria-details", "for", "headers"}

func (f *fitter) attributes(n *html.Node) {
	kept := n.Attr[:0]
	for _, a := range n.Attr {
		switch {
		case a.Key == "id":
			a.Val = f.chapter.ids[a.Val]
		case slices.Contains(references, a.Key):
			a.Val = f.renamed(a.Val)
			if a.Val == "" {
				continue
			}
		case strings.HasPrefix(a.Key, "data-"), a.Key == "style", strings.HasPrefix(a.Key, "on"):
			continue
		}
		kept = append(kept, a)
	}
	n.Attr = kept
}

// renamed are the new names of the ids in a list, as far as there are such ids.
func (f *fitter) renamed(list string) string {
	var ids []string
	for id := range strings.FieldsSeq(list) {
		if to := f.chapter.ids[id]; to != "" {
			ids = append(ids, to)
		}
	}
	return strings.Join(ids, " ")
}

// address is where a link leads from this document; empty where it leads
// nowhere any more.
func (f *fitter) address(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	if u.Scheme != "" || u.Host != "" {
		return href
	}
	to := f.chapter
	if u.Path != "" {
		slug, ok := strings.CutPrefix(u.Path, "/chapters/")
		if to = f.volume.places[slug]; !ok || to == nil {
			return f.away(href)
		}
	}
	if id := to.ids[u.Fragment]; id != "" {
		return f.inside(to, id)
	}
	return f.inside(to, to.id)
}

func unwrap(parent, n *html.Node) {
	for _, c := range slices.Collect(n.ChildNodes()) {
		n.RemoveChild(c)
		parent.InsertBefore(c, n)
	}
	parent.RemoveChild(n)
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func set(n *html.Node, key, val string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = val
		}
	}
}
