package grader

import (
	"context"
	"fmt"
	"time"

	"happensbefore/course"
	"happensbefore/grader/interpreted"
	"happensbefore/grader/wire"
	"happensbefore/labs"
)

// Grade holds files against the lab's hidden tests, now, in a worker.
func (g *Grader) Grade(ctx context.Context, lab *labs.Lab, files []course.File) (course.Verdict, error) {
	return g.judge(ctx, files, lab.Hidden, lab.Checks, lab.Limits)
}

// Run holds files against the lab's visible tests. Nothing is kept.
func (g *Grader) Run(ctx context.Context, who, slug string, files []course.File) (course.Verdict, error) {
	lab, err := g.lab(slug)
	if err != nil {
		return course.Verdict{}, err
	}
	return g.judge(ctx, files, lab.Tests, lab.Visible, lab.Limits)
}

// Example runs a program. Its verdict has one check, main, worth nothing.
func (g *Grader) Example(ctx context.Context, who, source string) (course.Verdict, error) {
	files := []course.File{{Name: "main.go", Source: source}}
	checks := []course.Check{{Test: interpreted.ProgramTest, Seeds: 1}}
	return g.judge(ctx, files, nil, checks, course.DefaultLimits())
}

// judge runs the checks in a worker and, where one of them took the worker
// with it, the checks after that one in another, as long as time is left.
func (g *Grader) judge(ctx context.Context, files, tests []course.File, checks []course.Check, limits course.Limits) (course.Verdict, error) {
	if err := g.slots.Acquire(ctx, 1); err != nil {
		return course.Verdict{}, fmt.Errorf("grader: waiting for a worker: %w", err)
	}
	defer g.slots.Release(1)

	t := newTally(checks)
	deadline := time.Now().Add(limits.Wall)
	for left := checks; len(left) > 0; left = t.unreached() {
		job := newJob(files, tests, left, limits)
		job.Limits.Wall = time.Until(deadline)
		if job.Limits.Wall <= 0 {
			break
		}
		e, err := g.worker.run(ctx, job)
		if err != nil {
			return course.Verdict{}, err
		}
		over, err := t.add(e)
		if err != nil {
			return course.Verdict{}, err
		}
		if over {
			break
		}
	}
	return t.verdict(limits), nil
}

func newJob(files, tests []course.File, checks []course.Check, limits course.Limits) wire.Job {
	job := wire.Job{Limits: wire.Limits(limits)}
	for _, f := range files {
		job.Files = append(job.Files, wire.File{Name: f.Name, Source: []byte(f.Source)})
	}
	for _, f := range tests {
		job.Tests = append(job.Tests, wire.File{Name: f.Name, Source: []byte(f.Source)})
	}
	for _, c := range checks {
		job.Checks = append(job.Checks, wire.Check{Test: c.Test, Seeds: max(c.Seeds, 1)})
	}
	return job
}
