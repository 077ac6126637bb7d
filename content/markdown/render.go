package markdown

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"path"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"happensbefore/course"
)

// Rendered is what a Markdown text turned into. HTML is safe to put on a page.
type Rendered struct {
	Title     string // of a first-level heading that opens the text; it is not part of HTML
	TitleLine int    // where that heading stands
	HTML      string
	Sections  []course.Section
	Questions []course.Question // of the section “Check yourself”, which is not part of HTML
	Examples  []course.Example
	Links     []Link   // to the course's own pages
	Images    []Image  // in the order of the text
	Files     []File   // beside the text, that it refers to; of plain pages only
	Anchors   []string // every id that a link may point to
	Words     int      // of prose
	// What the standard of a chapter asks for; questions are left out.
	Paragraphs   []Paragraph
	Tables       []Table
	Drawings     int   // traces and diagrams
	SectionLines []int // where each of the sections begins
}

// A Paragraph is one of running text, also in a list.
type Paragraph struct {
	Line    int
	Words   int
	Section int // how many headings of the second level stand above it
}

// A Table is what stands above its columns.
type Table struct {
	Line    int
	Columns []string
}

// Render turns Markdown into safe HTML. The file and the line of the source's
// first line give problems their place. A text with problems is rendered as
// far as it can be.
func Render(file string, line int, source []byte) (Rendered, []course.Problem) {
	return Settings{}.Render(file, line, source)
}

// Settings are what a book adds to the text of its pages.
type Settings struct {
	Slug  func(file string) string // of the page that is made of a file; nil: the file's own name
	Plain *Plain                   // nil for the course's own pages
}

// Render is the function Render with these settings.
func (how Settings) Render(file string, line int, source []byte) (Rendered, []course.Problem) {
	p := &page{how: how, file: file, first: line, source: source, nonce: strings.ToLower(rand.Text()),
		removed: map[removal]int{}, removedAt: map[removal]int{}}
	if !utf8.Valid(source) {
		p.source = bytes.ToValidUTF8(source, []byte("�"))
		p.problemAt(firstInvalid(source), "save the file as UTF-8", "the text is not valid UTF-8")
	}
	pc := parser.NewContext()
	md := engine()
	if how.Plain != nil {
		pc.Set(isPlain, true)
		md = plainEngine(how.Plain.Smart)
		p.math()
	}
	p.markdown = md
	doc := md.Parser().Parse(text.NewReader(p.source), parser.WithContext(pc))

	p.fences(doc, pc)
	p.callouts(doc)
	if how.Plain != nil {
		p.plainLinks(doc)
	} else {
		p.links(doc)
	}
	p.rawHTML(doc)
	var questions []ast.Node
	if how.Plain == nil {
		questions = p.cutQuestions(doc)
	}
	p.headings(doc)
	p.out.Words = p.words(doc)
	p.form(doc)
	p.out.Questions = p.questions(questions)
	p.out.HTML = p.html(doc)
	p.out.HTML = p.anchored()
	p.listRemovals()
	for _, s := range p.slots {
		if !s.used {
			p.problemOn(s.line, "close the tag, or take it out", "the fence stands inside an HTML tag")
		}
	}

	sort.SliceStable(p.problems, func(i, j int) bool { return p.problems[i].Line < p.problems[j].Line })
	return p.out, p.problems
}

// A page is one text on its way.
type page struct {
	how      Settings
	markdown goldmark.Markdown
	file     string
	first    int // line of the file on which source begins
	source   []byte
	nonce    string // names the places of slots; no author can guess it
	slots    []filling
	out      Rendered
	problems []course.Problem

	titleID   string // of a plain page: the anchor of its title
	removed   map[removal]int
	removedAt map[removal]int // offset of the first
}

// slug is that of the page that is made of a file.
func (p *page) slug(file string) string {
	if p.how.Slug != nil {
		return p.how.Slug(file)
	}
	return strings.TrimSuffix(path.Base(file), path.Ext(file))
}

// isPlain is set in a parser's context for the pages of any mdBook.
var isPlain = parser.NewContextKey()

// A filling is the course's own HTML for a slot.
type filling struct {
	html string
	line int // of the fence
	used bool
}

// engine is goldmark with the course's extensions. It holds no state of a text.
var engine = sync.OnceValue(func() goldmark.Markdown {
	return newEngine([]goldmark.Extender{extension.Linkify, extension.Typographer},
		parser.WithInlineParsers(util.Prioritized(unitParser{}, 50)))
})

// smartEngine and straightEngine read as mdBook does, with quotes and dashes as
// in print, or as they are written.
var (
	smartEngine = sync.OnceValue(func() goldmark.Markdown {
		return newEngine([]goldmark.Extender{extension.NewTypographer(extension.WithTypographicSubstitutions(extension.TypographicSubstitutions{
			extension.LeftAngleQuote: nil, extension.RightAngleQuote: nil,
		}))})
	})
	straightEngine = sync.OnceValue(func() goldmark.Markdown { return newEngine(nil) })
)

