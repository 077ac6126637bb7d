package grader

import (
	"context"
	"errors"
	"fmt"

	"happensbefore/course"
	"happensbefore/grader/compiled"
	"happensbefore/grader/tally"
	"happensbefore/grader/wire"
)

// compile grades a task that the front end has accepted with Go's own compiler,
// and runs what that makes. nice is how much it gives way to others.
func (g *Grader) compile(ctx context.Context, t task, nice int) (course.Verdict, error) {
	sum, err := g.compiled(ctx, t, nice)
	if err != nil {
		return course.Verdict{}, err
	}
	return sum.Verdict(t.limits), nil
}

func (g *Grader) compiled(ctx context.Context, t task, nice int) (*tally.Tally, error) {
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
		refused := tally.New(tally.Compiled, t.checks)
		refused.End(course.DidNotCompile, "")
		refused.Diagnostics = tally.Diagnostics(found)
		return refused, nil
	}
	run := g.reporting(binary, nice)
	if len(t.tests) == 0 {
		run = g.playing(binary, nice)
	}
	ran, err := judge(ctx, tally.Compiled, t, run)
	if err := errors.Join(err, binary.Close()); err != nil {
		return nil, fmt.Errorf("grader: compiled: %w", err)
	}
	return ran, nil
}

// unbuilt is the tally of a source that the tools cannot deal with.
func unbuilt(t task, u *compiled.Unbuildable) *tally.Tally {
	result := tally.New(tally.Compiled, t.checks)
	switch u.Cause {
	case compiled.TooSlow:
		result.End(course.TimedOut, "Compiling it took too long and was stopped. Look for generated code, huge constants or types that contain each other many times over.")
	case compiled.TooLarge:
		result.End(course.OverMemory, "Compiling it took too much memory and was stopped. Look for huge arrays, constants or types that contain each other many times over.")
	default:
		result.CannotRun("Go's own compiler fails on it, which is a defect of the compiler")
	}
	return result
}

// reporting runs a lab's binary, which reports as a worker does.
func (g *Grader) reporting(binary *compiled.Binary, nice int) runner {
	return func(ctx context.Context, job wire.Job) (tally.Ending, error) {
		spec, err := binary.Spec(job, nice)
		if err != nil {
			return tally.Ending{}, err
		}
		e, err := report(ctx, g.worker.Host, spec, nil, job.Limits.Wall, func() {})
		if err != nil {
			return tally.Ending{}, err
		}
		compiled.Explain(e.Frames, e.Stderr)
		return e, nil
	}
}

// playing runs a program, which reports nothing: that it came to its end is
// its exit status.
func (g *Grader) playing(binary *compiled.Binary, nice int) runner {
	return func(ctx context.Context, job wire.Job) (tally.Ending, error) {
		spec, err := binary.Spec(job, nice)
		if err != nil {
			return tally.Ending{}, err
		}
		p, err := g.worker.Host.Start(ctx, spec)
		if err != nil {
			return tally.Ending{}, err
		}
		p.Begin(job.Limits.Wall)
		p.Input().Close() //nolint:errcheck // nothing was to be said
		end := p.Wait()
		if end.Err != nil {
			return tally.Ending{}, end.Err
		}
		output, more := compiled.Playback(end.Output, job.Limits.Output)
		stderr, _ := compiled.Playback([]byte(end.Errors), compiled.MaxErrors)
		e := tally.Ending{
			Output: output, Flooded: more || end.Flooded,
			TimedOut: end.TimedOut, OverMemory: end.OverMemory, Killed: end.Killed,
			Stderr: string(stderr), Cut: len(stderr) >= compiled.MaxErrors, Elapsed: end.Elapsed,
		}
		if end.Status == 0 && !e.Flooded {
			for _, c := range job.Checks {
				e.Frames = append(e.Frames, wire.Frame{Kind: wire.Checked, Test: c.Test, Result: &wire.Result{Passed: true, Seeds: c.Seeds}})
			}
			e.Clean = true
		}
		return e, nil
	}
}
