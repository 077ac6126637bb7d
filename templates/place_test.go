package templates

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestPlacesInTheLearnersFilesLeadThere(t *testing.T) {
	tests := []struct {
		name, message string
		want          []string // link's text and target
	}{
		{"two of a race", "clock.go:7 writes now while clock.go:12 reads it", []string{"clock.go:7 /labs/lamport-clock/submissions/8#clock.go-7", "clock.go:12 /labs/lamport-clock/submissions/8#clock.go-12"}},
		{"with a column", "at clock.go:3:14.", []string{"clock.go:3:14 /labs/lamport-clock/submissions/8#clock.go-3"}},
		{"in a folder", "lab/clock.go:9 +0x1d", []string{"clock.go:9 /labs/lamport-clock/submissions/8#clock.go-9"}},
		{"in somebody else's file", "hidden_test.go:7: got 3", nil},
		{"no line", "clock.go: no line", nil},
		{"a longer name", "myclock.go:7", nil},
		{"no number at all", "clock.go:x", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := failedVerdict()
			v.Says, v.Checks[1].Message = tt.message, tt.message
			_, root := render(t, Verdict(VerdictView{Lab: lab(), Verdict: v, Submission: 8}))
			var got []string
			message := one(t, root, "message", has("class", "message"))
			for _, a := range all(message, tag("a")) {
				got = append(got, text(a)+" "+attr(a, "href"))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if n := len(all(root, has("class", "place"))); n != 2*len(tt.want) {
				t.Errorf("%d places in all, want them in the sentence and in the message", n)
			}
			if raw := rawText(message); raw != tt.message {
				t.Errorf("the message reads %q, want %q", raw, tt.message)
			}
		})
	}
}

func TestEachLineOfASubmissionCanBeLinkedTo(t *testing.T) {
	source := "package lamport\n\n// <span class=\"ln\">\ntype Clock struct{}\n"
	s := submission(failedVerdict())
	s.Files = []course.File{{Name: "clock.go", Source: source}, {Name: "b.go", Source: "package lamport\n"}}
	_, root := render(t, Submission(SubmissionPage{Layout: layout(), Lab: lab(), Submission: s}))
	for id, number := range map[string]string{"clock.go-1": "1", "clock.go-4": "4", "b.go-1": "1"} {
		if got := text(one(t, root, id, has("id", id))); got != number {
			t.Errorf("%s is line %q", id, got)
		}
	}
	if len(all(root, has("id", "clock.go-5"))) > 0 {
		t.Error("a line that is not there has an anchor")
	}
}

func TestPlacesCannotBreakOutOfTheirLink(t *testing.T) {
	l := lab()
	body, _ := render(t, Verdict(VerdictView{Lab: l, Submission: 8, Verdict: &course.Verdict{Outcome: course.Panicked, Says: `clock.go:1<b>"clock.go:2"&`}}))
	if strings.Contains(body, "<b>") || !strings.Contains(body, "&lt;b&gt;") {
		t.Errorf("not escaped: %s", body)
	}
}
