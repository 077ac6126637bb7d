package templates

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	mdtext "github.com/yuin/goldmark/text"

	"happensbefore/course"
)

func TestTheNotesFileIsWellFormedWhateverItHolds(t *testing.T) {
	for _, wild := range []string{"# not a heading", "```\nnever closed", "</blockquote><h2>x</h2>", "<!--", "a\n\n## b\n---", "> nested", "1. one\n\n   two\n# three", "\\", nasty} {
		p := NotesPage{Chapters: []*course.Chapter{chapter()}, Notes: []PlacedNote{
			{Note: course.Note{ID: 1, Chapter: "clocks", Quote: course.Quote{Exact: wild}, Text: wild, Changed: at}, Found: wild},
			{Note: course.Note{ID: 2, Chapter: "gone", Quote: course.Quote{Exact: wild}, Text: wild, Changed: at}},
		}}
		source := []byte(p.Markdown())
		var shape []string
		root := goldmark.New().Parser().Parse(mdtext.NewReader(source))
		for n := root.FirstChild(); n != nil; n = n.NextSibling() {
			shape = append(shape, n.Kind().String())
			if q, ok := n.(*ast.Blockquote); ok && q.LastChild().Kind() != ast.KindBlockquote {
				t.Errorf("%q: what was written came out of its quotation in\n%s", wild, source)
			}
		}
		if got := strings.Join(shape, " "); got != "Heading Heading Paragraph Blockquote Heading Paragraph Blockquote" {
			t.Errorf("%q: %s in\n%s", wild, got, source)
		}
	}
}

func TestANoteLeadsToItsWords(t *testing.T) {
	list := notes().chapters()
	for i, want := range []string{"/chapters/clocks#scene:~:text=Text%20%2D%20that%20is%2C%20words.", "/chapters/clocks"} {
		if got := list[0].address(list[0].notes[i]); got != want {
			t.Errorf("note %d leads to %s, want %s", i, got, want)
		}
	}
}
