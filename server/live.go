package server

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"happensbefore/course"
	"happensbefore/templates"
)

// reopenLive is when a page of a preview opens its next stream. A change
// meanwhile waits for it.
const reopenLive = 100 * time.Millisecond

// live tells the pages that are open in a browser that what they show has
// changed. Only a preview has any. Its zero value is ready.
type live struct {
	mu      sync.Mutex // guards the rest
	state   liveState
	changed chan struct{} // closed at the next change
}

type liveState struct {
	version int
	banner  string // HTML: what is wrong beside the pages' own problems
}

func (l *live) now() liveState {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

// follow is how things stand, and a channel that is closed when they change.
func (l *live) follow() (liveState, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.changed == nil {
		l.changed = make(chan struct{})
	}
	return l.state, l.changed
}

// step begins the next version, of which tell tells once it can be asked for.
func (l *live) step(banner string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state = liveState{l.state.version + 1, banner}
}

func (l *live) tell() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.changed != nil {
		close(l.changed)
		l.changed = nil
	}
}

// Changed renders anew, as Reload does, and has every open page of a preview
// bring itself up to date. The faults are those of no page in particular, such
// as the outline's; each page shows them.
func (s *Server) Changed(faults []course.Problem) error {
	banner, err := render(context.Background(), templates.Faults(faults))
	if err != nil {
		return err
	}
	s.live.step(string(banner))
	if err := s.Reload(); err != nil {
		return err
	}
	s.live.tell()
	return nil
}

// changes is the stream that a preview's pages listen to. Each event is named
// changed, its id is the version and its data the banner; the first tells how
// things stand.
func (s *Server) changes(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	ctx, cancel := context.WithTimeout(r.Context(), streamTime)
	defer cancel()
	defer context.AfterFunc(s.polls, cancel)()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no")
	out := &stream{w: w, flush: http.NewResponseController(w).Flush}
	out.say("retry: " + strconv.FormatInt(reopenLive.Milliseconds(), 10) + "\n\n")
	for out.err == nil {
		now, changed := s.live.follow()
		out.say("event: changed\nid: " + strconv.Itoa(now.version) + "\ndata: " + lineEnds.Replace(strings.TrimSpace(now.banner)) + "\n\n")
		if r.Method == http.MethodHead {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil
		}
	}
	return nil
}
