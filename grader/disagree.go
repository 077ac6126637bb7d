package grader

import "happensbefore/course"

// disagree says whether the engines contradict each other. A race is the
// compiled engine's to find: that the interpreter did not see it is no
// contradiction, and what a raced run did besides is chance.
func disagree(interpreted, compiled course.Verdict) bool {
	if compiled.Outcome == course.Raced || compiled.Outcome == course.Ungraded {
		return false
	}
	if (interpreted.Outcome == course.Passed) != (compiled.Outcome == course.Passed) {
		return true
	}
	passed := map[string]bool{}
	for _, c := range interpreted.Checks {
		passed[c.Test] = c.Passed
	}
	for _, c := range compiled.Checks {
		if passed[c.Test] != c.Passed {
			return true
		}
	}
	return false
}
