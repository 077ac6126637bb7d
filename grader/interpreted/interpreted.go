// Package interpreted runs a job in yaegi, inside a worker: the learner's
// package and a lab's tests, or one program. It imports the front end, the
// symbols, the harness and the wire; it never sees the store, the server or a
// lab file, and it trusts nothing that the interpreted code does.
package interpreted

import (
	"errors"
	"fmt"
	"go/parser"
	"io"
	"path"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"github.com/traefik/yaegi/interp"

	"happensbefore/grader/frontend"
	"happensbefore/grader/harness"
	"happensbefore/grader/wire"
)

// Run does the job, reports it, and calls done when nothing is left to report.
// A program's goroutines may still be running then, as they may when a real
// main returns, so done has to end the process. Everything the learner's code
// prints goes to output. An error is the worker's own fault.
func Run(job wire.Job, report func(wire.Frame), output io.Writer, done func()) error {
	e, err := newEngine(output)
	if err != nil {
		return err
	}
	return e.run(job, report, done)
}

// run is Run on an engine, which can run one job.
func (e *engine) run(job wire.Job, report func(wire.Frame), done func()) error {
	checked, err := e.check(job)
	if err != nil {
		return fmt.Errorf("interpreted: %w", err)
	}
	if len(checked.Diagnostics) > 0 {
		report(wire.Frame{Kind: wire.Refused, Diagnostics: diagnostics(checked.Diagnostics), Forbidden: checked.Forbidden})
		done()
		return nil
	}
	report(wire.Frame{Kind: wire.Accepted})
	if len(checked.Inexact) > 0 {
		report(inexact(checked.Inexact))
		done()
		return nil
	}
	if job.Front {
		done()
		return nil
	}
	job.Files, job.Tests = wireFiles(checked.Lowered), wireFiles(checked.Tests)
	m, err := e.ready()
	if err != nil {
		return fmt.Errorf("interpreted: %w", err)
	}
	m.take(job)
	m.fail = func(fault wire.Frame) {
		report(fault)
		done()
	}
	var tests []harness.Test
	if frame, ok := m.try(func() error {
		if len(job.Tests) == 0 {
			tests, err = m.program(job, report, done)
		} else {
			tests, err = m.tests(job)
		}
		return err
	}); !ok {
		report(frame)
		done()
		return nil
	}
	r := harness.Runner{Report: report, Say: func(panicked any, _ []byte) string { return m.say(panicked) }, Mute: e.output.mute}
	r.Run(tests)
	done()
	return nil
}

// try runs load and words what went wrong in it: a construct the interpreter
// does not know, or a panic of the learner's own while its package came up.
func (m *machine) try(load func() error) (frame wire.Frame, ok bool) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		ok = false
		if _, _, running := m.trace.first(m.shown); running {
			frame = wire.Frame{Kind: wire.Stopped, Reason: wire.Panic, Message: harness.Clip(m.say(p))}
		} else {
			frame = m.unable(fmt.Errorf("%v", p))
		}
	}()
	if err := load(); err != nil {
		return m.unable(err), false
	}
	return wire.Frame{}, true
}

// tests compiles both packages and finds the checks' functions.
func (m *machine) tests(job wire.Job) ([]harness.Test, error) {
	found, err := m.load(job)
	if err != nil {
		return nil, err
	}
	var tests []harness.Test
	for _, c := range job.Checks {
		v, ok := found[c.Test]
		if !ok {
			return nil, fmt.Errorf("there is no test %s", c.Test)
		}
		f, ok := v.Interface().(func(*testing.T))
		if !ok {
			return nil, fmt.Errorf("%s is not a test function", c.Test)
		}
		tests = append(tests, harness.Test{Check: c, F: f})
	}
	return tests, nil
}

// load compiles a job's packages and returns what the tests' package exports.
func (m *machine) load(job wire.Job) (map[string]reflect.Value, error) {
	if err := m.generics(job); err != nil {
		return nil, err
	}
	if _, err := m.interp.Eval(`import _ "labtest"`); err != nil {
		return nil, err
	}
	return m.interp.Symbols("labtest")["labtest"], nil
}

