package markdown

import (
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/bep/goat"
	"github.com/yuin/goldmark/ast"
)

// Bounds of an ASCII diagram: one that is wider cannot be read, and goat's
// work grows with the area.
const (
	maxGoatColumns = 120
	maxGoatLines   = 200
)

// goat draws an ASCII diagram.
func (p *page) goat(f *ast.FencedCodeBlock, source string) *slot {
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(source, "\t", "        "), "\n "), "\n")
	fence := p.line(offset(f))
	for i, line := range lines {
		if len([]rune(line)) > maxGoatColumns {
			p.problemOn(fence+i+1, "draw it narrower", "the diagram is %d columns wide, more than %d", len([]rune(line)), maxGoatColumns)
			return p.slot(fence, code(source, "text"))
		}
	}
	if len(lines) > maxGoatLines || strings.TrimSpace(source) == "" {
		p.problemOn(fence, "draw it with 1 to "+strconv.Itoa(maxGoatLines)+" lines", "the diagram has %d lines", len(lines))
		return p.slot(fence, code(source, "text"))
	}
	p.out.Drawings++
	drawn := goat.BuildSVG(strings.NewReader(strings.Join(lines, "\n") + "\n"))
	body := goatStyles.Replace(drawn.Body)
	size := "0 0 " + strconv.Itoa(drawn.Width) + " " + strconv.Itoa(drawn.Height)
	id := p.figureID(f, "goat")
	return p.slot(fence, `<figure class="figure figure-goat"><svg xmlns="http://www.w3.org/2000/svg" class="goat" role="img" aria-labelledby="`+id+`-title" viewBox="`+size+
		`" width="`+strconv.Itoa(drawn.Width)+`" height="`+strconv.Itoa(drawn.Height)+`" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14">`+
		`<title id="`+id+`-title">Diagram; the same as text stands below</title>`+goatText.ReplaceAllString(body, "<text ")+
		`</svg><details><summary>The same as text</summary><pre tabindex="0">`+html.EscapeString(strings.Join(lines, "\n"))+`</pre></details></figure>`)
}

// goat writes styles and a white fill that a strict page and a dark one cannot use.
var (
	goatStyles = strings.NewReplacer(" style='font-size:1em'", "", "fill='#fff'", "class='goat-open' fill='none'")
	goatText   = regexp.MustCompile(`<text +`)
)
