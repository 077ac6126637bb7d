// Package tally makes a verdict of what processes with a job reported and of
// how they ended, and words it. It starts none of them, so that it serves the
// server and the page alike; it imports course, the wire, trace and the dump package.
// What it is given is a claim by a process that the learner's code ran in: it
// believes a pass only where nothing is missing and nothing comes twice.
package tally

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"happensbefore/course"
	"happensbefore/grader/wire"
	"happensbefore/trace"
)

// The engines, as verdicts name them.
const (
	Interpreted = "interpreted"
	Compiled    = "compiled"
)

// A Tally gathers what workers report of one set of checks. It believes a
// check only where its result came exactly once and for every seed.
type Tally struct {
	engine  string
	checks  []course.Check
	results map[string]*course.CheckResult

	outcome course.Outcome // of the run as a whole, where it ended as a whole
	why     string
	output  strings.Builder
	elapsed time.Duration

	Unable      bool // no engine could run it
	Diagnostics []course.Diagnostic
	Forbidden   bool   // it may not run here, whatever Go says of it
	Stderr      string // the last process's
}

// New is a tally of checks that nothing has been reported of.
func New(engine string, checks []course.Check) *Tally {
	return &Tally{engine: engine, checks: checks, results: map[string]*course.CheckResult{}}
}

// Unreached are the checks without a result, in order.
func (t *Tally) Unreached() []course.Check {
	var left []course.Check
	for _, c := range t.checks {
		if t.results[c.Test] == nil {
			left = append(left, c)
		}
	}
	return left
}

// ErrReport means that a process's report contradicts itself: a fault of ours,
// or a forgery; in neither case a verdict.
var ErrReport = errors.New("tally: the report contradicts itself")

