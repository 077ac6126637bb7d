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
	return course.Verdict{}, nil
}
