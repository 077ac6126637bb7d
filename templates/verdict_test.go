package templates

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestHintsOpenOneByOneAndClosedOnesAreNotOnThePage(t *testing.T) {
	tests := []struct {
		failures int
		open     []string
	}{
		{0, nil},
		{1, []string{"receive-hint-1"}},
		{2, []string{"receive-hint-1", "receive-hint-2"}},
		{3, []string{"receive-hint-1", "receive-hint-2", "receive-hint-3"}},
		{9, []string{"receive-hint-1", "receive-hint-2", "receive-hint-3"}},
	}
	hints := []string{"tick-hint-1", "receive-hint-1", "receive-hint-2", "receive-hint-3"}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.failures, " failures"), func(t *testing.T) {
			standing := failures(tt.failures)
			onLab, _ := render(t, Lab(LabPage{Layout: layout(), Lab: lab(), Standing: standing}))
			onVerdict, _ := render(t, Verdict(VerdictView{Lab: lab(), Verdict: failedVerdict(), Submission: 8, Standing: standing}))
			for page, body := range map[string]string{"lab": onLab, "verdict": onVerdict} {
				var open []string
				for _, h := range hints {
					if strings.Contains(body, h) {
						open = append(open, h)
					}
				}
				if diff := cmp.Diff(tt.open, open); diff != "" {
					t.Errorf("%s: open hints (-want +got)\n%s", page, diff)
				}
			}
		})
	}
}

func TestARunOpensNoHintsAndGivesNoPoints(t *testing.T) {
	body, root := render(t, Verdict(VerdictView{Lab: lab(), Verdict: failedVerdict(), Standing: failures(3)}))
	if strings.Contains(body, "hint") {
		t.Error("a run shows a hint")
	}
	if len(all(root, has("class", "points"))) > 0 || len(all(root, has("class", "score"))) > 0 {
		t.Error("a run shows points")
	}
	if !strings.Contains(body, "not kept") {
		t.Error("a run does not say that it is not kept")
	}
}

func TestEveryOutcomeHasItsOwnWords(t *testing.T) {
	said := map[string]course.Outcome{}
	for o := course.Ungraded; o <= course.TooMuchOutput; o++ {
		v := &course.Verdict{Outcome: o}
		for _, submission := range []int64{0, 8} {
			_, root := render(t, Verdict(VerdictView{Lab: lab(), Verdict: v, Submission: submission}))
			section := one(t, root, "section", tag("section"))
			if got, want := attr(section, "data-outcome"), strings.ReplaceAll(o.String(), " ", "-"); got != want {
				t.Errorf("%v: data-outcome %q, want %q", o, got, want)
			}
			headline := text(one(t, root, "headline", tag("h2")))
			if other, taken := said[headline]; headline == "" || taken && other != o {
				t.Errorf("%v: headline %q is that of %v", o, headline, other)
			}
			said[headline] = o
		}
		if explanation(v, "") == "" {
			t.Errorf("%v: no explanation", o)
		}
		if o != course.Passed && o != course.Failed && nextSteps[o] == "" {
			t.Errorf("%v: no next step", o)
		}

		_, root := render(t, ExampleResult(v))
		section := one(t, root, "section", tag("section"))
		if o != course.Passed && !strings.Contains(text(section), exampleHeadline(v)) {
			t.Errorf("%v: an example's result does not say %q", o, exampleHeadline(v))
		}
	}
}

func TestAVerdictSaysWhatTheGraderSaid(t *testing.T) {
	v := failedVerdict()
	v.Says = "Two of the checks were not met, on 3 of 200 seeds."
	_, root := render(t, Verdict(VerdictView{Lab: lab(), Verdict: v, Submission: 8}))
	for _, want := range []string{v.Says, "1 of 2 checks fail", "1 of 3 points", "Failed on 3 of 200 seeds; first on seed 17.", "18 ms", "Interpreted. The server had no compiler bundle"} {
		if !strings.Contains(text(root), want) {
			t.Errorf("the verdict does not say %q", want)
		}
	}
}

func TestAVerdictSaysNothingTwice(t *testing.T) {
	tests := []struct {
		name, headline, says, want string
	}{
		{"something else", "Deadlock", "Every goroutine waits.", "Every goroutine waits."},
		{"the headline alone", "2 of 7 checks fail", "2 of 7 checks fail.", ""},
		{"the headline and more", "It does not compile", "It does not compile. Nothing was run.", "Nothing was run."},
		{"the beginning of a longer word", "It does not compile", "It does not compile: 3 messages.", "It does not compile: 3 messages."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := explanation(&course.Verdict{Says: tt.says}, tt.headline); got != tt.want {
				t.Errorf("says %q, want %q", got, tt.want)
			}
		})
	}
}

