package grader

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"happensbefore/course"
	"happensbefore/grader/tally"
)

// Serve grades what is pending and what comes, until the context ends. What is
// then still without a verdict is graded after the next start. It keeps spare
// workers, and leaves none of them behind.
func (g *Grader) Serve(ctx context.Context) error {
	pending, err := g.queue.Pending(ctx)
	if err != nil {
		return fmt.Errorf("grader: %w", err)
	}
	for _, s := range pending {
		t := g.line.restore(learnerName(s.Learner), answers)
		if !g.enqueue(newGrading(s.ID, t)) {
			t.leave()
		}
	}
	var running sync.WaitGroup
	defer running.Wait()
	running.Go(func() { g.spares.keep(ctx) })
	for {
		for _, gr := range g.take() {
			running.Go(func() { g.settle(ctx, gr) })
		}
		select {
		case <-g.more:
		case <-ctx.Done():
			return nil
		}
	}
}

// take are the gradings that nobody has taken yet.
func (g *Grader) take() []*grading {
	g.mu.Lock()
	defer g.mu.Unlock()
	begun := g.begun
	g.begun = nil
	return begun
}

// The pauses before a grading is tried again that failed through our own fault,
// each four times the one before. It is tried without end: a disk that was full
// for an hour must not leave anybody waiting until somebody starts the server
// anew.
const (
	firstRetry   = 250 * time.Millisecond
	longestRetry = 5 * time.Minute
)

// settle grades one submission to its end.
func (g *Grader) settle(ctx context.Context, gr *grading) {
	defer g.end(gr)
	pause := firstRetry
	for try := 1; ; try++ {
		if try > 1 {
			gr.change(func() { gr.ticket, gr.first = g.line.restore(gr.who, answers), nil })
		}
		if err := gr.ticket.wait(ctx); err != nil {
			return // pending on disk; nothing is lost
		}
		err := g.gradeKept(ctx, gr)
		if err == nil || ctx.Err() != nil {
			return
		}
		g.log.Error("grading", "submission", gr.id, "try", try, "err", err)
		gr.ticket.leave()
		select {
		case <-time.After(pause):
			pause = min(4*pause, longestRetry)
		case <-ctx.Done():
			return
		}
	}
}

func (g *Grader) gradeKept(ctx context.Context, gr *grading) error {
	s, err := g.queue.Submission(ctx, gr.id)
	if err != nil || s.Graded() {
		return err
	}
	gr.change(func() {}) // it has left the line
	lab, err := g.lab(s.Lab)
	var final judgement
	switch {
	case errors.Is(err, course.ErrNotFound):
		final.verdict = course.Verdict{Says: "Not graded: this lab is no longer part of the course.", Engine: tally.Interpreted}
	case err != nil:
		return err
	default:
		first := func(v *course.Verdict) {
			gr.ticket.leave() // whoever is next need not wait for the compiler
			gr.change(func() { gr.first = v })
		}
		if final, err = g.both(ctx, gr.who, hidden(lab, s.Files), first); err != nil {
			return err
		}
	}
	// A verdict that is there must be kept even if the server is asked to stop now.
	ctx = context.WithoutCancel(ctx)
	if final.corrects != nil {
		if err := g.queue.KeepDisagreement(ctx, gr.id, *final.corrects, final.verdict); err != nil {
			return err
		}
		g.log.Warn("the engines disagree", "submission", gr.id, "interpreted", final.corrects.Outcome.String(), "compiled", final.verdict.Outcome.String())
	}
	err = g.queue.KeepVerdict(ctx, gr.id, final.verdict)
	if errors.Is(err, course.ErrConflict) {
		return nil // graded at least once; the first verdict counts
	}
	return err
}
