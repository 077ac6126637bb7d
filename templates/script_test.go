package templates

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/trace"
)

// TestThePagesScriptHasTheSameWords writes the words of verdicts for the script
// that shows what the page's own engines answer.
func TestThePagesScriptHasTheSameWords(t *testing.T) {
	type words struct {
		Headline string `json:"headline"`
		Sense    string `json:"sense"`
		Next     string `json:"next"`
	}
	said := map[string]words{}
	for o := course.Ungraded; o <= course.TooMuchOutput; o++ {
		said[o.String()] = words{headlines[o], outcomeSense[o], nextSteps[o]}
	}
	golden(t, filepath.Join("..", "..", "static", "src", "words.json"), said)
}

// TestRunsForTheScript writes the HTML of runs that the same script is held to.
func TestRunsForTheScript(t *testing.T) {
	check := func(test, says string, o course.Outcome, message string) course.CheckResult {
		return course.CheckResult{Test: test, Says: says, Outcome: o, Passed: o == course.Passed, Message: message, Points: 2, Seeds: 1}
	}
	tick := check("TestTick", "every local event gets the node's next time", course.Passed, "")
	type run struct {
		Name    string         `json:"name"`
		Example bool           `json:"example"`
		Files   []string       `json:"files"`
		Verdict course.Verdict `json:"verdict"`
		HTML    string         `json:"html"`

		// What the page's engine gives besides the verdict.
		Figures map[string]string `json:"figures,omitempty"`
	}
	seeded := check("TestRandom", "it holds on \"random\" networks", course.Failed, "clock.go:9 and clock_test.go:4\nfirst: got 3@A, want 4@A\nthen: got <4>, want <5>")
	seeded.Seeds, seeded.Failed, seeded.Seed = 40, 3, 17
	drawn := check("TestLeaders", "there is one leader in a term", course.Failed, "197 of 200 seeds hold")
	drawn.Trace = "title: Two \"leaders\"\nclocks: lamport\nnodes: A, B\n@1ms A -> B: m1 \"vote <me>\"\n@4ms B <- m1\n@5ms fail B: two leaders & one term\nop C @1ms..2ms: read → 0\n"
	runs := []run{
		{Name: "one fails in a way that can be drawn", Verdict: course.Verdict{Outcome: course.Failed, Checks: []course.CheckResult{drawn, tick}, Engine: "interpreted", Elapsed: 20 * time.Millisecond},
			Figures: map[string]string{"TestLeaders": trace.Shown(drawn.Trace, "trace-TestLeaders", true)}},
		{Name: "all pass", Verdict: course.Verdict{Outcome: course.Passed, Checks: []course.CheckResult{tick}, Engine: "interpreted", Elapsed: 12 * time.Millisecond, Says: "Every check passed."}},
		{Name: "one fails", Verdict: course.Verdict{Outcome: course.Failed, Checks: []course.CheckResult{tick, seeded, check("TestLast", "never reached", course.Ungraded, "")}, Engine: "compiled", Elapsed: 1240 * time.Millisecond, Output: "a < b & c\n"}},
		{Name: "does not compile", Verdict: course.Verdict{Outcome: course.DidNotCompile, Says: "It does not compile.", Engine: "interpreted", Elapsed: 300 * time.Microsecond,
			Diagnostics: []course.Diagnostic{{File: "clock.go", Line: 3, Column: 14, Message: "cannot use \"x\" (untyped string constant) as int value"}, {File: "other.go", Line: 1, Column: 1, Message: "it's <odd>"}}}},
		{Name: "panicked", Verdict: course.Verdict{Outcome: course.Panicked, Says: "It panicked. At clock.go:7: index out of range [3]", Engine: "interpreted", Elapsed: 5 * time.Millisecond, Checks: []course.CheckResult{check("TestTick", "a local event gets a larger time", course.Panicked, "panic: index out of range [3]\nclock.go:7:2")}}},
		{Name: "raced", Verdict: course.Verdict{Outcome: course.Raced, Says: "", Engine: "compiled", Checks: []course.CheckResult{tick}}},
		{Name: "deadlocked", Verdict: course.Verdict{Outcome: course.Deadlocked, Engine: "compiled", Elapsed: time.Second}},
		{Name: "out of time", Verdict: course.Verdict{Outcome: course.TimedOut, Engine: "interpreted", Elapsed: 10 * time.Second}},
		{Name: "ungraded", Verdict: course.Verdict{Says: "The interpreter cannot run this."}},
		{Name: "a program", Example: true, Verdict: course.Verdict{Outcome: course.Passed, Output: "12:00:00 <A>\n", Engine: "compiled", Elapsed: 80 * time.Millisecond}},
		{Name: "a silent program", Example: true, Verdict: course.Verdict{Outcome: course.Passed, Engine: "interpreted", Elapsed: 2 * time.Millisecond}},
		{Name: "a program that ends with an error", Example: true, Verdict: course.Verdict{Outcome: course.Failed, Says: "It ended with exit status 3.", Output: "x\n", Engine: "compiled", Elapsed: 80 * time.Millisecond}},
		{Name: "a program that does not compile", Example: true, Verdict: course.Verdict{Outcome: course.DidNotCompile, Engine: "interpreted", Diagnostics: []course.Diagnostic{{File: "main.go", Line: 3, Column: 1, Message: "declared and not used: x"}}}},
	}
	for i := range runs {
		r := &runs[i]
		var b strings.Builder
		component := ExampleResult(&r.Verdict)
		if !r.Example {
			l := lab()
			l.Starter = []course.File{{Name: "clock.go"}}
			r.Files = []string{"clock.go"}
			component = Verdict(VerdictView{Lab: l, Verdict: &r.Verdict})
		}
		if err := component.Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		r.HTML = b.String()
	}
	golden(t, "runs.json", runs)
}
