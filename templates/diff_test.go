package templates

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"happensbefore/course"
)

func TestWhatDiffersBetweenTwoAnswers(t *testing.T) {
	file := func(name string, lines ...string) course.File {
		return course.File{Name: name, Source: strings.Join(lines, "\n")}
	}
	numbers := func(from, to int) (list []string) {
		for i := from; i <= to; i++ {
			list = append(list, fmt.Sprint("line ", i))
		}
		return list
	}
	changed := numbers(1, 30)
	changed[1], changed[27] = "line two", "line twenty-eight"
	tests := []struct {
		name          string
		before, after []course.File
		want          string
	}{
		{"nothing", []course.File{file("a.go", "x")}, []course.File{file("a.go", "x")}, "a.go:"},
		{"a line changed", []course.File{file("a.go", "a", "b", "c", "")}, []course.File{file("a.go", "a", "B", "c", "")}, "a.go: [1,1 a|-2,0 b|+0,2 B|3,3 c]"},
		{"a last line without its end", []course.File{file("a.go", "a", "b")}, []course.File{file("a.go", "a", "b", "")}, "a.go: [1,1 a|-2,0 b|+0,2 b]"},
		{"a file that came and one that went", []course.File{file("a.go", "a", "")}, []course.File{file("b.go", "b", "")}, "a.go: [-1,0 a] b.go: [+0,1 b]"},
		{"two places far apart", []course.File{file("a.go", numbers(1, 30)...)}, []course.File{file("a.go", changed...)}, "two hunks"},
		{"bytes that are no text", []course.File{file("a.go", "\xff", "")}, []course.File{file("a.go", "b", "")}, "a.go: [-1,0 �|+0,1 b]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, err := FileDiffs(tt.before, tt.after)
			if err != nil {
				t.Fatal(err)
			}
			if tt.want == "two hunks" {
				if len(list) != 1 || len(list[0].Hunks) != 2 {
					t.Fatalf("%v, want one file with two hunks", list)
				}
				if last := list[0].Hunks[1].lines; last[0].before != 24 || last[len(last)-1].after != 30 {
					t.Errorf("the second hunk goes from %d to %d", last[0].before, last[len(last)-1].after)
				}
				return
			}
			if diff := cmp.Diff(tt.want, said(list)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// said is a diff in short: sign, both line numbers, text.
func said(list []FileDiff) string {
	var files []string
	for _, f := range list {
		text := f.Name + ":"
		for _, h := range f.Hunks {
			var lines []string
			for _, l := range h.lines {
				lines = append(lines, fmt.Sprintf("%s%d,%d %s", strings.TrimSpace(l.sign), l.before, l.after, l.text))
			}
			text += " [" + strings.Join(lines, "|") + "]"
		}
		files = append(files, text)
	}
	return strings.Join(files, " ")
}

func TestADiffShowsWhatCameAndWhatWent(t *testing.T) {
	before := course.Submission{ID: 7, Lab: "lamport-clock", At: time.Unix(1e9, 0), Files: []course.File{{Name: "clock.go", Source: "same\nold " + nasty + "\n"}}}
	after := course.Submission{ID: 9, Lab: "lamport-clock", At: time.Unix(2e9, 0), Files: []course.File{{Name: "clock.go", Source: "same\nnew\n"}}}
	files, err := FileDiffs(before.Files, after.Files)
	if err != nil {
		t.Fatal(err)
	}
	_, root := render(t, DiffOf(DiffPage{Layout: layout(), Lab: lab(), Diffs: []Diff{{Before: SubmissionSide(before), After: SubmissionSide(after), Files: files}}}))
	rows := all(root, func(n *html.Node) bool { return n.Data == "tr" && attr(n, "data-sign") != "" })
	var got []string
	for _, row := range rows {
		got = append(got, attr(row, "data-sign")+text(row))
	}
	if len(got) != 3 || !strings.Contains(got[1], "<script>") || !strings.Contains(got[2], "+ new") {
		t.Errorf("rows %q", got)
	}
	if n := len(all(root, tag("script"))); n != 2 {
		t.Errorf("%d scripts on the page, want its own two", n)
	}
	same, _ := FileDiffs(before.Files, before.Files)
	body, _ := render(t, DiffOf(DiffPage{Layout: layout(), Lab: lab(), Diffs: []Diff{{Before: SubmissionSide(before), After: SubmissionSide(before), Files: same}}}))
	if !strings.Contains(body, "They are the same, to the letter.") {
		t.Error("the page does not say that nothing differs")
	}
}
