package server

import (
	"bytes"
	"context"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	"happensbefore/course"
	"happensbefore/templates"
)

const (
	// streamTime is how long one stream of events lasts; the browser then opens
	// the next by itself and is told how things stand. Below patience, and short
	// enough that a reader whose connection died unnoticed is not kept for long.
	streamTime = 25 * time.Second
	// heartbeat is below what proxies allow a connection to be silent.
	heartbeat = 10 * time.Second
	// reopen is when a browser opens the next stream.
	reopen = time.Second
	// streamsEach is how many streams one client's address may have open: a
	// class behind one address, each of whom has just submitted. Who finds no
	// room polls for the verdict instead.
	streamsEach = 64
)

// events tells a submission's own learner how it comes along, as server-sent
// events: place, the fragment while it waits; first, the interpreter's answer;
// final, the verdict, after which there is nothing more to tell.
func (s *Server) events(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, kept, err := s.ownLab(r, who)
	if err != nil {
		return err
	}
	from := client(r, s.Proxies)
	if !s.streams.enter(from) {
		return &refusal{status: http.StatusTooManyRequests, after: reopen}
	}
	defer s.streams.leave(from)

	ctx, cancel := context.WithTimeout(r.Context(), streamTime)
	defer cancel()
	defer context.AfterFunc(s.polls, cancel)()
	steps := s.follow(ctx, kept.ID)
	now, more := <-steps
	if now.err != nil && ctx.Err() == nil {
		return now.err // nothing is out yet: it can still be a page
	}

	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // nginx would collect events until it has a page of them
	out := &stream{w: w, flush: http.NewResponseController(w).Flush}
	out.say("retry: " + strconv.FormatInt(reopen.Milliseconds(), 10) + "\n\n")
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for more && r.Method != http.MethodHead {
		if err := s.tell(ctx, out, who, lab, now); err != nil {
			if ctx.Err() == nil {
				// Too late for a page. The browser asks again and meets it then.
				s.Log.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "err", err)
			}
			return nil
		}
		if now.Submission.Graded() {
			return nil
		}
		now, more = out.await(ctx, steps, beat.C)
	}
	return nil
}

// A step of a grading is a stage of it, or why there are no more.
type step struct {
	course.Grading
	err error
}

// follow yields the submission's steps to a channel, so that a stream can have
// a heartbeat meanwhile. It is closed after the last.
func (s *Server) follow(ctx context.Context, id int64) <-chan step {
	steps := make(chan step)
	go func() {
		defer close(steps)
		for g, err := range s.Submitter.Follow(ctx, id) {
			select {
			case steps <- step{g, err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return steps
}

// tell sends the stage as an event, unless the reader knows it already.
func (s *Server) tell(ctx context.Context, out *stream, who course.Learner, lab *course.Lab, now step) error {
	if now.err != nil {
		return now.err
	}
	view, err := s.verdictView(ctx, who, lab, now.Grading)
	if err != nil {
		return err
	}
	fragment, err := render(ctx, templates.Verdict(view))
	if err != nil {
		return err
	}
	name := "place"
	switch {
	case now.Submission.Graded():
		name = "final"
	case now.First != nil:
		name = "first"
	}
	out.event(name, fragment)
	return nil
}

// A stream writes server-sent events. After an error, which is the reader's
// leaving, it writes no more.
type stream struct {
	w     http.ResponseWriter
	flush func() error
	last  []byte
	err   error
}

// lineEnds ends a line wherever the browser would see an end: a carriage
// return that a learner's program printed must not begin a field of its own.
var lineEnds = strings.NewReplacer("\r\n", "\ndata: ", "\r", "\ndata: ", "\n", "\ndata: ")

func (st *stream) event(name string, fragment []byte) {
	if bytes.Equal(fragment, st.last) {
		return
	}
	st.last = fragment
	st.say("event: " + name + "\ndata: " + lineEnds.Replace(string(fragment)) + "\n\n")
}

// await is the next step, and whether there is one. Meanwhile it keeps the
// connection alive.
func (st *stream) await(ctx context.Context, steps <-chan step, beat <-chan time.Time) (step, bool) {
	for st.err == nil {
		select {
		case next, more := <-steps:
			return next, more
		case <-beat:
			st.say(":\n\n")
		case <-ctx.Done():
			return step{}, false
		}
	}
	return step{}, false
}

func (st *stream) say(text string) {
	if st.err != nil {
		return
	}
	if _, st.err = st.w.Write([]byte(text)); st.err == nil {
		st.err = st.flush()
	}
}

// Streams are the open streams of each client's address. The zero value is
// ready.
type streams struct {
	mu   sync.Mutex // guards open
	open map[netip.Addr]int
}

func (st *streams) enter(client netip.Addr) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.open[client] >= streamsEach {
		return false
	}
	if st.open == nil {
		st.open = make(map[netip.Addr]int)
	}
	st.open[client]++
	return true
}

func (st *streams) leave(client netip.Addr) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.open[client]--; st.open[client] == 0 {
		delete(st.open, client)
	}
}
