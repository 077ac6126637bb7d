package markdown

import (
	"html"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
)

// lexer is the one for a fence's word, or nil. Unlike chroma's own look-up it
// does not guess from file names, so that a misspelt word is found.
func lexer(word string) chroma.Lexer {
	word = strings.ToLower(word)
	for _, l := range lexers.GlobalLexerRegistry.Lexers {
		c := l.Config()
		if strings.ToLower(c.Name) == word {
			return l
		}
		for _, alias := range c.Aliases {
			if strings.ToLower(alias) == word {
				return l
			}
		}
	}
	return nil
}

// formatter writes chroma's classes and no colours: those are the style
// sheet's. It holds no state of a text.
var formatter = chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true))

// colourless is a style of no colours, since only the classes are wanted.
var colourless = sync.OnceValue(func() *chroma.Style { return chroma.MustNewStyle("classes", chroma.StyleEntries{}) })

// code is a block of code as HTML, with chroma's classes. An unknown language
// is set as plain text.
func code(source, language string) string {
	open := `<pre class="chroma" tabindex="0"><code`
	l := lexer(language)
	if l == nil {
		l = lexers.Fallback
	} else {
		open += ` class="language-` + html.EscapeString(strings.ToLower(language)) + `"`
	}
	open += ">"
	const closed = "</code></pre>"
	tokens, err := chroma.Coalesce(l).Tokenise(nil, source)
	if err != nil {
		return open + html.EscapeString(source) + closed
	}
	var b strings.Builder
	if err := formatter.Format(&b, colourless(), tokens); err != nil {
		return open + html.EscapeString(source) + closed
	}
	return open + b.String() + closed
}
