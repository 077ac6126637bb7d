package grader

import (
	"strings"
	"testing"

	"happensbefore/course"
	"happensbefore/labs"
)

func TestTheLengthThatALabNamesIsHeld(t *testing.T) {
	two := "step: drop A -> B #1\nstep: crash C at 20ms\nnodes: A, B, C\nA: x\n"
	verdict := func(traces ...string) course.Verdict {
		v := course.Verdict{Checks: []course.CheckResult{{Test: "TestFine", Passed: true}}}
		for _, trace := range traces {
			v.Checks = append(v.Checks, course.CheckResult{Test: "TestWrong", Trace: trace})
		}
		return v
	}
	for _, c := range []struct {
		says    string
		steps   int
		verdict course.Verdict
		want    string // a part of the problem, or ""
	}{
		{"as long as it may be", 2, verdict(two), ""},
		{"shorter", 3, verdict(two), ""},
		{"longer", 1, verdict(two), "has 2 steps, more than the 1 of steps=: drop A -> B #1; crash C at 20ms"},
		{"none is needed", 0, verdict("nodes: A\nA: x\n"), ""},
		{"the first check has no schedule", 2, verdict("", two), ""},
		{"no check has one", 2, verdict(""), "no check that it fails found a schedule"},
		{"what is no trace", 2, verdict("nodes"), "cannot be read"},
	} {
		t.Run(c.says, func(t *testing.T) {
			v := verification{lab: &labs.Lab{Lines: map[string]int{"wrong late": 7}}, file: "labs/x.md"}
			v.shortest(labs.Wrong{Name: "late", Steps: &c.steps}, c.verdict)
			got := ""
			if len(v.problems) > 0 {
				got = v.problems[0].String()
			}
			if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
				t.Errorf("it says %q, want %q", got, c.want)
			}
			if got != "" && !strings.HasPrefix(got, "labs/x.md:7: ") {
				t.Errorf("%q does not name the line", got)
			}
		})
	}
}
