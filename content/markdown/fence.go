package markdown

import (
	"errors"
	goast "go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	gm "github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"happensbefore/content/estimate"
	"happensbefore/course"
	"happensbefore/trace"
)

// fenceParser is goldmark's, and remembers which fences were closed: goldmark
// itself ends an unclosed one silently with the text.
type fenceParser struct{ gm.BlockParser }

var closedFences = gm.NewContextKey()

func (f fenceParser) Continue(node ast.Node, reader text.Reader, pc gm.Context) gm.State {
	state := f.BlockParser.Continue(node, reader, pc)
	if state == gm.Close {
		closed, _ := pc.Get(closedFences).(map[ast.Node]bool)
		if closed == nil {
			closed = map[ast.Node]bool{}
			pc.Set(closedFences, closed)
		}
		closed[node] = true
	}
	return state
}

// A slot is a block whose HTML is the course's own. It is rendered as a name
// that no author can guess, and filled in after sanitising.
type slot struct {
	ast.BaseBlock
	name string
}

var slotKind = ast.NewNodeKind("Slot")

func (s *slot) Kind() ast.NodeKind          { return slotKind }
func (s *slot) Dump(source []byte, lvl int) { ast.DumpHelper(s, source, lvl, nil, nil) }

func (p *page) slot(line int, trusted string) *slot {
	p.slots = append(p.slots, filling{html: trusted, line: line})
	return &slot{name: p.nonce + "x" + strconv.Itoa(len(p.slots)-1) + "x"}
}

// fences replaces every fenced code block by what it stands for.
func (p *page) fences(doc ast.Node, pc gm.Context) {
	closed, _ := pc.Get(closedFences).(map[ast.Node]bool)
	var run *example // the example that an output fence may follow
	for _, f := range all[*ast.FencedCodeBlock](doc) {
		info := ""
		if f.Info != nil {
			info = strings.TrimSpace(string(f.Info.Value(p.source)))
		}
		if p.how.Plain != nil && !ours(info) {
			p.replace(f, p.plainCode(f, info, string(f.Lines().Value(p.source))))
			continue
		}
		if !closed[f] {
			p.problem(f, "close it with the same signs, alone on a line", "the fence %q is never closed", "```"+info)
		}
		line, source := p.line(offset(f)), string(f.Lines().Value(p.source))
		word, rest := splitInfo(info)
		switch word {
		case "trace", "goat", "calculator", "output":
			if rest != "" {
				p.problem(f, "write ```"+word+" alone", "unknown word %q after %s", rest, word)
			}
		}
		switch {
		case word == "trace":
			p.replace(f, p.trace(f, source))
		case word == "goat":
			p.replace(f, p.goat(f, source))
		case word == "calculator":
			p.replace(f, p.calculator(f, source))
		case word == "output":
			before := f.PreviousSibling()
			if run == nil || before != ast.Node(run.slot) {
				p.problem(f, "put it directly below a ```go run fence, or use ```text", "an output fence stands alone")
				p.replace(f, p.slot(line, code(source, "text")))
				continue
			}
			p.out.Examples[run.index].Output = source
			p.slots[run.number].html = run.html(source)
			f.Parent().RemoveChild(f.Parent(), f)
		case word == "go" && rest == "run":
			run = p.example(f, source)
			p.replace(f, run.slot)
		default:
			if word != "" && lexer(word) == nil {
				p.problem(f, "use a language's name, or text, trace, goat, calculator, output, go run", "unknown fence word %q", word)
			} else if rest != "" {
				p.problem(f, "write ```"+word+" alone"+orRun(word), "unknown word %q after %s", rest, word)
			}
			p.replace(f, p.slot(line, code(source, word)))
		}
	}
}

// ours says whether a fence on a page of any mdBook is one of the course's: it
// may have diagrams and programs to run.
func ours(info string) bool { return info == "trace" || info == "goat" || info == "go run" }

func orRun(word string) string {
	if word == "go" {
		return ", or ```go run for an example that the reader can run"
	}
	return ""
}

var infoForm = regexp.MustCompile(`^([^\s,{]*)(?:,[^\s]*)?\s*(.*)$`)

