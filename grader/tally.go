package grader

import (
	"errors"
	"fmt"
	"strings"

	"happensbefore/course"
	"happensbefore/grader/wire"
)

// The engines, as verdicts name them.
const (
	engineInterpreted = "interpreted"
	engineCompiled    = "compiled"
)

// A tally gathers what workers report of one set of checks. It believes a
// check only where its result came exactly once and for every seed.
type tally struct {
	engine  string
	checks  []course.Check
	results map[string]*course.CheckResult

	outcome     course.Outcome // of the run as a whole, where it ended as a whole
	why         string
	unable      bool // no engine could run it; why says what stopped it
	diagnostics []course.Diagnostic
	forbidden   bool // it may not run here, whatever Go says of it
	output      strings.Builder
	stderr      string // the last process's
	v           course.Verdict
}

func newTally(engine string, checks []course.Check) *tally {
	return &tally{engine: engine, checks: checks, results: map[string]*course.CheckResult{}}
}

// unreached are the checks without a result, in order.
func (t *tally) unreached() []course.Check {
	var left []course.Check
	for _, c := range t.checks {
		if t.results[c.Test] == nil {
			left = append(left, c)
		}
	}
	return left
}

// errReport means that a worker's report contradicts itself: a fault of ours,
// or a forgery; in neither case a verdict.
var errReport = errors.New("grader: the worker's report contradicts itself")

// add takes in how one worker ended. It says whether the grading is over; if
// not, the unreached checks want another worker.
func (t *tally) add(e ending) (over bool, err error) {
	t.output.Write(e.output)
	t.stderr = e.stderr
	t.v.Elapsed += e.elapsed
	under := "" // the check under way
	for _, f := range e.frames {
		switch f.Kind {
		case wire.Started:
			if t.check(f.Test) == nil || t.results[f.Test] != nil {
				return true, fmt.Errorf("%w: %q started", errReport, f.Test)
			}
			under = f.Test
		case wire.Checked:
			if err := t.checked(f); err != nil {
				return true, err
			}
			under = ""
		case wire.Refused:
			t.end(course.DidNotCompile, "")
			t.forbidden = f.Forbidden
			t.diagnostics = diagnostics(f.Diagnostics)
		case wire.Unable:
			t.unable, t.why = true, f.Message
			t.diagnostics = diagnostics(f.Diagnostics)
			return true, nil
		case wire.Stopped:
			t.end(outcomeOf(f.Reason), f.Message)
		}
	}
	if t.outcome != course.Ungraded {
		t.blame(under, t.outcome, t.why)
		return true, nil
	}
	if e.clean {
		if left := t.unreached(); len(left) > 0 {
			return true, fmt.Errorf("%w: it ends without %s", errReport, left[0].Test)
		}
		return true, nil
	}
	outcome, why, err := e.cause()
	if err != nil {
		return true, err
	}
	if under == "" {
		// Nothing was under way: the package's own start-up, or what a test
		// left running, brought the worker down.
		if left := t.unreached(); len(left) > 0 {
			under = left[0].Test
		} else {
			t.end(outcome, why)
			return true, nil
		}
	}
	t.blame(under, outcome, why)
	switch outcome {
	case course.TimedOut, course.TooMuchOutput, course.OverMemory:
		if e.timedOut {
			why = "" // the check says where it was; the verdict, what to look for
		}
		t.end(outcome, why) // another worker would only spend the same again
		return true, nil
	}
	return len(t.unreached()) == 0, nil
}

func (t *tally) end(o course.Outcome, why string) {
	if t.outcome == course.Ungraded {
		t.outcome, t.why = o, why
	}
}

func (t *tally) check(test string) *course.Check {
	for i := range t.checks {
		if t.checks[i].Test == test {
			return &t.checks[i]
		}
	}
	return nil
}

func (t *tally) checked(f wire.Frame) error {
	c, r := t.check(f.Test), f.Result
	if c == nil || r == nil || t.results[f.Test] != nil {
		return fmt.Errorf("%w: result of %q", errReport, f.Test)
	}
	seeds := max(c.Seeds, 1)
	if r.Passed && (r.Seeds != seeds || r.Failed != 0) {
		return fmt.Errorf("%w: %q passed on %d of %d seeds", errReport, f.Test, r.Seeds-r.Failed, seeds)
	}
	result := &course.CheckResult{Outcome: course.Passed, Passed: r.Passed, Message: r.Message, Seeds: seeds}
	if !r.Passed {
		result.Outcome = outcomeOf(r.Reason)
		result.Seed, result.Failed, result.Seeds = r.Seed, r.Failed, r.Seeds
	}
	t.results[f.Test] = result
	return nil
}

// blame gives a check that brought its worker down its result.
func (t *tally) blame(test string, o course.Outcome, why string) {
	if test != "" && t.results[test] == nil {
		t.results[test] = &course.CheckResult{Outcome: o, Message: why}
	}
}

func outcomeOf(r wire.Reason) course.Outcome {
	switch r {
	case wire.Panic:
		return course.Panicked
	case wire.Deadlock:
		return course.Deadlocked
	case wire.Race:
		return course.Raced
	case wire.Memory:
		return course.OverMemory
	case wire.Output:
		return course.TooMuchOutput
	}
	return course.Failed
}

// verdict closes the tally.
func (t *tally) verdict(limits course.Limits) course.Verdict {
	v := t.v
	v.Engine = t.engine
	v.Diagnostics = t.diagnostics
	v.Output = strings.ToValidUTF8(clip(t.output.String(), limits.Output), "�")
	special := course.Ungraded
	for _, c := range t.checks {
		r := course.CheckResult{}
		if got := t.results[c.Test]; got != nil {
			r = *got
		}
		r.Test, r.Says, r.Points = c.Test, c.Says, c.Points
		if special == course.Ungraded && r.Outcome != course.Passed && r.Outcome != course.Failed {
			special = r.Outcome
		}
		v.Checks = append(v.Checks, r)
	}
	v.Outcome = t.outcome
	if special != course.Ungraded && t.outcome != course.DidNotCompile {
		v.Outcome = special // the first in the order of the checks: what comes later often follows from it
	}
	if t.unable {
		v.Outcome = course.Ungraded
		for _, c := range t.checks {
			v.MaxScore += c.Points
		}
	} else {
		v.Settle()
	}
	why := t.why
	if v.Outcome != t.outcome {
		why = ""
	}
	v.Says = says(v, why, limits)
	return v
}

func clip(s string, limit int64) string {
	if int64(len(s)) > limit {
		return s[:limit]
	}
	return s
}

func diagnostics(in []wire.Diagnostic) []course.Diagnostic {
	var out []course.Diagnostic
	for _, d := range in {
		out = append(out, course.Diagnostic(d))
	}
	return out
}
