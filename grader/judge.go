package grader

import (
	"context"
	"fmt"
	"time"

	"happensbefore/course"
	"happensbefore/grader/tally"
	"happensbefore/grader/wire"
)

// A runner runs one job in one process and says how that ended. An error is
// our fault, or the context's.
type runner func(ctx context.Context, job wire.Job) (tally.Ending, error)

// kills is how many processes of one judgement may be killed from outside
// before the code in them is suspected: the kernel, short of memory, kills too.
const kills = 10

// judge runs the checks in a process and, where one of them took the process
// with it, the checks after that one in another, as long as time is left.
func judge(ctx context.Context, engine string, t task, run runner) (*tally.Tally, error) {
	sum := tally.New(engine, t.checks)
	deadline := time.Now().Add(t.limits.Wall)
	killed := 0
	for left := t.checks; len(left) > 0; left = sum.Unreached() {
		job := newJob(t, left)
		job.Limits.Wall = time.Until(deadline)
		if job.Limits.Wall <= 0 {
			break
		}
		e, err := run(ctx, job)
		if err != nil {
			return nil, err
		}
		if e.Killed {
			if killed++; killed < kills {
				deadline = deadline.Add(e.Elapsed)
				continue
			}
		}
		over, err := sum.Add(e)
		if err != nil {
			return nil, err
		}
		if over {
			break
		}
	}
	return sum, nil
}

func newJob(t task, checks []course.Check) wire.Job {
	job := wire.Job{Limits: wire.Limits(t.limits)}
	for _, f := range t.files {
		job.Files = append(job.Files, wire.File{Name: f.Name, Source: []byte(f.Source)})
	}
	for _, f := range t.tests {
		job.Tests = append(job.Tests, wire.File{Name: f.Name, Source: []byte(f.Source)})
	}
	for _, c := range checks {
		job.Checks = append(job.Checks, wire.Check{Test: c.Test, Seeds: max(c.Seeds, 1)})
	}
	return job
}

// interpret runs a task in the interpreter. accepted is called at most once for
// each process, as soon as the front end has let the source through.
func (g *Grader) interpret(ctx context.Context, t task, accepted func()) (course.Verdict, error) {
	sum, err := g.interpreted(ctx, t, accepted)
	if err != nil {
		return course.Verdict{}, err
	}
	return sum.Verdict(t.limits), nil
}

func (g *Grader) interpreted(ctx context.Context, t task, accepted func()) (*tally.Tally, error) {
	sum, err := judge(ctx, tally.Interpreted, t, func(ctx context.Context, job wire.Job) (tally.Ending, error) {
		return g.spares.run(ctx, job, accepted)
	})
	if err != nil {
		return nil, fmt.Errorf("grader: interpreted: %w", err)
	}
	return sum, nil
}
