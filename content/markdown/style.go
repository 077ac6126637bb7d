package markdown

import (
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
)

// The colours of code: few, so that a page stays calm, and each at least at
// the contrast of 4.5 to the page's code background, which the tests hold
// them to. Names and punctuation keep the colour of the text.
var (
	lightColours = colours{keyword: "#8a2252", text: "#1c6b2e", number: "#1a5a96", comment: "#66635c", function: "#14508c", typ: "#6b4a00", bad: "#b3261e"}
	darkColours  = colours{keyword: "#f29bc1", text: "#9fd8a4", number: "#8fc7ff", comment: "#a3a097", function: "#9ecbff", typ: "#e6c07b", bad: "#ff9d94"}
)

type colours struct{ keyword, text, number, comment, function, typ, bad string }

func style(dark bool) *chroma.Style {
	c, name := lightColours, "happensbefore-light"
	if dark {
		c, name = darkColours, "happensbefore-dark"
	}
	return chroma.MustNewStyle(name, chroma.StyleEntries{
		chroma.Keyword:         c.keyword,
		chroma.KeywordConstant: c.number,
		chroma.KeywordType:     c.typ,
		chroma.NameBuiltin:     c.function,
		chroma.NameFunction:    c.function,
		chroma.NameTag:         c.keyword,
		chroma.NameAttribute:   c.typ,
		chroma.LiteralString:   c.text,
		chroma.LiteralNumber:   c.number,
		chroma.Comment:         "italic " + c.comment,
		chroma.GenericDeleted:  c.bad,
		chroma.GenericInserted: c.text,
		chroma.GenericHeading:  "bold",
		chroma.GenericPrompt:   c.comment,
		chroma.GenericEmph:     "italic",
		chroma.GenericStrong:   "bold",
		chroma.Error:           c.bad,
	})
}

// Stylesheet is the CSS for highlighted code on a light or a dark page. It
// sets colours of tokens only: background, font and size are the page's.
func Stylesheet(dark bool) string {
	var b strings.Builder
	formatter := chromahtml.New(chromahtml.WithClasses(true), chromahtml.WithCSSComments(false))
	if err := formatter.WriteCSS(&b, style(dark)); err != nil {
		panic("markdown: writing CSS into memory: " + err.Error())
	}
	var kept strings.Builder
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(line, ".chroma .") && strings.Contains(line, "color:") || strings.Contains(line, "font-") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
