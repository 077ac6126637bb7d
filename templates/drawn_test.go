package templates

import (
	"testing"

	"happensbefore/course"
)

func TestOfSeveralDiagramsTheFirstIsOpen(t *testing.T) {
	v := VerdictView{Verdict: &course.Verdict{Checks: []course.CheckResult{{Test: "TestA"}, {Test: "TestB", Trace: "nodes: A"}, {Test: "TestC", Trace: "nodes: A"}}}}
	for i, want := range []bool{false, true, false} {
		if got := v.firstDrawn(v.Verdict.Checks[i]); got != want {
			t.Errorf("%s: %t, want %t", v.Verdict.Checks[i].Test, got, want)
		}
	}
}