// Add takes in how one process ended. It says whether the grading is over; if
// not, the unreached checks want another process.
func (t *Tally) Add(e Ending) (over bool, err error) {
	t.output.Write(e.Output)
	t.Stderr = e.Stderr
	t.elapsed += e.Elapsed
	under := ""      // the check under way
	decided := false // what comes now changes no result
	for _, f := range e.Frames {
		switch f.Kind {
		case wire.Started:
			if t.check(f.Test) == nil || t.results[f.Test] != nil {
				return true, fmt.Errorf("%w: %q started", ErrReport, f.Test)
			}
			under = f.Test
		case wire.Checked:
			if err := t.checked(f); err != nil {
				return true, err
			}
			under = ""
		case wire.Decided:
			if left := t.Unreached(); len(left) > 0 || !t.failed() {
				return true, fmt.Errorf("%w: it is decided too early", ErrReport)
			}
			decided = true
		case wire.Retold:
			if err := t.retold(f); err != nil {
				return true, err
			}
		case wire.Refused:
			t.End(course.DidNotCompile, "")
			t.Forbidden = f.Forbidden
			t.Diagnostics = Diagnostics(f.Diagnostics)
		case wire.Unable:
			t.CannotRun(f.Message)
			t.Diagnostics = Diagnostics(f.Diagnostics)
			return true, nil
		case wire.Stopped:
			if decided {
				continue
			}
			t.End(outcomeOf(f.Reason), f.Message)
		}
	}
	if decided && len(t.Unreached()) == 0 {
		return true, nil // whatever ended the process was looking for a shorter trace
	}
	if t.outcome != course.Ungraded {
		t.blame(under, t.outcome, t.why)
		return true, nil
	}
	if e.Clean {
		if left := t.Unreached(); len(left) > 0 {
			return true, fmt.Errorf("%w: it ends without %s", ErrReport, left[0].Test)
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
		if left := t.Unreached(); len(left) > 0 {
			under = left[0].Test
		} else {
			t.End(outcome, why)
			return true, nil
		}
	}
	t.blame(under, outcome, why)
	switch outcome {
	case course.TimedOut, course.TooMuchOutput, course.OverMemory:
		if e.TimedOut {
			why = "" // the check says where it was; the verdict, what to look for
		}
		t.End(outcome, why) // another worker would only spend the same again
		return true, nil
	}
	return len(t.Unreached()) == 0, nil
}

// End is how the run ended as a whole, where nothing has said so before.
func (t *Tally) End(o course.Outcome, why string) {
	if t.outcome == course.Ungraded {
		t.outcome, t.why = o, why
	}
}

func (t *Tally) check(test string) *course.Check {
	for i := range t.checks {
		if t.checks[i].Test == test {
			return &t.checks[i]
		}
	}
	return nil
}

func (t *Tally) checked(f wire.Frame) error {
	c, r := t.check(f.Test), f.Result
	if c == nil || r == nil || t.results[f.Test] != nil {
		return fmt.Errorf("%w: result of %q", ErrReport, f.Test)
	}
	seeds := max(c.Seeds, 1)
	if r.Passed && (r.Seeds != seeds || r.Failed != 0) {
		return fmt.Errorf("%w: %q passed on %d of %d seeds", ErrReport, f.Test, r.Seeds-r.Failed, seeds)
	}
	result := &course.CheckResult{Outcome: course.Passed, Passed: r.Passed, Message: r.Message, Seeds: seeds}
	if !r.Passed {
		result.Outcome = outcomeOf(r.Reason)
		result.Seed, result.Failed, result.Seeds = r.Seed, r.Failed, r.Seeds
	}
	t.results[f.Test] = result
	takeTrace(result, r.Trace)
	return nil
}

// retold has a failed check told in the words of its second run.
func (t *Tally) retold(f wire.Frame) error {
	r := t.results[f.Test]
	if r == nil || r.Passed || f.Result == nil {
		return fmt.Errorf("%w: %q is retold", ErrReport, f.Test)
	}
	r.Message, r.Trace = f.Result.Message, ""
	takeTrace(r, f.Result.Trace)
	return nil
}

// takeTrace gives a failed check the trace that its process told, if it is one.
func takeTrace(r *course.CheckResult, text string) {
	if text == "" || r.Passed {
		return
	}
	if len(text) <= wire.MaxTrace {
		if _, err := trace.Parse(text); err == nil {
			r.Trace = text
			return
		}
	}
	r.Message = strings.TrimSpace(r.Message + "\n(what happened cannot be drawn: the trace is none)")
}

// failed says whether a check has failed.
func (t *Tally) failed() bool {
	for _, r := range t.results {
		if !r.Passed {
			return true
		}
	}
	return false
}

// blame gives a check that brought its worker down its result.
func (t *Tally) blame(test string, o course.Outcome, why string) {
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

// CannotRun ends a tally that no engine can add to; why says what stopped it.
func (t *Tally) CannotRun(why string) { t.Unable, t.why = true, why }

// Output is all that the learner's code printed.
func (t *Tally) Output() string { return t.output.String() }

// blameTheLast takes back the last check's pass where all passed and the
// process then ended as it must not: something that a check left running did
// that, and full points beside a failure would contradict themselves.
func (t *Tally) blameTheLast() {
	if t.outcome == course.Ungraded || t.outcome == course.Passed || len(t.checks) == 0 {
		return
	}
	for _, c := range t.checks {
		if r := t.results[c.Test]; r == nil || !r.Passed {
			return
		}
	}
	t.results[t.checks[len(t.checks)-1].Test] = &course.CheckResult{Outcome: t.outcome, Message: t.why}
}

// Verdict closes the tally.
func (t *Tally) Verdict(limits course.Limits) course.Verdict {
	t.blameTheLast()
	v := course.Verdict{Engine: t.engine, Diagnostics: t.Diagnostics, Elapsed: t.elapsed}
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
	if t.Unable {
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

// Diagnostics are the wire's, in the words of course.
func Diagnostics(in []wire.Diagnostic) []course.Diagnostic {
	var out []course.Diagnostic
	for _, d := range in {
		out = append(out, course.Diagnostic(d))
	}
	return out
}
