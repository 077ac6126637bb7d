package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// ownNodes renders the nodes whose HTML differs from goldmark's.
type ownNodes struct{}

func (ownNodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(slotKind, renderSlot)
	r.Register(ast.KindBlockquote, renderBlockquote)
	r.Register(ast.KindHeading, renderHeading)
}

func renderSlot(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, _ = w.WriteString(n.(*slot).name + "\n")
	}
	return ast.WalkSkipChildren, nil
}

func renderBlockquote(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	kind, _ := n.AttributeString(calloutAttribute)
	word, isCallout := kind.(string)
	switch {
	case isCallout && entering:
		_, _ = w.WriteString(`<aside class="callout callout-` + word + `" role="note"><p class="callout-title">` + callouts[word] + "</p>\n")
	case isCallout:
		_, _ = w.WriteString("</aside>\n")
	case entering:
		_, _ = w.WriteString("<blockquote>\n")
	default:
		_, _ = w.WriteString("</blockquote>\n")
	}
	return ast.WalkContinue, nil
}

func renderHeading(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	h := n.(*ast.Heading)
	level := string(rune('0' + h.Level))
	id, title := headingAttributes(h)
	if entering {
		_, _ = w.WriteString("<h" + level)
		if id != "" {
			_, _ = w.WriteString(` id="` + html.EscapeString(id) + `"`)
		}
		_, _ = w.WriteString(">")
		return ast.WalkContinue, nil
	}
	if id != "" {
		_, _ = w.WriteString(` <a class="anchor" href="#` + html.EscapeString(id) + `" aria-label="Link to “` + html.EscapeString(title) + `”">#</a>`)
	}
	_, _ = w.WriteString("</h" + level + ">\n")
	return ast.WalkContinue, nil
}

func headingAttributes(h *ast.Heading) (id, title string) {
	if v, ok := h.AttributeString("id"); ok {
		switch v := v.(type) {
		case []byte:
			id = string(v)
		case string:
			id = v
		}
	}
	if v, ok := h.AttributeString("title"); ok {
		title, _ = v.(string)
	}
	return strings.TrimSpace(id), title
}
