package page

import (
	"happensbefore/course"
	"happensbefore/grader/compiled/source"
	"happensbefore/grader/tally"
	"happensbefore/trace"
)

// A Sum is where a job stands after some of its processes have ended.
type Sum struct {
	Over    bool           `json:"over"`
	Left    []string       `json:"left"`    // otherwise: the tests that want another process
	Verdict course.Verdict `json:"verdict"` // as if no other came

	// Figures are what happened in failed checks, drawn, by their tests, as HTML.
	Figures map[string]string `json:"figures"`
}

// Add sums up how the job's processes ended, in their order.
func (j Job) Add(engine string, endings []tally.Ending) (Sum, error) {
	sum := tally.New(engine, j.checks())
	over := false
	for _, e := range endings {
		var err error
		if over, err = sum.Add(e); err != nil {
			return Sum{}, err
		}
	}
	s := Sum{Over: over, Verdict: sum.Verdict(j.limits()), Left: []string{}, Figures: map[string]string{}}
	for _, c := range s.Verdict.Checks {
		if c.Trace != "" {
			s.Figures[c.Test] = trace.Shown(c.Trace, "trace-"+c.Test, len(s.Figures) == 0)
		}
	}
	for _, c := range sum.Unreached() {
		s.Left = append(s.Left, c.Test)
	}
	return s, nil
}

// Refused is the verdict on a source that the front end let through and the
// page's compiler does not. There is none where what the tools said is not about
// the source.
func (j Job) Refused(said string) *course.Verdict {
	found := source.Messages(said)
	if len(found) == 0 {
		return nil
	}
	sum := tally.New(tally.Compiled, j.checks())
	sum.End(course.DidNotCompile, "")
	sum.Diagnostics = tally.Diagnostics(found)
	v := sum.Verdict(j.limits())
	return &v
}
