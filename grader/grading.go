package grader

import (
	"context"
	"errors"
	"iter"
	"strconv"
	"sync"

	"happensbefore/course"
)

// A grading is one submission on its way to its verdict, as far as this
// process knows. What must survive the process is in the Queue.
type grading struct {
	id  int64
	who string

	mu      sync.Mutex
	ticket  *ticket // the place in line for the first answer
	first   *course.Verdict
	over    bool          // nothing will change any more in this process
	changed chan struct{} // closed, and made anew, at every change
}

func newGrading(id int64, t *ticket) *grading {
	return &grading{id: id, who: t.who, ticket: t, changed: make(chan struct{})}
}

func (gr *grading) change(how func()) {
	gr.mu.Lock()
	defer gr.mu.Unlock()
	how()
	close(gr.changed)
	gr.changed = make(chan struct{})
}

// A stage is what a follower has been told of a grading.
type stage struct {
	place int
	first *course.Verdict
	over  bool
}

// stage is how it stands, and two channels one of which is closed when that
// may have changed.
func (gr *grading) stage() (s stage, changed, moved <-chan struct{}) {
	gr.mu.Lock()
	defer gr.mu.Unlock()
	s = stage{first: gr.first, over: gr.over}
	s.place, moved = gr.ticket.place()
	return s, gr.changed, moved
}

// grading is nil where nobody in this process is going to grade the submission.
func (g *Grader) grading(id int64) *grading {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.gradings[id]
}

// Wait returns the submission when it is graded, or as it is, with the
// context's error, when the context ends first.
func (g *Grader) Wait(ctx context.Context, id int64) (course.Submission, error) {
	var last course.Submission
	for now, err := range g.Follow(ctx, id) {
		if err != nil {
			return last, err
		}
		last = now.Submission
	}
	return last, nil
}

// Follow yields the submission's stage as it is and at every change. It ends
// after the final verdict, or with an error.
func (g *Grader) Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error] {
	return func(yield func(course.Grading, error) bool) {
		gr := g.grading(id) // asked for first, so that no verdict falls between
		s, err := g.queue.Submission(ctx, id)
		if err != nil || s.Graded() {
			yield(course.Grading{Submission: s}, err)
			return
		}
		told := stage{place: -1}
		for gr != nil {
			now, changed, moved := gr.stage()
			if now.over {
				break
			}
			if now != told && !yield(course.Grading{Submission: s, Place: now.place, First: now.first}, nil) {
				return
			}
			told = now
			select {
			case <-changed:
			case <-moved:
			case <-ctx.Done():
				yield(course.Grading{}, ctx.Err())
				return
			}
		}
		s, err = g.queue.Submission(ctx, id)
		if !yield(course.Grading{Submission: s}, err) || err != nil || s.Graded() {
			return
		}
		// This process is about to end, and the next grades it.
		<-ctx.Done()
		yield(course.Grading{}, ctx.Err())
	}
}

// Submit puts a submission on disk and in line. When it returns, the
// submission will be graded, whatever happens to this process. Where the line
// is full it returns *course.BusyError and has kept nothing.
func (g *Grader) Submit(ctx context.Context, learner int64, slug, key string, files []course.File) (course.Submission, error) {
	lab, err := g.lab(slug)
	if err != nil {
		return course.Submission{}, err
	}
	if err := expects(lab, files); err != nil {
		return course.Submission{}, err
	}
	t, busy := g.line.enter(learnerName(learner), answers)
	if busy != nil {
		// What was taken before is not refused now: sent again, it has its
		// place already.
		if _, err := g.queue.Kept(ctx, learner, key); errors.Is(err, course.ErrNotFound) {
			return course.Submission{}, busy
		} else if err != nil {
			return course.Submission{}, err
		}
	}
	s, err := g.queue.CreateSubmission(ctx, learner, slug, key, files)
	if t == nil {
		return s, err
	}
	if err != nil || s.Graded() || !g.enqueue(newGrading(s.ID, t)) {
		t.leave()
	}
	return s, err
}

func learnerName(id int64) string { return "learner " + strconv.FormatInt(id, 10) }

// enqueue says false where the submission is being graded already.
func (g *Grader) enqueue(gr *grading) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.gradings[gr.id] != nil {
		return false
	}
	g.gradings[gr.id] = gr
	g.begun = append(g.begun, gr)
	select {
	case g.more <- struct{}{}:
	default: // it is already known that there are more
	}
	return true
}

// end tells the followers that nothing more comes from this process.
func (g *Grader) end(gr *grading) {
	g.mu.Lock()
	delete(g.gradings, gr.id)
	g.mu.Unlock()
	gr.change(func() {
		gr.ticket.leave()
		gr.over = true
	})
}
