package grader

import (
	"context"
	"errors"
	"fmt"

	"happensbefore/course"
	"happensbefore/grader/tally"
	"happensbefore/grader/wire"
)

// The engines that a program can be run by.
const (
	EngineAuto        = "auto" // the interpreter where it is exact, else the compiler
	EngineInterpreted = tally.Interpreted
	EngineCompiled    = tally.Compiled
)

// ErrNoToolchain means that the compiler was asked for and there is none.
var ErrNoToolchain = errors.New("there is no toolchain to compile with")

// A ProgramResult is how one program ran, for somebody at a terminal.
type ProgramResult struct {
	Verdict course.Verdict
	Stdout  []byte // byte for byte, cut at the limit
	Stderr  []byte // likewise, with the runtime's last words
	Refused bool   // it may not run here, whatever Go says of it

	Exact   bool                // the guard's word, whichever engine ran it
	Inexact []course.Diagnostic // the guard's reasons, where it is not
}

// Program runs one program now. What the asked engine cannot run is Ungraded.
func (g *Grader) Program(ctx context.Context, source, engine string) (ProgramResult, error) {
	if engine == EngineCompiled && g.toolchain == nil {
		return ProgramResult{}, fmt.Errorf("grader: %w", ErrNoToolchain)
	}
	t := program(source)
	r, accepted, err := g.read(ctx, t)
	if err != nil || !accepted {
		return r, err
	}
	if engine != EngineCompiled && (r.Exact || engine == EngineInterpreted || g.toolchain == nil) {
		ran, err := g.interpreted(ctx, t, func() {})
		if err != nil {
			return r, err
		}
		r.fill(ran, t)
		if engine == EngineInterpreted || g.toolchain == nil || stands(r.Verdict) {
			return r, nil
		}
	}
	ran, err := g.compiled(ctx, t, answering)
	if err != nil {
		return r, err
	}
	r.fill(ran, t)
	return r, nil
}

func (r *ProgramResult) fill(ran *tally.Tally, t task) {
	r.Verdict = ran.Verdict(t.limits)
	r.Stdout, r.Stderr = []byte(ran.Output()), []byte(ran.Stderr)
	if ran.Unable {
		r.Exact, r.Inexact = false, ran.Diagnostics
	}
}

// read has the front end alone look at a task. What is not accepted has its
// verdict in the result.
func (g *Grader) read(ctx context.Context, t task) (r ProgramResult, accepted bool, err error) {
	job := newJob(t, t.checks)
	job.Front = true
	e, err := g.spares.run(ctx, job, func() { accepted = true })
	if err != nil {
		return r, false, fmt.Errorf("grader: front end: %w", err)
	}
	if accepted && e.Clean {
		r.Exact = true
		for _, f := range e.Frames {
			if f.Kind == wire.Unable {
				r.Exact, r.Inexact = false, tally.Diagnostics(f.Diagnostics)
			}
		}
		return r, true, nil
	}
	front := tally.New(tally.Interpreted, t.checks)
	if _, err := front.Add(e); err != nil {
		return r, false, err
	}
	r.Verdict, r.Refused = front.Verdict(t.limits), front.Forbidden
	return r, false, nil
}
