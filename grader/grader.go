// Package grader turns submissions into verdicts. It is the parent side: the
// durable queue, the workers' processes and limits, and the verdict made of
// what they report. It imports course, labs and grader/…, and trusts nothing
// that a worker says beyond what a listed check can say once.
package grader

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"

	"golang.org/x/sync/semaphore"

	"happensbefore/course"
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
	// KeepVerdict ends a submission; a second verdict is course.ErrConflict.
	KeepVerdict(ctx context.Context, id int64, v course.Verdict) error
}

// A Grader grades. Its zero value is not usable; see New.
type Grader struct {
	shelf  Shelf
	queue  Queue
	worker Worker
	log    *slog.Logger
	slots  *semaphore.Weighted // one for each worker that may run at once

	mu      sync.Mutex
	waiting []int64                 // submissions to grade, the oldest first
	queued  map[int64]chan struct{} // those in waiting or being graded; closed when graded
	more    chan struct{}           // holds a token when waiting may have grown
}

// New makes a grader of at most slots workers at once. The queue may be nil
// where nothing is submitted.
func New(shelf Shelf, queue Queue, worker Worker, slots int, log *slog.Logger) *Grader {
	return &Grader{
		shelf: shelf, queue: queue, worker: worker, log: log,
		slots:  semaphore.NewWeighted(int64(slots)),
		queued: map[int64]chan struct{}{},
		more:   make(chan struct{}, 1),
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
