package grader

import (
	"context"
	"errors"
	"fmt"

	"happensbefore/course"
	"happensbefore/grader/compiled"
	"happensbefore/grader/wire"
)

// compile grades a task that the front end has accepted with Go's own compiler,
// and runs what that makes. nice is how much it gives way to others.
func (g *Grader) compile(ctx context.Context, t task, nice int) (course.Verdict, error) {
	tally, err := g.compiled(ctx, t, nice)
	if err != nil {
		return course.Verdict{}, err
	}
	return tally.verdict(t.limits), nil
}

func (g *Grader) compiled(ctx context.Context, t task, nice int) (*tally, error) {
	job := newJob(t, t.checks)
	binary, found, err := g.toolchain.Build(ctx, job, nice)
	unbuildable := new(compiled.Unbuildable)
	switch {
	case errors.As(err, &unbuildable):
		g.log.Warn("a source that cannot be built", "tool", unbuildable.Tool, "cause", string(unbuildable.Cause), "detail", unbuildable.Detail)
		return unbuilt(t, unbuildable), nil
	case err != nil:
		return nil, fmt.Errorf("grader: %w", err)
	case len(found) > 0:
		refused := newTally(engineCompiled, t.checks)
		refused.end(course.DidNotCompile, "")
		refused.diagnostics = diagnostics(found)
		return refused, nil
	}
	run := g.reporting(binary, nice)
	if len(t.tests) == 0 {
		run = g.playing(binary, nice)
	}
	ran, err := judge(ctx, engineCompiled, t, run)
	if err := errors.Join(err, binary.Close()); err != nil {
		return nil, fmt.Errorf("grader: compiled: %w", err)
	}
	return ran, nil
}

// unbuilt is the tally of a source that the tools cannot deal with.
func unbuilt(t task, u *compiled.Unbuildable) *tally {
	result := newTally(engineCompiled, t.checks)
	switch u.Cause {
	case compiled.TooSlow:
		result.end(course.TimedOut, "Compiling it took too long and was stopped. Look for generated code, huge constants or types that contain each other many times over.")
	case compiled.TooLarge:
		result.end(course.OverMemory, "Compiling it took too much memory and was stopped. Look for huge arrays, constants or types that contain each other many times over.")
	default:
		result.unable, result.why = true, "Go's own compiler fails on it, which is a defect of the compiler"
	}
	return result
}

// reporting runs a lab's binary, which reports as a worker does.
func (g *Grader) reporting(binary *compiled.Binary, nice int) runner {
	return func(ctx context.Context, job wire.Job) (ending, error) {
		spec, err := binary.Spec(job, nice)
		if err != nil {
			return ending{}, err
		}
		e, err := report(ctx, g.worker.Host, spec, nil, job.Limits.Wall, func() {})
		if err != nil {
			return ending{}, err
		}
		compiled.Explain(e.frames, e.stderr)
		return e, nil
	}
}

// playing runs a program, which reports nothing: that it came to its end is
// its exit status.
func (g *Grader) playing(binary *compiled.Binary, nice int) runner {
	return func(ctx context.Context, job wire.Job) (ending, error) {
		spec, err := binary.Spec(job, nice)
		if err != nil {
			return ending{}, err
		}
		p, err := g.worker.Host.Start(ctx, spec)
		if err != nil {
			return ending{}, err
		}
		p.Begin(job.Limits.Wall)
		p.Input().Close() //nolint:errcheck // nothing was to be said
		end := p.Wait()
		if end.Err != nil {
			return ending{}, end.Err
		}
		output, more := compiled.Playback(end.Output, job.Limits.Output)
		stderr, _ := compiled.Playback([]byte(end.Errors), compiled.MaxErrors)
		e := ending{
			output: output, flooded: more || end.Flooded,
			timedOut: end.TimedOut, overMemory: end.OverMemory, killed: end.Killed,
			stderr: string(stderr), elapsed: end.Elapsed,
		}
		if end.Status == 0 && !e.flooded {
			for _, c := range job.Checks {
				e.frames = append(e.frames, wire.Frame{Kind: wire.Checked, Test: c.Test, Result: &wire.Result{Passed: true, Seeds: c.Seeds}})
			}
			e.clean = true
		}
		return e, nil
	}
}
