package templates

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"

	"happensbefore/course"
)

// highlight is Go source as HTML with chroma's classes, which the style sheet
// colours as it does those of the book. What chroma cannot read is shown plain.
func highlight(src string) string { return code(src, false) }

// numbered is the same with line numbers.
func numbered(src string) string { return code(src, true) }

// lineStart is what chroma writes before each line's number; source text
// cannot hold it, because its brackets are escaped.
const lineStart = `<span class="ln">`

// anchored is the same with an anchor at each line of the file.
func anchored(f course.File) string {
	var b strings.Builder
	for i, part := range strings.Split(numbered(f.Source), lineStart) {
		if i > 0 {
			b.WriteString(`<span class="ln" id="` + html.EscapeString(lineID(f.Name, strconv.Itoa(i))) + `">`)
		}
		b.WriteString(part)
	}
	return b.String()
}

func code(src string, lines bool) string {
	tokens, err := chroma.Coalesce(lexers.Get("go")).Tokenise(nil, src)
	if err != nil {
		return plainSource(src)
	}
	var b bytes.Buffer
	format := chromahtml.New(chromahtml.WithClasses(true), chromahtml.TabWidth(4), chromahtml.WithLineNumbers(lines))
	if err := format.Format(&b, styles.Fallback, tokens); err != nil {
		return plainSource(src)
	}
	// What scrolls must be reachable for those who scroll with keys.
	return strings.Replace(b.String(), `<pre `, `<pre tabindex="0" `, 1)
}

func plainSource(src string) string {
	return `<pre tabindex="0" class="chroma"><code>` + html.EscapeString(src) + `</code></pre>`
}
