package grader

import (
	"context"
	"slices"
	"sync"
	"time"

	"happensbefore/course"
)

// A class of work in the line. Lower classes go first.
type class int

const (
	answers       class = iota // somebody looks at the page and waits for a first answer
	confirmations              // the answer is there; the compiler has to say the same
	classes
)

// A line hands out workers. Within a class the learners take turns, one ticket
// each, so that nobody waits behind all of another's work. Confirmations begin
// only while no answer waits.
type line struct {
	mu      sync.Mutex
	free    [classes]int
	queues  [classes]turns
	moved   chan struct{} // closed, and made anew, whenever a place may have changed
	most    int           // tickets at once, of all classes, waiting or served
	share   int           // of one learner
	tickets int
	own     map[string]int
	workers int
}

// Turns are the tickets of one class, by learner.
type turns struct {
	order   []string // whose turn it is, the next first; each once
	waiting map[string][]*ticket
	count   int
}

// A ticket is one place in the line, and then one worker.
type ticket struct {
	line  *line
	who   string
	class class
	ready chan struct{} // closed when the worker is there
	state ticketState   // guarded by line.mu
}

type ticketState int

const (
	inLine ticketState = iota
	served
	gone
)

// perWorker is how long one in line is reckoned to take: for the advice when
// to come back, no more.
const perWorker = 100 * time.Millisecond

func newLine(free [classes]int, most, share int) *line {
	l := &line{free: free, most: most, share: share, moved: make(chan struct{}), own: map[string]int{}}
	for i := range l.queues {
		l.workers += free[i]
		l.queues[i].waiting = map[string][]*ticket{}
	}
	return l
}

// enter takes a place at the end of who's own tickets, or returns
// *course.BusyError.
func (l *line) enter(who string, c class) (*ticket, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	after := max(time.Second, time.Duration(l.tickets)*perWorker/time.Duration(l.workers))
	if l.own[who] >= l.share {
		return nil, &course.BusyError{Own: true, Before: l.own[who], After: after}
	}
	if l.tickets >= l.most {
		return nil, &course.BusyError{Before: l.tickets, After: after}
	}
	return l.admit(who, c), nil
}

// restore takes a place for what was promised before, however long the line is.
func (l *line) restore(who string, c class) *ticket {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.admit(who, c)
}

// admit must be called with mu held, like all below that say nothing else.
func (l *line) admit(who string, c class) *ticket {
	t := &ticket{line: l, who: who, class: c, ready: make(chan struct{})}
	q := &l.queues[c]
	if len(q.waiting[who]) == 0 {
		q.order = append(q.order, who)
	}
	q.waiting[who] = append(q.waiting[who], t)
	q.count++
	l.tickets++
	l.own[who]++
	l.serve()
	return t
}

// serve hands free workers to those whose turn it is.
func (l *line) serve() {
	for c := range classes {
		for l.free[c] > 0 && l.queues[c].count > 0 {
			t := l.queues[c].next()
			l.free[c]--
			t.state = served
			close(t.ready)
		}
		if l.queues[c].count > 0 {
			break
		}
	}
	close(l.moved)
	l.moved = make(chan struct{})
}

func (q *turns) next() *ticket {
	who := q.order[0]
	t := q.waiting[who][0]
	q.remove(t)
	if len(q.waiting[who]) > 0 {
		q.order = append(q.order[1:], who)
	}
	return t
}

// remove takes a ticket out, and its learner where it was the last.
func (q *turns) remove(t *ticket) {
	mine := q.waiting[t.who]
	mine = slices.Delete(mine, slices.Index(mine, t), slices.Index(mine, t)+1)
	q.count--
	if len(mine) > 0 {
		q.waiting[t.who] = mine
		return
	}
	delete(q.waiting, t.who)
	i := slices.Index(q.order, t.who)
	q.order = slices.Delete(q.order, i, i+1)
}

// wait returns when the ticket has its worker, or with the context's error.
func (t *ticket) wait(ctx context.Context) error {
	select {
	case <-t.ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the worker back, or the place in line. It may be called again.
func (t *ticket) leave() {
	l := t.line
	l.mu.Lock()
	defer l.mu.Unlock()
	switch t.state {
	case gone:
		return
	case served:
		l.free[t.class]++
	case inLine:
		l.queues[t.class].remove(t)
	}
	t.state = gone
	l.tickets--
	if l.own[t.who]--; l.own[t.who] == 0 {
		delete(l.own, t.who)
	}
	l.serve()
}

// place is how many are served before this ticket, itself included, if nobody
// else comes: 1 is the next, 0 has its worker. The channel is closed when that
// may have changed.
func (t *ticket) place() (int, <-chan struct{}) {
	l := t.line
	l.mu.Lock()
	defer l.mu.Unlock()
	if t.state != inLine {
		return 0, l.moved
	}
	q := l.queues[t.class]
	mine := slices.Index(q.waiting[t.who], t)
	place := mine + 1
	before := true // whether this learner's turn comes before t.who's
	for _, who := range q.order {
		if who == t.who {
			before = false
			continue
		}
		rounds := mine
		if before {
			rounds++
		}
		place += min(len(q.waiting[who]), rounds)
	}
	return place, l.moved
}
