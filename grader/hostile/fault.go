package hostile

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"happensbefore/course"
)

// Faults are what is wrong with a verdict on the case, whichever engine gave
// it: an outcome that it may not have, something that the learner must be able
// to read and cannot, or something that nobody may read.
func (c Case) Faults(v course.Verdict) []string {
	var faults []string
	report := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	allowed, must := c.Interpreted, c.Says
	if v.Engine == "compiled" {
		allowed, must = c.Compiled, slices.Concat(c.Says, c.Precisely)
	}
	told := Told(v)
	if v.Engine != "compiled" && Unable(v) {
		allowed, must = append(allowed[:len(allowed):len(allowed)], course.Ungraded), nil
	}
	if !slices.Contains(allowed, v.Outcome) {
		report("%s says %q, want one of %v: %.2000s", v.Engine, v.Outcome, allowed, told)
	}
	for _, says := range must {
		if v.Outcome == c.Compiled[0] && !strings.Contains(told, says) {
			report("the verdict (%s, %s) says nothing of %q: %.2000s", v.Engine, v.Outcome, says, told)
		}
	}
	if v.Outcome != course.Ungraded && !strings.Contains(v.Output, c.Prints) {
		report("the output says nothing of %q: %.1000q", c.Prints, v.Output)
	}
	if strings.Contains(told, "hidden") && !strings.Contains(c.Source, "hidden") {
		report("the verdict names the hidden tests' file: %.2000s", told)
	}
	if !utf8.ValidString(v.Output) || !utf8.ValidString(told) {
		report("the verdict is not text: %.1000q", told)
	}
	if !c.Program && (v.MaxScore == 0 || (v.Outcome == course.Passed) != (v.Score == v.MaxScore)) {
		report("score %d of %d with outcome %q", v.Score, v.MaxScore, v.Outcome)
	}
	return faults
}

// Unable says whether a verdict is the interpreter's word that it cannot run the
// code as Go does, with the reason: that may come of every case.
func Unable(v course.Verdict) bool {
	return v.Outcome == course.Ungraded && v.Score == 0 && strings.Contains(v.Says, "it was not run: ")
}

// Told is all that a learner can read in a verdict besides their own output.
func Told(v course.Verdict) string {
	parts := []string{v.Says}
	for _, d := range v.Diagnostics {
		parts = append(parts, d.String())
	}
	for _, c := range v.Checks {
		parts = append(parts, c.Message)
	}
	return strings.Join(parts, "\n")
}
