package markdown

import (
	"html"
	"strings"

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

// Highlight is a block of code as HTML, with chroma's classes. An unknown
// language is set as plain text.
func Highlight(source, language string) string {
	var b strings.Builder
	b.WriteString(`<pre class="chroma" tabindex="0"><code`)
	l := lexer(language)
	if l == nil {
		l = lexers.Fallback
	} else {
		b.WriteString(` class="language-` + html.EscapeString(strings.ToLower(language)) + `"`)
	}
	b.WriteString(">")
	plain := b.String() + html.EscapeString(source) + "</code></pre>"
	tokens, err := chroma.Coalesce(l).Tokenise(nil, source)
	if err != nil {
		return plain
	}
	formatter := chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true))
	if err := formatter.Format(&b, style(false), tokens); err != nil {
		return plain
	}
	b.WriteString("</code></pre>")
	return b.String()
}

func (p *page) code(source, language string) string { return Highlight(source, language) }
