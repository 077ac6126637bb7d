package grader

import (
	"context"

	"happensbefore/course"
	"happensbefore/grader/wire"
)

// A Toolchain compiles.
type Toolchain interface {
	Build(ctx context.Context, job wire.Job, nice int) ([]wire.Diagnostic, error)
}

func (g *Grader) compile(ctx context.Context, t task, nice int) (course.Verdict, error) {
	tally, err := g.compiled(ctx, t, nice)
	if err != nil {
		return course.Verdict{}, err
	}
	return tally.verdict(t.limits), nil
}

func (g *Grader) compiled(ctx context.Context, t task, nice int) (*tally, error) {
	return nil, nil
}
