package server

import (
	"context"
	"iter"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"happensbefore/course"
)

// bubble runs a test in virtual time. SQLite does not live in one, so the store
// here is a desk: one learner, whose submissions are graded when the test says so.
func bubble(t *testing.T, test func(t *testing.T, cfg Config)) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk()
		test(t, Config{
			Book: newBook(), Labs: fakeLabs{}, Runner: &fakeGrader{}, Submitter: d, Submissions: d, Learners: d, Reading: d,
			Health: newHealth(), Assets: fakeAssets{}, Log: slog.New(slog.DiscardHandler),
		})
	})
}

// deskToken is the token of the desk's one learner.
const deskToken = "the-one-learner"

type desk struct {
	mu     sync.Mutex // guards kept
	kept   map[int64]course.Submission
	graded map[int64]chan struct{}
}

func newDesk() *desk {
	return &desk{
		kept:   map[int64]course.Submission{7: {ID: 7, Learner: 1, Lab: "lamport-clock", Files: lamport.Starter, At: time.Now()}},
		graded: map[int64]chan struct{}{7: make(chan struct{})},
	}
}

func (d *desk) grade(id int64, v course.Verdict) {
	d.mu.Lock()
	defer d.mu.Unlock()
	kept := d.kept[id]
	kept.Verdict = &v
	d.kept[id] = kept
	close(d.graded[id])
}

func (d *desk) Submit(context.Context, int64, string, string, []course.File) (course.Submission, error) {
	return course.Submission{}, course.ErrConflict
}

func (d *desk) Wait(ctx context.Context, id int64) (course.Submission, error) {
	select {
	case <-d.graded[id]:
		return d.Submission(ctx, id)
	case <-ctx.Done():
		return course.Submission{}, ctx.Err()
	}
}

// Follow has two stages: in line, and graded.
func (d *desk) Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error] {
	return func(yield func(course.Grading, error) bool) {
		kept, err := d.Submission(ctx, id)
		if err == nil && !kept.Graded() {
			if !yield(course.Grading{Submission: kept, Place: 1}, nil) {
				return
			}
			kept, err = d.Wait(ctx, id)
		}
		yield(course.Grading{Submission: kept}, err)
	}
}

func (d *desk) Submission(ctx context.Context, id int64) (course.Submission, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	kept, ok := d.kept[id]
	if !ok {
		return kept, course.ErrNotFound
	}
	return kept, nil
}

func (d *desk) Submissions(ctx context.Context, learner int64, lab string) ([]course.Submission, error) {
	kept, err := d.Submission(ctx, 7)
	return []course.Submission{kept}, err
}

func (d *desk) NewGuest(context.Context) (course.Learner, string, error) {
	return course.Learner{ID: 1}, deskToken, nil
}

func (d *desk) LearnerByToken(_ context.Context, token string) (course.Learner, error) {
	if token != deskToken {
		return course.Learner{}, course.ErrNotFound
	}
	return course.Learner{ID: 1}, nil
}

func (d *desk) MarkRead(context.Context, int64, string) error { return nil }

// Progress counts the failures of the graded submissions.
func (d *desk) Progress(ctx context.Context, learner int64) (course.Progress, error) {
	standing := course.Standing{Lab: "lamport-clock", Failures: map[string]int{}}
	if kept, err := d.Submission(ctx, 7); err == nil && kept.Graded() {
		standing.Attempts = 1
		for _, c := range kept.Verdict.Checks {
			if !c.Passed {
				standing.Failures[c.Test]++
			}
		}
	}
	return course.Progress{Standings: map[string]course.Standing{"lamport-clock": standing}}, nil
}
