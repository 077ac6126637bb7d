package grader

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/trace"
)

// Verify holds a lab to what its file promises, by grading the starter, every
// solution and every wrong solution: the starter compiles and fails something,
// solutions pass everything, wrong solutions fail exactly what they name, and
// no check is passed by all of them. file is the lab's, for the problems. An
// error is our own fault, not the lab's.
func (g *Grader) Verify(ctx context.Context, lab *labs.Lab, file string) ([]course.Problem, error) {
	v := verification{lab: lab, file: file, caught: map[string]bool{}}
	starter, err := g.Grade(ctx, lab, lab.Starter)
	if err != nil {
		return nil, fmt.Errorf("grader: %s: starter: %w", lab.Slug, err)
	}
	v.starter(starter)
	for _, s := range lab.Solutions {
		for _, tests := range []struct {
			kind   string
			files  []course.File
			checks []course.Check
		}{{"hidden", lab.Hidden, lab.Checks}, {"visible", lab.Tests, lab.Visible}} {
			judged, err := g.now(ctx, task{s.Files, tests.files, tests.checks, lab.Limits})
			if err != nil {
				return nil, fmt.Errorf("grader: %s: solution %s: %w", lab.Slug, s.Name, err)
			}
			v.solution(s, tests.kind, judged.verdict)
		}
	}
	verdicts := make([]course.Verdict, len(lab.Wrong))
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for i, w := range lab.Wrong {
		all.Go(func() (err error) {
			if verdicts[i], err = g.Grade(ctx, lab, w.Files); err != nil {
				err = fmt.Errorf("grader: %s: wrong solution %s: %w", lab.Slug, w.Name, err)
			}
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	for i, w := range lab.Wrong {
		v.wrong(w, verdicts[i])
	}
	v.uncaught()
	return v.problems, nil
}

// Demonstrate runs an example of a chapter by each engine there is, so that
// readers see the same whichever answers them. A verdict that is ungraded is
// the interpreter's, where it is not exact for the program.
func (g *Grader) Demonstrate(ctx context.Context, source string) ([]course.Verdict, error) {
	t := program(source)
	interpreted, err := g.interpret(ctx, t, func() {})
	if err != nil {
		return nil, err
	}
	verdicts := []course.Verdict{interpreted}
	if g.toolchain == nil || interpreted.Outcome == course.DidNotCompile {
		return verdicts, nil
	}
	compiled, err := g.compile(ctx, t, answering)
	if err != nil {
		return nil, err
	}
	return append(verdicts, compiled), nil
}

type verification struct {
	lab      *labs.Lab
	file     string
	caught   map[string]bool // tests that something failed
	problems []course.Problem
}

func (v *verification) report(line int, what, mend string) {
	v.problems = append(v.problems, course.Problem{File: v.file, Line: line, What: what, Mend: mend})
}

func (v *verification) starter(verdict course.Verdict) {
	for _, test := range failures(verdict) {
		v.caught[test] = true
	}
	switch verdict.Outcome {
	case course.DidNotCompile, course.Ungraded:
		v.report(v.lab.Lines["starter"], "the starter "+ended(verdict), "make it compile; a learner who starts here must see tests fail, not messages")
	case course.Passed:
		v.report(v.lab.Lines["starter"], "the starter passes every check already", "leave something for the learner to do, or test for it")
	}
}

func (v *verification) solution(s course.Variant, kind string, verdict course.Verdict) {
	if verdict.Outcome != course.Passed {
		v.report(v.lab.Lines["solution "+s.Name], fmt.Sprintf("the solution %s does not pass the %s tests: it %s", s.Name, kind, ended(verdict)), "mend the solution or the tests")
	}
}

func (v *verification) wrong(w labs.Wrong, verdict course.Verdict) {
	line := v.lab.Lines["wrong "+w.Name]
	got := failures(verdict)
	for _, test := range got {
		v.caught[test] = true
	}
	switch {
	case verdict.Outcome == course.DidNotCompile || verdict.Outcome == course.Ungraded:
		v.report(line, fmt.Sprintf("the wrong solution %s %s", w.Name, ended(verdict)), "make it wrong in what it does, not in how it is written")
	case verdict.Outcome == course.Passed:
		v.report(line, fmt.Sprintf("the wrong solution %s passes every check", w.Name), "the hidden tests are too weak: add a case that it fails")
	default:
		for _, test := range w.Fails {
			if !slices.Contains(got, test) {
				v.report(line, fmt.Sprintf("the wrong solution %s passes %s, which it names in fails=", w.Name, test), "strengthen the test, or take it out of fails=")
			}
		}
		if w.Steps != nil {
			v.shortest(w, verdict)
		}
		for _, test := range got {
			if !slices.Contains(w.Fails, test) {
				v.report(line, fmt.Sprintf("the wrong solution %s fails %s, which it does not name: %s", w.Name, test, message(verdict, test)), "add it to fails=, or narrow the test to its own check")
			}
		}
	}
}

// shortest holds the schedule that was found for the first check to have one
// to the length that the lab names.
func (v *verification) shortest(w labs.Wrong, verdict course.Verdict) {
	line := v.lab.Lines["wrong "+w.Name]
	for _, c := range verdict.Checks {
		if c.Passed || c.Trace == "" {
			continue
		}
		t, err := trace.Parse(c.Trace)
		if err != nil {
			v.report(line, fmt.Sprintf("the trace of the wrong solution %s at %s cannot be read: %v", w.Name, c.Test, err), "this is a fault of the simulator, not of the lab")
		} else if len(t.Steps) > *w.Steps {
			v.report(line, fmt.Sprintf("the shortest schedule that was found for the wrong solution %s at %s has %d steps, more than the %d of steps=: %s",
				w.Name, c.Test, len(t.Steps), *w.Steps, strings.Join(t.Steps, "; ")), "give the search more effort, or correct steps=")
		}
		return
	}
	v.report(line, fmt.Sprintf("the wrong solution %s has steps=%d, and no check that it fails found a schedule", w.Name, *w.Steps), "take steps= out, or name a check that uses sim.Check")
}

func (v *verification) uncaught() {
	for _, c := range v.lab.Checks {
		if !v.caught[c.Test] {
			v.report(0, fmt.Sprintf("nothing fails the check %s: neither the starter nor a wrong solution", c.Test), "add a wrong solution that only this check catches")
		}
	}
}

// failures are the tests that did not pass, in the order of the checks.
func failures(v course.Verdict) []string {
	var tests []string
	for _, c := range v.Checks {
		if !c.Passed {
			tests = append(tests, c.Test)
		}
	}
	return tests
}

// ended says how a verdict ended, for the lab's author.
func ended(v course.Verdict) string {
	if len(v.Diagnostics) > 0 {
		return fmt.Sprintf("%s: %s", v.Outcome, v.Diagnostics[0])
	}
	if tests := failures(v); len(tests) > 0 && v.Outcome != course.Ungraded {
		return fmt.Sprintf("%s (%s: %s)", v.Outcome, tests[0], message(v, tests[0]))
	}
	return fmt.Sprintf("%s: %s", v.Outcome, v.Says)
}

func message(v course.Verdict, test string) string {
	for _, c := range v.Checks {
		if c.Test == test {
			text, _, _ := strings.Cut(c.Message, "\n")
			return text
		}
	}
	return ""
}