// ProgramTest is the name under which a program's main is reported.
const ProgramTest = "main"

// program compiles a program of one file. Its main runs as a test would, in a
// bubble: sleeping costs nothing, and a deadlock is told as one. Its clock
// starts where that of Go's own playground does, and of a compiled program here.
func (m *machine) program(job wire.Job, report func(wire.Frame), done func()) ([]harness.Test, error) {
	if len(job.Files) != 1 {
		return nil, fmt.Errorf("a program is one file, not %d", len(job.Files))
	}
	if err := m.generics(job); err != nil {
		return nil, err
	}
	file := job.Files[0]
	parsed, err := parser.ParseFile(m.interp.FileSet(), path.Join(learnersDir, file.Name), file.Source, 0)
	if err != nil {
		return nil, err
	}
	compiled, err := m.interp.CompileAST(parsed)
	if err != nil {
		return nil, err
	}
	main := func(t *testing.T) {
		synctest.Test(t, func(*testing.T) {
			// The bubble's own start is earlier.
			time.Sleep(time.Until(time.Date(2009, time.November, 10, 23, 0, 0, 0, time.UTC)))
			result := wire.Result{Passed: true, Seeds: 1}
			_, err := m.interp.Execute(compiled)
			var p interp.Panic
			if errors.As(err, &p) {
				result = wire.Result{Reason: wire.Panic, Message: harness.Clip(m.say(p.Value)), Failed: 1, Seeds: 1}
			} else if err != nil {
				report(m.unable(err))
				done()
			}
			report(wire.Frame{Kind: wire.Checked, Test: ProgramTest, Result: &result})
			done()
		})
	}
	return []harness.Test{{Check: wire.Check{Test: ProgramTest, Seeds: 1}, F: main}}, nil
}

// unable words the interpreter's refusal of source that is correct Go.
func (m *machine) unable(err error) wire.Frame {
	frame := wire.Frame{Kind: wire.Unable, Message: harness.Clip(err.Error())}
	if file, line, column, message, ok := position(err.Error()); ok {
		frame.Message = harness.Clip(message)
		if m.shown[file] {
			frame.Diagnostics = []wire.Diagnostic{{File: path.Base(file), Line: line, Column: column, Message: harness.Clip(message)}}
		}
	}
	return frame
}

// inexact words the guard's reasons: the first as the message, all of them at
// their places.
func inexact(reasons []frontend.Diagnostic) wire.Frame {
	first := reasons[0]
	return wire.Frame{
		Kind:        wire.Unable,
		Message:     fmt.Sprintf("the interpreter is not exact for %s (%s, line %d)", first.Message, first.File, first.Line),
		Diagnostics: diagnostics(reasons),
	}
}

// say words a panic, with the line of the learner's code it came from. A panic
// of the interpreter's own is no panic of the learner's, and ends the job.
func (m *machine) say(panicked any) string {
	text := goWords(fmt.Sprint(panicked))
	place := ""
	file, line, ok := m.trace.first(m.shown)
	if ok {
		place = fmt.Sprintf(" (%s, line %d)", path.Base(file), line)
	}
	if ownFault(text) {
		fault := wire.Frame{Kind: wire.Unable, Message: harness.Clip("the interpreter is not exact for this program; it stumbled over itself" + place + ": " + text)}
		if ok {
			fault.Diagnostics = []wire.Diagnostic{{File: path.Base(file), Line: line, Column: 1, Message: "the interpreter stumbled here"}}
		}
		m.fail(fault)
	}
	return "panic: " + text + place
}

func files(in []wire.File) []frontend.File {
	var out []frontend.File
	for _, f := range in {
		out = append(out, frontend.File(f))
	}
	return out
}

func wireFiles(in []frontend.File) []wire.File {
	var out []wire.File
	for _, f := range in {
		out = append(out, wire.File(f))
	}
	return out
}

func diagnostics(in []frontend.Diagnostic) []wire.Diagnostic {
	var out []wire.Diagnostic
	for _, d := range in {
		out = append(out, wire.Diagnostic(d))
	}
	return out
}
