package markdown

import (
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// unit is a space between a number and what it counts in.
var unit = regexp.MustCompile(`^ (?:ns|µs|ms|s|min|h|Hz|kHz|MHz|GHz|B|kB|KB|MB|GB|TB|KiB|MiB|GiB|bits?|bytes?|ppm|km|m|kg|%)(?:[^\pL\pN]|$)`)

// unitParser keeps a number and its unit on one line, as a book does.
type unitParser struct{}

func (unitParser) Trigger() []byte { return []byte{' '} }

func (unitParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	if before < '0' || before > '9' {
		return nil
	}
	line, _ := block.PeekLine()
	if !unit.Match(line) {
		return nil
	}
	block.Advance(1)
	return ast.NewString([]byte("\u00a0"))
}
