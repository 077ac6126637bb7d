package content_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/content"
	"happensbefore/course"
)

// Whatever is edited, loading again gives what loading anew gives.
func TestLoadingAgainIsLoadingAnew(t *testing.T) {
	files := book()
	var loader content.Loader
	edits := []struct {
		name string
		edit func()
	}{
		{"nothing", func() {}},
		{"a text", func() {
			files["chapters/clocks.md"] = file(strings.Replace(whole("Clocks"), "## Mechanism", "## Machine", 1))
		}},
		{"a fault in it", func() {
			files["chapters/clocks.md"] = file(strings.Replace(whole("Clocks"), "summary:", "sumary:", 1))
		}},
		{"it is mended", func() { files["chapters/clocks.md"] = file(whole("Clocks")) }},
		{"a term goes", func() {
			files["appendices/glossary.md"] = file(strings.Replace(glossary, "happens-before", "happens-after", 1))
		}},
		{"the order", func() {
			files["SUMMARY.md"] = file(strings.Replace(string(files["SUMMARY.md"].Data), "- [Draft]()\n", "", 1))
		}},
		{"a chapter goes", func() { delete(files, "chapters/last.md") }},
	}
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			e.edit()
			again, problems := loader.Load(files, "content")
			anew, wanted := content.Load(files, "content")
			for _, b := range []*content.Book{again, anew} {
				b.CheckLabs(func(string) bool { return false })
			}
			if diff := cmp.Diff(wanted, problems); diff != "" {
				t.Errorf("problems (-anew +again):\n%s", diff)
			}
			if diff := cmp.Diff(anew.Chapters(), again.Chapters()); diff != "" {
				t.Errorf("chapters (-anew +again):\n%s", diff)
			}
			if diff := cmp.Diff(anew.Outline(), again.Outline()); diff != "" {
				t.Errorf("outline (-anew +again):\n%s", diff)
			}
		})
	}
}

func TestAFaultyOutlineLeavesTheLastGoodOne(t *testing.T) {
	files := book()
	var loader content.Loader
	good, _ := loader.Load(files, "content")
	files["SUMMARY.md"] = file("Not an outline.\n")
	files["chapters/start.md"] = file("Other words.\n")
	b, problems := loader.Load(files, "content")
	want := course.Problem{File: "content/SUMMARY.md", Line: 1, What: `the line "Not an outline." cannot be read`}
	if len(b.Faults()) == 0 || b.Faults()[0].File != want.File || b.Faults()[0].Line != want.Line || b.Faults()[0].What != want.What {
		t.Errorf("faults %v, want %v", b.Faults(), want)
	}
	if len(problems) == 0 || problems[0].What != want.What {
		t.Errorf("problems %v", problems)
	}
	if diff := cmp.Diff(good.Outline(), b.Outline()); diff != "" {
		t.Errorf("the outline changed:\n%s", diff)
	}
	start, err := b.Chapter("start")
	if err != nil || !strings.Contains(start.HTML, "Other words.") {
		t.Errorf("an edit is not shown meanwhile: %v", err)
	}
	delete(files, "SUMMARY.md")
	if b, _ := loader.Load(files, "content"); len(b.Faults()) != 1 || len(b.Chapters()) != len(good.Chapters()) {
		t.Errorf("without an outline: %v", b.Faults())
	}
}