// splitInfo takes a fence's first word apart from what follows. What is
// appended to it by a comma is mdBook's business and says nothing here.
func splitInfo(info string) (word, rest string) {
	m := infoForm.FindStringSubmatch(info)
	if m == nil {
		return info, ""
	}
	return m[1], m[2]
}

func (p *page) replace(old, with ast.Node) {
	old.Parent().ReplaceChild(old.Parent(), old, with)
}

type example struct {
	*slot
	number int // of the slot
	index  int // in Rendered.Examples
	id     string
	source string
	code   string
}

func (p *page) example(f *ast.FencedCodeBlock, source string) *example {
	line := p.line(offset(f))
	id := "run-" + strconv.Itoa(len(p.out.Examples)+1)
	p.out.Examples = append(p.out.Examples, course.Example{ID: id, File: p.file, Line: line, Source: source})
	p.checkProgram(line, source)
	e := &example{index: len(p.out.Examples) - 1, number: len(p.slots), id: id, source: source, code: code(source, "go")}
	e.slot = p.slot(line, e.html(""))
	return e
}

func (e *example) html(output string) string {
	var b strings.Builder
	b.WriteString(`<figure class="example" data-example="` + e.id + `"><form class="example-form" method="post" action="/run">`)
	b.WriteString(e.code)
	// The HTML parser drops the newline that follows the tag, and only that one.
	b.WriteString("<textarea name=\"source\" aria-label=\"Source of the example\" spellcheck=\"false\" autocomplete=\"off\" autocapitalize=\"off\" hidden>\n" + html.EscapeString(e.source) + "</textarea>")
	b.WriteString(`<button class="example-run" type="submit">Run</button></form>`)
	if output != "" {
		b.WriteString(`<div class="example-output"><p class="example-title">Prints</p><pre tabindex="0"><samp>` + html.EscapeString(output) + `</samp></pre></div>`)
	}
	b.WriteString(`</figure>`)
	return b.String()
}

// checkProgram holds an example to being a whole program, so that the fault is
// found before somebody runs it.
func (p *page) checkProgram(fence int, source string) {
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	var faults scanner.ErrorList
	if errors.As(err, &faults) && len(faults) > 0 {
		p.problemOn(fence+faults[0].Pos.Line, "correct the program", "the example is not valid Go: %s", faults[0].Msg)
		return
	}
	if file.Name.Name != "main" {
		p.problemOn(fence+1, "begin with “package main”", "the example is package %s, not a program", file.Name.Name)
		return
	}
	if !slices.ContainsFunc(file.Decls, isMain) {
		p.problemOn(fence+1, "add “func main() { … }”", "the example has no main function")
	}
}

func isMain(d goast.Decl) bool {
	f, ok := d.(*goast.FuncDecl)
	return ok && f.Recv == nil && f.Name.Name == "main"
}

// trace draws a space-time diagram. A trace with faults is shown as its author
// wrote it.
func (p *page) trace(f *ast.FencedCodeBlock, source string) *slot {
	fence := p.line(offset(f))
	t, err := trace.Parse(source)
	var faults trace.Errors
	if errors.As(err, &faults) {
		for _, fault := range faults {
			p.problemOn(fence+fault.Line, fault.Mend, "trace: %s", fault.What)
		}
		return p.slot(fence, code(source, "text"))
	}
	p.out.Drawings++
	return p.slot(fence, t.Figure(p.figureID(f, "trace")))
}

// calculator shows an estimate whose givens the page's script lets the reader
// change. One with faults is shown as its author wrote it.
func (p *page) calculator(f *ast.FencedCodeBlock, source string) *slot {
	fence := p.line(offset(f))
	sheet, err := estimate.Parse(source)
	var faults estimate.Faults
	if errors.As(err, &faults) {
		for _, fault := range faults {
			p.problemOn(fence+fault.Line, fault.Mend, "calculator: %s", fault.What)
		}
		return p.slot(fence, code(source, "text"))
	}
	return p.slot(fence, sheet.Figure(p.figureID(f, "calculator")))
}

// figureID is unique on a page that is made of one file, in one or more
// passages: no other fence stands on the line.
func (p *page) figureID(f ast.Node, kind string) string {
	return kind + "-" + strconv.Itoa(p.line(offset(f)))
}