func plainEngine(smart bool) goldmark.Markdown {
	if smart {
		return smartEngine()
	}
	return straightEngine()
}

func newEngine(more []goldmark.Extender, options ...parser.Option) goldmark.Markdown {
	blocks := parser.DefaultBlockParsers()
	for i, b := range blocks {
		switch b.Priority {
		case 600:
			blocks[i] = util.Prioritized(parser.NewATXHeadingParser(parser.WithHeadingAttribute()), b.Priority)
		case 700:
			blocks[i] = util.Prioritized(fenceParser{parser.NewFencedCodeBlockParser()}, b.Priority)
		}
	}
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blocks...),
			parser.WithInlineParsers(parser.DefaultInlineParsers()...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithParserOptions(append(options, parser.WithParagraphTransformers(util.Prioritized(calloutTransformer{}, 50)))...),
		goldmark.WithExtensions(append(more,
			extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)),
			extension.Strikethrough, extension.TaskList, extension.Footnote, extension.DefinitionList)...,
		),
		goldmark.WithRendererOptions(
			html.WithUnsafe(), // the sanitiser decides; see sanitise.go
			renderer.WithNodeRenderers(util.Prioritized(ownNodes{}, 100)),
		),
	)
}

// html renders a node, sanitises it and puts the slots in their places.
func (p *page) html(n ast.Node) string {
	var b bytes.Buffer
	if err := p.markdown.Renderer().Render(&b, p.source, n); err != nil {
		// Rendering into memory has no error of its own: it is one of our node renderers.
		p.problem(n, "", "the text cannot be rendered: %v", err)
	}
	return p.sanitise(b.Bytes())
}

// problem notes a fault at a node.
func (p *page) problem(n ast.Node, mend, format string, args ...any) {
	p.problemAt(offset(n), mend, format, args...)
}

// problemAt notes a fault at an offset of the source.
func (p *page) problemAt(pos int, mend, format string, args ...any) {
	p.problemOn(p.line(pos), mend, format, args...)
}

// problemOn notes a fault on a line of the file.
func (p *page) problemOn(line int, mend, format string, args ...any) {
	p.problems = append(p.problems, course.Problem{File: p.file, Line: line, What: fmt.Sprintf(format, args...), Mend: mend})
}

// line is the file's line that holds an offset of the source.
func (p *page) line(pos int) int {
	pos = min(max(pos, 0), len(p.source))
	return p.first + bytes.Count(p.source[:pos], []byte("\n"))
}

// offset is where a node begins in the source. Nodes made by transformers have
// no place of their own; their first child's or their parent's is theirs.
func offset(n ast.Node) int {
	for m := n; m != nil; m = m.FirstChild() {
		if pos := m.Pos(); pos >= 0 {
			return pos
		}
		if m.Type() == ast.TypeBlock && m.Lines() != nil && m.Lines().Len() > 0 {
			return m.Lines().At(0).Start
		}
	}
	if n.Parent() != nil {
		return offset(n.Parent())
	}
	return 0
}

func firstInvalid(source []byte) int {
	for i := 0; i < len(source); {
		r, size := utf8.DecodeRune(source[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return 0
}

// all lists the nodes of a kind, in the order of the text. It is a list, not a
// walk, so that the caller may change the tree.
func all[T ast.Node](root ast.Node) []T {
	var found []T
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(T); ok && entering {
			found = append(found, t)
		}
		return ast.WalkContinue, nil
	})
	return found
}

// plain is the text of a node without any markup.
func (p *page) plain(n ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if !entering {
				break
			}
			value := n.Value(p.source)
			if n.Parent().Kind() != ast.KindCodeSpan {
				value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
			}
			b.Write(value)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			if entering {
				b.Write(util.ResolveEntityNames(util.ResolveNumericReferences(n.Value)))
			}
		case *ast.AutoLink:
			if entering {
				b.Write(n.Label(p.source))
			}
		case *slot, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock:
			return ast.WalkSkipChildren, nil
		default:
			if n.Type() == ast.TypeBlock && !entering {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// form notes what the text is made of.
func (p *page) form(doc ast.Node) {
	section := 0
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			if n.Level == 2 {
				section++
			}
		case *ast.Paragraph, *ast.TextBlock:
			p.out.Paragraphs = append(p.out.Paragraphs, Paragraph{p.line(offset(n)), p.words(n), section})
		case *east.Table:
			t := Table{Line: p.line(offset(n))}
			for cell := n.FirstChild().FirstChild(); cell != nil; cell = cell.NextSibling() {
				t.Columns = append(t.Columns, p.plain(cell))
			}
			p.out.Tables = append(p.out.Tables, t)
		}
		return ast.WalkContinue, nil
	})
}

// words counts the prose: what is left of the text without code and figures.
func (p *page) words(doc ast.Node) int {
	n := 0
	for _, word := range strings.Fields(p.plain(doc)) {
		if strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}
