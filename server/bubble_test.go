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
			Book: newBook(), Labs: fakeLabs{}, Runner: &fakeGrader{}, Submitter: d, Submissions: d, Learners: d, Reading: d, Pages: newDated(),
			Places: unasked, Handovers: unasked, Journal: unasked, Choices: unasked, Schedule: unasked, Notes: unasked,
			Health: newHealth(), Histories: fakeHistories{}, Search: noSearch{}, Assets: fakeAssets{}, Log: slog.New(slog.DiscardHandler),
		})
	})
}

// unasked is what nothing here asks for anything.
var unasked struct {
	noPlaces
	noHandovers
	noWritings
	noChoices
	noSchedule
	noNotes
}

// An embedded interface must not be called as one of its methods is.
type (
	noPlaces    = Places
	noHandovers = Handovers
	noWritings  = Journal
	noChoices   = Choices
	noSchedule  = Schedule
	noNotes     = Notes
)

// deskToken is the token of the desk's one learner.
const deskToken = "the-one-learner"

type desk struct {
	mu      sync.Mutex // guards the rest
	now     map[int64]course.Grading
	changed chan struct{} // closed, and made anew, at every change
}

func newDesk() *desk {
	kept := course.Submission{ID: 7, Learner: 1, Lab: "lamport-clock", Files: lamport.Starter, At: time.Now()}
	return &desk{
		now:     map[int64]course.Grading{7: {Submission: kept, Place: 1}},
		changed: make(chan struct{}),
	}
}

func (d *desk) grade(id int64, v course.Verdict) {
	d.change(id, func(now *course.Grading) { now.Place, now.First, now.Submission.Verdict = 0, nil, &v })
}

func (d *desk) change(id int64, how func(*course.Grading)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now[id]
	how(&now)
	d.now[id] = now
	close(d.changed)
	d.changed = make(chan struct{})
}

func (d *desk) Submit(context.Context, int64, string, string, []course.File) (course.Submission, error) {
	return course.Submission{}, course.ErrConflict
}

func (d *desk) Wait(ctx context.Context, id int64) (course.Submission, error) {
	var last course.Submission
	for now, err := range d.Follow(ctx, id) {
		if err != nil {
			return last, err
		}
		last = now.Submission
	}
	return last, nil
}

func (d *desk) Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error] {
	return func(yield func(course.Grading, error) bool) {
		for {
			d.mu.Lock()
			now, ok := d.now[id]
			changed := d.changed
			d.mu.Unlock()
			if !ok {
				yield(now, course.ErrNotFound)
				return
			}
			if !yield(now, nil) || now.Submission.Graded() {
				return
			}
			select {
			case <-changed:
			case <-ctx.Done():
				yield(course.Grading{}, ctx.Err())
				return
			}
		}
	}
}

func (d *desk) Submission(ctx context.Context, id int64) (course.Submission, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now, ok := d.now[id]
	if !ok {
		return course.Submission{}, course.ErrNotFound
	}
	return now.Submission, nil
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
