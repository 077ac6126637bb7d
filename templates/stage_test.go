package templates

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"happensbefore/course"
)

func TestWhoWaitsIsToldTheirPlace(t *testing.T) {
	for place, want := range map[int]string{0: "Being graded", 1: "Next in line", 2: "2nd in line", 3: "3rd in line", 4: "4th in line", 11: "11th in line", 12: "12th in line", 13: "13th in line", 21: "21st in line", 112: "112th in line", 122: "122nd in line"} {
		_, root := render(t, Verdict(VerdictView{Lab: lab(), Submission: 8, Place: place}))
		if got := text(one(t, root, "headline", tag("h2"))); got != want {
			t.Errorf("place %d: %q, want %q", place, got, want)
		}
		if got := attr(one(t, root, "section", tag("section")), "data-news"); got != want+"." {
			t.Errorf("place %d is announced as %q", place, got)
		}
		_, page := render(t, Submission(SubmissionPage{Layout: layout(), Lab: lab(), Submission: submission(nil), Place: place}))
		if !strings.Contains(text(page), want) {
			t.Errorf("place %d: the page does not say %q", place, want)
		}
	}
}

func TestAVerdictSaysWhereItComesFrom(t *testing.T) {
	const (
		confirming  = "The interpreter says this. The compiler is confirming it."
		withRaces   = "Compiled, with the race detector."
		unconfirmed = "Interpreted. The server had no compiler bundle, so no one has confirmed it."
	)
	answered := func(outcome course.Outcome, engine string) *course.Verdict {
		return &course.Verdict{Outcome: outcome, Engine: engine, Elapsed: 12 * time.Millisecond}
	}
	tests := []struct {
		name string
		view VerdictView
		want string
	}{
		{"the first answer", VerdictView{Verdict: answered(course.Passed, "interpreted"), Unconfirmed: true, Submission: 8}, confirming},
		{"the compiler's", VerdictView{Verdict: answered(course.Failed, "compiled"), Submission: 8}, withRaces},
		{"a race", VerdictView{Verdict: answered(course.Raced, "compiled"), Submission: 8}, withRaces},
		{"the interpreter's alone", VerdictView{Verdict: answered(course.Passed, "interpreted"), Submission: 8}, unconfirmed},
		{"what did not compile", VerdictView{Verdict: answered(course.DidNotCompile, "interpreted"), Submission: 8}, ""},
		{"what the compiler refused", VerdictView{Verdict: answered(course.DidNotCompile, "compiled"), Submission: 8}, ""},
		{"what no engine could run", VerdictView{Verdict: answered(course.Ungraded, "interpreted"), Submission: 8}, ""},
		{"an interpreted run", VerdictView{Verdict: answered(course.Passed, "interpreted")}, ""},
		{"a compiled run", VerdictView{Verdict: answered(course.Passed, "compiled")}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.view.Lab = lab()
			_, root := render(t, Verdict(tt.view))
			got := ""
			for _, p := range all(root, has("class", "engine")) {
				got += text(p)
			}
			if got != tt.want {
				t.Errorf("says %q, want %q", got, tt.want)
			}
			if facts := text(one(t, root, "facts", tag("footer"))); tt.view.isRun() && !strings.HasPrefix(facts, tt.view.Verdict.Engine+", on the server 12 ms") {
				t.Errorf("the run's facts are %q", facts)
			}
		})
	}
}

func TestAnAnswerThatMayBeCorrectedCountsForNothingYet(t *testing.T) {
	body, root := render(t, Verdict(VerdictView{Lab: lab(), Verdict: passedVerdict(), Unconfirmed: true, Submission: 8}))
	section := one(t, root, "section", tag("section"))
	if _, pending := lookup(section, "data-pending"); !pending || attr(section, "data-stage") != "first" {
		t.Error("the fragment is not marked as pending")
	}
	if strings.Contains(body, "/solutions") {
		t.Error("it leads to the solutions")
	}
	if got, want := attr(section, "data-news"), "The interpreter says: Passed. Confirming…"; got != want {
		t.Errorf("announced as %q, want %q", got, want)
	}
	if len(all(root, has("class", "correction"))) > 0 {
		t.Error("it corrects itself")
	}
}

func TestOnlyTheCompilersAnswerCorrects(t *testing.T) {
	tests := []struct {
		outcome course.Outcome
		engine  string
		want    string
	}{
		{course.Failed, "compiled", "The compiler corrected the interpreter’s answer; the compiler’s counts."},
		{course.Passed, "compiled", "The compiler corrected the interpreter’s answer; the compiler’s counts."},
		{course.Raced, "compiled", "The compiler’s race detector found what the interpreter cannot see; the compiler’s answer counts."},
		{course.Ungraded, "compiled", "The interpreter’s answer could not be confirmed, so it does not count."},
		{course.Failed, "interpreted", ""},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.outcome, " ", tt.engine), func(t *testing.T) {
			_, root := render(t, Verdict(VerdictView{Lab: lab(), Verdict: &course.Verdict{Outcome: tt.outcome, Engine: tt.engine}, Submission: 8}))
			got := ""
			for _, p := range all(root, has("class", "correction")) {
				if _, hidden := lookup(p, "hidden"); !hidden {
					t.Error("said to a reader who has read no other answer")
				}
				got += text(p)
			}
			if got != tt.want {
				t.Errorf("corrects with %q, want %q", got, tt.want)
			}
		})
	}
}

// The script compares the two answers by data-answer.
func TestAnswersThatAgreeAreEqual(t *testing.T) {
	first, again, other := failedVerdict(), failedVerdict(), failedVerdict()
	again.Says, again.Output, again.Engine, again.Elapsed = "other words", "other output", "compiled", time.Second
	again.Checks[1].Message = "another message"
	other.Checks[0].Passed = false
	raced := failedVerdict()
	raced.Outcome = course.Raced
	if answer(first) != answer(again) {
		t.Errorf("%q and %q", answer(first), answer(again))
	}
	for _, differs := range []*course.Verdict{other, raced, passedVerdict()} {
		if answer(first) == answer(differs) {
			t.Errorf("%q is the answer of two that differ", answer(first))
		}
	}
}
