package markdown

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plainTags are allowed without attributes of their own.
var plainTags = []string{
	"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "b", "i", "u", "s", "del", "ins", "code", "pre", "kbd", "samp", "var",
	"sub", "sup", "mark", "small", "cite", "q", "dfn", "abbr", "dl", "dt", "dd", "ul", "ol", "li", "blockquote",
	"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "details", "summary", "div", "span", "aside", "a", "img", "input",
}

// policy is what Markdown, with any HTML in it, may turn into. It has no
// figure, svg, form, textarea or button: those are the course's own.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	id := regexp.MustCompile(`^[\p{L}\p{N}_][\p{L}\p{N}_:.-]*$`)
	exactly := func(words string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + words + `)$`) }
	p := bluemonday.NewPolicy()
	p.AllowElements(plainTags...)
	p.AllowStandardURLs()
	p.RequireNoFollowOnLinks(false)
	p.AllowAttrs("id").Matching(id).OnElements("h1", "h2", "h3", "h4", "h5", "h6", "a", "li", "sup", "div", "span", "dt")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("title").OnElements("a", "abbr", "dfn", "img")
	p.AllowAttrs("aria-label").OnElements("a")
	p.AllowAttrs("class").Matching(exactly(`anchor|footnote-ref|footnote-backref`)).OnElements("a")
	p.AllowAttrs("class").Matching(exactly(`callout callout-[a-z]+`)).OnElements("aside")
	p.AllowAttrs("class").Matching(exactly(`callout-title`)).OnElements("p")
	p.AllowAttrs("class").Matching(exactly(`footnotes`)).OnElements("div")
	p.AllowAttrs("role").Matching(exactly(`note|doc-noteref|doc-backlink|doc-endnotes`)).OnElements("aside", "a", "div")
	p.AllowAttrs("align").Matching(exactly(`left|right|center`)).OnElements("th", "td")
	p.AllowAttrs("colspan", "rowspan").Matching(exactly(`[1-9][0-9]?`)).OnElements("th", "td")
	p.AllowAttrs("scope").Matching(exactly(`col|row`)).OnElements("th")
	p.AllowAttrs("start").Matching(exactly(`[0-9]{1,6}`)).OnElements("ol")
	p.AllowAttrs("open").Matching(exactly(`|open`)).OnElements("details")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(exactly(`[0-9]{1,4}`)).OnElements("img")
	p.AllowAttrs("type").Matching(exactly(`checkbox`)).OnElements("input")
	p.AllowAttrs("checked", "disabled").Matching(exactly(``)).OnElements("input")
	p.AllowAttrs("lang").Matching(exactly(`[A-Za-z]{2,3}(-[A-Za-z0-9]+)*`)).Globally()
	return p
})

// sanitise takes what is not allowed out of HTML, balances its tags, wraps its
// tables so that they can scroll, and fills the slots. Only text can hold a
// slot: a name that ended up in an attribute stays a name.
func (p *page) sanitise(dirty []byte) string {
	clean := policy().SanitizeBytes(dirty)
	body := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(bytes.NewReader(clean), body)
	if err != nil {
		// The parser takes any input; only its reader could fail, and that is memory.
		p.problemOn(p.first, "", "the text cannot be read back: %v", err)
		return ""
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	p.finish(body)
	var b strings.Builder
	for n := body.FirstChild; n != nil; n = n.NextSibling {
		if err := html.Render(&b, n); err != nil {
			p.problemOn(p.first, "", "the text cannot be written: %v", err)
			return ""
		}
	}
	return strings.TrimSpace(b.String())
}

func (p *page) finish(n *html.Node) {
	for _, c := range slices.Collect(n.ChildNodes()) {
		if p.how.Plain != nil {
			p.redirect(c)
		}
		switch {
		case c.Type == html.TextNode:
			p.fill(c)
		case c.DataAtom == atom.Input && attribute(c, "type") != "checkbox",
			c.DataAtom == atom.Input && attribute(c, "disabled") != "set":
			n.RemoveChild(c) // an input that is not a task list's box
		case c.DataAtom == atom.Table:
			p.finish(c)
			wrap := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div, Attr: []html.Attribute{
				{Key: "class", Val: "table"}, {Key: "tabindex", Val: "0"}, {Key: "role", Val: "group"}, {Key: "aria-label", Val: "Table"}}}
			n.InsertBefore(wrap, c)
			n.RemoveChild(c)
			wrap.AppendChild(c)
		default:
			p.finish(c)
		}
	}
}

// redirect points what was written as HTML where Markdown's references point.
func (p *page) redirect(n *html.Node) {
	for i, a := range n.Attr {
		if n.DataAtom == atom.A && a.Key == "href" || n.DataAtom == atom.Img && a.Key == "src" {
			if to, _, _ := p.target(a.Val, 0); to != "" {
				n.Attr[i].Val = to
			}
		}
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			if a.Val == "" {
				return "set"
			}
			return a.Val
		}
	}
	return ""
}

// fill puts the trusted HTML in the place of the slots' names in a text.
func (p *page) fill(n *html.Node) {
	for {
		before, after, found := strings.Cut(n.Data, p.nonce+"x")
		if !found {
			return
		}
		digits, after, found := strings.Cut(after, "x")
		number, err := strconv.Atoi(digits)
		if !found || err != nil || number >= len(p.slots) {
			return
		}
		n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: before}, n)
		n.Parent.InsertBefore(&html.Node{Type: html.RawNode, Data: p.slots[number].html}, n)
		p.slots[number].used = true
		n.Data = after
	}
}

// rawHTML tells authors which of their own tags the sanitiser will take away.
func (p *page) rawHTML(doc ast.Node) {
	for _, n := range all[*ast.HTMLBlock](doc) {
		for i := range n.Lines().Len() {
			s := n.Lines().At(i)
			p.tags(s.Start, s.Value(p.source))
		}
	}
	for _, n := range all[*ast.RawHTML](doc) {
		for i := range n.Segments.Len() {
			s := n.Segments.At(i)
			p.tags(s.Start, s.Value(p.source))
		}
	}
}

func (p *page) tags(pos int, source []byte) {
	z := html.NewTokenizer(bytes.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if !slices.Contains(plainTags, t.Data) || t.Data == "input" {
				p.remove(pos, fmt.Sprintf("the tag <%s> is not allowed here and was taken out", t.Data), "use Markdown, or one of the plain tags")
				continue
			}
			for _, a := range t.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "class" && p.how.Plain != nil {
					p.remove(pos, fmt.Sprintf("the attribute %s of <%s> is not allowed here and was taken out", a.Key, t.Data), "leave it out: pages carry no styles and scripts of their own")
				}
				if p.how.Plain != nil && (a.Key == "href" && t.Data == "a" || a.Key == "src" && t.Data == "img") {
					p.refer(a.Val, p.line(pos), t.Data == "img")
				}
			}
			for _, a := range t.Attr {
				if a.Key == "id" {
					p.out.Anchors = append(p.out.Anchors, a.Val)
				}
			}
		}
	}
}
