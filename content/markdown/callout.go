package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// callouts are GitHub's, by the class they get.
var callouts = map[string]string{"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution"}

const calloutAttribute = "callout"

var calloutForm = regexp.MustCompile(`^\s*\[!([A-Za-z]+)\][ \t]*(.*?)\s*$`)

// calloutTransformer marks a quotation that begins with a line such as
// [!NOTE], and takes that line away before it is read as inline text.
type calloutTransformer struct{}

func (calloutTransformer) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	quote, ok := n.Parent().(*ast.Blockquote)
	if !ok || n.PreviousSibling() != nil || n.Lines().Len() == 0 {
		return
	}
	first := n.Lines().At(0)
	m := calloutForm.FindSubmatch(first.Value(reader.Source()))
	if m == nil {
		return
	}
	word := strings.ToLower(string(m[1]))
	if pc.Get(isPlain) != nil && (callouts[word] == "" || len(m[2]) > 0) {
		return // a quotation, whatever another tool makes of it
	}
	quote.SetAttributeString(calloutAttribute, word)
	if len(m[2]) > 0 {
		quote.SetAttributeString("trailing", string(m[2]))
	}
	rest := text.NewSegments()
	rest.AppendAll(n.Lines().Sliced(1, n.Lines().Len()))
	if rest.Len() == 0 {
		quote.RemoveChild(quote, n)
		return
	}
	n.SetLines(rest)
}

// callouts reports the ones that say something else than their author meant.
func (p *page) callouts(doc ast.Node) {
	for _, quote := range all[*ast.Blockquote](doc) {
		v, _ := quote.AttributeString(calloutAttribute)
		word, ok := v.(string)
		if !ok {
			continue
		}
		if callouts[word] == "" {
			p.problem(quote, "use [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION]", "unknown callout [!%s]", strings.ToUpper(word))
			quote.SetAttributeString(calloutAttribute, "note")
		}
		if trailing, ok := quote.AttributeString("trailing"); ok {
			p.problem(quote, "begin the callout's text on the next line", "the text %q on the line of [!%s] is not shown", trailing, strings.ToUpper(word))
		}
		if !quote.HasChildren() {
			p.problem(quote, "write its text on the next line, behind a >", "the callout is empty")
		}
	}
}
