package templates

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	mdtext "github.com/yuin/goldmark/text"

	"happensbefore/course"
)

// What learners write must not end its quotation, whatever it holds: the file
// has the headings and quotations that it should have, and nothing else.
func TestTheJournalsFileIsWellFormedWhateverItHolds(t *testing.T) {
	for _, wild := range []string{
		"# not a heading", "```\nnever closed", "</blockquote><h2>x</h2>", "<!-- never closed", "a\n\n\n## b\n---\n===", "> nested\n>> more", "\ttab\r\n\r\nreturn",
		"1. one\n   - two\n\n     three", "[a]: http://x\n\n[a]", "***", "<script>\n\nalert(1)", "a\rb\r# c", "~~~\n", "| a |\n|---|\n", "\\", nasty,
	} {
		p := JournalPage{Chapters: []*course.Chapter{chapter()}, Answers: []course.Answer{
			{ID: 1, Chapter: "clocks", Question: "Who?", Text: wild, Changed: at, Earlier: true},
			{ID: 2, Chapter: "clocks", Question: "Who?", Text: wild, Changed: at},
			{ID: 3, Chapter: "clocks", Question: "What about *this* `one`\n# and this?", Text: wild, Changed: at},
			{ID: 4, Chapter: "gone", Question: "When?", Text: wild, Changed: at},
		}}
		source := []byte(p.Markdown())
		var headings []string
		quotations := 0
		root := goldmark.New().Parser().Parse(mdtext.NewReader(source))
		for n := root.FirstChild(); n != nil; n = n.NextSibling() {
			switch n := n.(type) {
			case *ast.Heading:
				headings = append(headings, strings.Repeat("#", n.Level))
			case *ast.Blockquote:
				quotations++
			case *ast.Paragraph:
				if line := n.Lines().At(0); !bytes.Contains(line.Value(source), []byte("UTC")) {
					t.Errorf("%q: a paragraph outside: %s", wild, line.Value(source))
				}
			default:
				t.Errorf("%q: a %s outside its quotation", wild, n.Kind())
			}
		}
		if got := strings.Join(headings, " "); got != "# ## ### ### ## ###" || quotations != 4 {
			t.Errorf("%q: headings %s and %d quotations in\n%s", wild, got, quotations, source)
		}
	}
}

func TestAnAnswerSurvivesItsTextarea(t *testing.T) {
	written := "\n\n  two lines before, and <b>\n"
	p := journal()
	p.Answers[1].Text = written
	_, root := render(t, Journal(p))
	areas := all(root, has("aria-label", "Your answer to: Who?"))
	if len(areas) != 1 || areas[0].FirstChild == nil || areas[0].FirstChild.Data != written {
		t.Errorf("%d areas, the first holds %q, want %q", len(areas), areas[0].FirstChild.Data, written)
	}
	// One that is empty holds nothing, not even white space.
	_, root = render(t, Chapter(ChapterPage{Layout: layout(), Chapter: chapter()}))
	for _, area := range all(root, has("name", "answer")) {
		if area.FirstChild != nil {
			t.Errorf("an empty answer holds %q", area.FirstChild.Data)
		}
	}
}
