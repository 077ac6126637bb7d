package grader

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"happensbefore/course"
)

// Submit puts a submission on disk and in the queue. When it returns, the
// submission will be graded, whatever happens to this process.
func (g *Grader) Submit(ctx context.Context, learner int64, slug, key string, files []course.File) (course.Submission, error) {
	lab, err := g.lab(slug)
	if err != nil {
		return course.Submission{}, err
	}
	if err := expects(lab, files); err != nil {
		return course.Submission{}, err
	}
	s, err := g.queue.CreateSubmission(ctx, learner, slug, key, files)
	if err != nil {
		return course.Submission{}, fmt.Errorf("grader: %w", err)
	}
	if !s.Graded() {
		g.enqueue(s.ID)
	}
	return s, nil
}

// Wait returns the submission when it is graded, or as it is, with the
// context's error, when the context ends first.
func (g *Grader) Wait(ctx context.Context, id int64) (course.Submission, error) {
	graded := g.graded(id) // asked for first, so that no announcement falls between
	s, err := g.queue.Submission(ctx, id)
	if err != nil || s.Graded() {
		return s, err
	}
	select {
	case <-graded:
		return g.queue.Submission(ctx, id)
	case <-ctx.Done():
		return s, ctx.Err()
	}
}

// Follow yields the submission's progress as it is and at every change. It ends
// after the final verdict, or with an error.
func (g *Grader) Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error] {
	return func(yield func(course.Grading, error) bool) {
		s, err := g.queue.Submission(ctx, id)
		if !yield(course.Grading{Submission: s}, err) || err != nil || s.Graded() {
			return
		}
		s, err = g.Wait(ctx, id)
		yield(course.Grading{Submission: s}, err)
	}
}

// Serve grades what is pending and what comes, until the context ends. What is
// then still without a verdict is graded after the next start.
func (g *Grader) Serve(ctx context.Context, graders int) error {
	pending, err := g.queue.Pending(ctx)
	if err != nil {
		return fmt.Errorf("grader: %w", err)
	}
	for _, s := range pending {
		g.enqueue(s.ID)
	}
	var running sync.WaitGroup
	for range graders {
		running.Go(func() { g.loop(ctx) })
	}
	running.Wait()
	return nil
}

func (g *Grader) loop(ctx context.Context) {
	for {
		id, ok := g.next()
		if !ok {
			select {
			case <-g.more:
				continue
			case <-ctx.Done():
				return
			}
		}
		g.settle(ctx, id)
		if ctx.Err() != nil {
			return
		}
	}
}

// How often, and after which pauses, a grading is tried that fails through our
// own fault. After the last the submission stays pending until the next start.
const (
	tries      = 4
	firstPause = 250 * time.Millisecond
)

// settle grades one submission to its end.
func (g *Grader) settle(ctx context.Context, id int64) {
	pause := firstPause
	for try := 1; ; try++ {
		err := g.gradeKept(ctx, id)
		if err == nil {
			g.announce(id)
			return
		}
		if ctx.Err() != nil {
			return // pending on disk; nothing is lost
		}
		g.log.Error("grading", "submission", id, "try", try, "err", err)
		if try == tries {
			return
		}
		select {
		case <-time.After(pause):
			pause *= 4
		case <-ctx.Done():
			return
		}
	}
}

func (g *Grader) gradeKept(ctx context.Context, id int64) error {
	s, err := g.queue.Submission(ctx, id)
	if err != nil || s.Graded() {
		return err
	}
	lab, err := g.lab(s.Lab)
	var verdict course.Verdict
	switch {
	case errors.Is(err, course.ErrNotFound):
		verdict = course.Verdict{Says: "Not graded: this lab is no longer part of the course.", Engine: engineInterpreted}
	case err != nil:
		return err
	default:
		if verdict, err = g.Grade(ctx, lab, s.Files); err != nil {
			return err
		}
	}
	// A verdict that is there must be kept even if the server is asked to stop now.
	err = g.queue.KeepVerdict(context.WithoutCancel(ctx), id, verdict)
	if errors.Is(err, course.ErrConflict) {
		return nil // graded at least once; the first verdict counts
	}
	return err
}

func (g *Grader) enqueue(id int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.queued[id] != nil {
		return
	}
	g.queued[id] = make(chan struct{})
	g.waiting = append(g.waiting, id)
	g.wake()
}

// wake must be called with mu held.
func (g *Grader) wake() {
	select {
	case g.more <- struct{}{}:
	default:
	}
}

func (g *Grader) next() (int64, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) == 0 {
		return 0, false
	}
	id := g.waiting[0]
	g.waiting = g.waiting[1:]
	if len(g.waiting) > 0 {
		g.wake() // for the next loop
	}
	return id, true
}

// graded is closed when the submission gets its verdict. It is nil, and so
// never ready, where nobody is going to grade it.
func (g *Grader) graded(id int64) <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.queued[id]
}

func (g *Grader) announce(id int64) {
	g.mu.Lock()
	defer g.mu.Unlock()
	close(g.queued[id])
	delete(g.queued, id)
}
