// Package grader turns submissions into verdicts. It is the parent side: the
// durable queue, the workers' processes and limits, and the verdict made of
// what they report. It imports course, labs and grader/…, and trusts nothing
// that a worker says beyond what a listed check can say once.
package grader

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"sync"

	"happensbefore/course"
	"happensbefore/grader/compiled"
	"happensbefore/labs"
)

// Shelf is where labs are, hidden tests included.
type Shelf interface {
	Secret(slug string) (*labs.Lab, error)
}

// Queue keeps submissions on disk until they have their verdict.
type Queue interface {
	// CreateSubmission keeps a submission. The same learner and key again
	// return the first one.
	CreateSubmission(ctx context.Context, learner int64, lab, key string, files []course.File) (course.Submission, error)
	// Pending are all submissions without a verdict, the oldest first.
	Pending(ctx context.Context) ([]course.Submission, error)
	Submission(ctx context.Context, id int64) (course.Submission, error)
	// Kept is the submission under the learner's key, or course.ErrNotFound.
	Kept(ctx context.Context, learner int64, key string) (course.Submission, error)
	// KeepDisagreement keeps that the engines contradict each other; again is harmless.
	KeepDisagreement(ctx context.Context, id int64, interpreted, compiled course.Verdict) error
	// KeepVerdict ends a submission; a second verdict is course.ErrConflict.
	KeepVerdict(ctx context.Context, id int64, v course.Verdict) error
}

// A Config is what a grader works with.
type Config struct {
	Shelf     Shelf
	Queue     Queue // nil where nothing is submitted
	Worker    Worker
	Toolchain *compiled.Toolchain // nil where there is none: verdicts are then the interpreter's
	Log       *slog.Logger

	Workers int // that interpret at once, and as many that compile; 0: one a processor
	Spares  int // workers kept ready for a job while Serve runs; 0: as many as interpret at once; below 0: none
	Line    int // answers and confirmations at once, waiting or under way; 0: 400
	Share   int // of one learner's; 0: 8
}

// A Grader grades. Its zero value is not usable; see New.
type Grader struct {
	shelf     Shelf
	queue     Queue
	worker    Worker
	toolchain *compiled.Toolchain
	log       *slog.Logger
	line      *line
	spares    *spares

	mu       sync.Mutex
	gradings map[int64]*grading // in line or being graded
	begun    []*grading         // those that nobody has taken up yet
	more     chan struct{}      // holds a token when begun may have grown
}

// New makes a grader.
func New(c Config) *Grader {
	or := func(n, otherwise int) int {
		if n > 0 {
			return n
		}
		return otherwise
	}
	workers := or(c.Workers, runtime.NumCPU())
	spares := 0
	if c.Spares >= 0 {
		spares = or(c.Spares, workers)
	}
	return &Grader{
		shelf: c.Shelf, queue: c.Queue, worker: c.Worker, toolchain: c.Toolchain, log: c.Log,
		line:     newLine([classes]int{workers, workers}, or(c.Line, 400), or(c.Share, 8)),
		spares:   newSpares(c.Worker, spares, c.Log),
		gradings: map[int64]*grading{},
		more:     make(chan struct{}, 1),
	}
}

// lab finds a lab that can be graded.
func (g *Grader) lab(slug string) (*labs.Lab, error) {
	lab, err := g.shelf.Secret(slug)
	if err != nil {
		return nil, fmt.Errorf("grader: lab %s: %w", slug, err)
	}
	if len(lab.Problems) > 0 {
		return nil, &course.InvalidError{Field: "lab", Reason: "this lab's file has faults that its author has to mend before anything can be graded"}
	}
	return lab, nil
}

// expects refuses files that are not the starter's by name.
func expects(lab *labs.Lab, files []course.File) error {
	given := map[string]bool{}
	for _, f := range files {
		given[f.Name] = true
	}
	var names []string
	same := len(given) == len(files) && len(files) == len(lab.Starter)
	for _, f := range lab.Starter {
		names = append(names, f.Name)
		same = same && given[f.Name]
	}
	if !same {
		return &course.InvalidError{Field: "files", Reason: "this lab takes exactly " + strings.Join(names, ", ")}
	}
	return nil
}
