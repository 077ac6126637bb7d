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
var formatter = chroma.RecoveringFormatter(chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true)))

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
	tokens, err := chroma.Coalesce(plainer{l}).Tokenise(nil, source)
	if err != nil {
		return open + html.EscapeString(source) + closed
	}
	var b strings.Builder
	if err := formatter.Format(&b, colourless(), tokens); err != nil {
		return open + html.EscapeString(source) + closed
	}
	return open + b.String() + closed
}

// plainer takes the types off the tokens that no style sheet of ours colours
// (spaces, signs, most names), so that they need no element each: that halves
// the page.
type plainer struct{ chroma.Lexer }

func (p plainer) Tokenise(options *chroma.TokeniseOptions, text string) (chroma.Iterator, error) {
	next, err := p.Lexer.Tokenise(options, text)
	if err != nil {
		return nil, err
	}
	return func() chroma.Token {
		t := next()
		switch {
		case t.Type.InCategory(chroma.Text), t.Type.InCategory(chroma.Operator), t.Type.InCategory(chroma.Punctuation), t.Type == chroma.Error:
			t.Type = chroma.Text
		case t.Type.InCategory(chroma.Name):
			switch t.Type {
			case chroma.NameFunction, chroma.NameFunctionMagic, chroma.NameClass, chroma.NameTag, chroma.NameAttribute:
			default:
				t.Type = chroma.Text
			}
		}
		return t
	}, nil
}
