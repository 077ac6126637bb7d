package templates

import "happensbefore/course"

// A RunResultPage answers a run of a chapter's example where there is no
// JavaScript to put the answer into the chapter.
type RunResultPage struct {
	Layout
	Source  string
	Verdict *course.Verdict
	Back    string // path of the chapter the reader came from; empty if unknown
}

func (p RunResultPage) title() string {
	if p.Verdict.Outcome == course.Passed {
		return "What it printed"
	}
	return "What became of it"
}

func exampleHeadline(v *course.Verdict) string {
	switch v.Outcome {
	case course.Passed:
		return "Output"
	case course.Failed:
		return "It ended with an error"
	default:
		return headlines[v.Outcome]
	}
}