func TestChecksAreMarkedForScriptsAndPeople(t *testing.T) {
	v := &course.Verdict{Outcome: course.Deadlocked, Checks: []course.CheckResult{
		{Test: "TestA", Says: "it starts", Outcome: course.Passed, Passed: true},
		{Test: "TestB", Says: "it moves", Outcome: course.Deadlocked},
		{Test: "TestC", Says: "it stops"},
		{Test: "TestD", Says: "it fails", Outcome: course.Failed},
	}}
	_, root := render(t, Verdict(VerdictView{Lab: lab(), Verdict: v, Submission: 8}))
	var got []string
	for _, li := range all(one(t, root, "checks", has("class", "checks")), tag("li")) {
		got = append(got, attr(li, "data-test")+" "+attr(li, "data-passed")+" "+text(li))
	}
	want := []string{
		"TestA true passed it starts",
		"TestB false deadlocked it moves",
		"TestC false not reached it stops",
		"TestD false failed it fails",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("checks (-want +got)\n%s", diff)
	}
}

func TestDiagnosticsGiveTheirPlace(t *testing.T) {
	_, root := render(t, Verdict(VerdictView{Lab: lab(), Verdict: brokenVerdict()}))
	li := one(t, one(t, root, "diagnostics", has("class", "diagnostics")), "diagnostic", tag("li"))
	if attr(li, "data-file") != "clock.go" || attr(li, "data-line") != "12" || attr(li, "data-column") != "3" {
		t.Errorf("place %q %q %q", attr(li, "data-file"), attr(li, "data-line"), attr(li, "data-column"))
	}
	if got := attr(one(t, li, "way there", tag("a")), "href"); got != "#file-clock.go" {
		t.Errorf("leads to %q", got)
	}
	if got := text(li); !strings.HasPrefix(got, "clock.go:12:3 undefined: </textarea>") {
		t.Errorf("diagnostic reads %q", got)
	}
}

func TestOnlyAPassedSubmissionLeadsToTheSolutions(t *testing.T) {
	const way = `href="/labs/lamport-clock/solutions"`
	tests := []struct {
		name string
		view VerdictView
		want bool
	}{
		{"a passed submission", VerdictView{Lab: lab(), Verdict: passedVerdict(), Submission: 8}, true},
		{"a failed submission", VerdictView{Lab: lab(), Verdict: failedVerdict(), Submission: 8}, false},
		{"a passed run", VerdictView{Lab: lab(), Verdict: passedVerdict()}, false},
		{"a pending submission", VerdictView{Lab: lab(), Submission: 8}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body, _ := render(t, Verdict(tt.view))
			if got := strings.Contains(body, way); got != tt.want {
				t.Errorf("leads to the solutions: %v, want %v", got, tt.want)
			}
		})
	}
}

func TestAPendingSubmissionAsksAgain(t *testing.T) {
	body, root := render(t, Submission(SubmissionPage{Layout: layout(), Lab: lab(), Submission: submission(nil)}))
	if !strings.Contains(body, `http-equiv="refresh"`) {
		t.Error("the page does not refresh without JavaScript")
	}
	section := one(t, root, "verdict", has("class", "verdict"))
	if _, pending := lookup(section, "data-pending"); !pending || attr(section, "data-submission") != "8" {
		t.Error("the fragment is not marked as pending")
	}
	one(t, root, "region for the script", has("data-submission-url", "/labs/lamport-clock/submissions/8"))
	one(t, root, "place for news", has("role", "status"))

	body, root = render(t, Submission(SubmissionPage{Layout: layout(), Lab: lab(), Submission: submission(failedVerdict())}))
	if strings.Contains(body, `http-equiv="refresh"`) || len(all(root, has("data-pending", ""))) > 0 {
		t.Error("a graded submission still asks again")
	}
}

func TestElapsed(t *testing.T) {
	for d, want := range map[time.Duration]string{
		300 * time.Microsecond:  "under 1 ms",
		18 * time.Millisecond:   "18 ms",
		2345 * time.Millisecond: "2.3 s",
	} {
		if got := elapsed(d); got != want {
			t.Errorf("elapsed(%v) = %q, want %q", d, got, want)
		}
	}
}
