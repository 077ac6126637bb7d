package server

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"happensbefore/course"
)

// An event is one server-sent event, read as the HTML standard says.
type event struct{ name, data string }

// A listening is one open stream of events.
type listening struct {
	*bufio.Scanner
	response *http.Response
}

func listenTo(t *testing.T, url string, cookie *http.Cookie) *listening {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/event-stream")
	r.AddCookie(cookie)
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if kind := response.Header.Get("Content-Type"); response.StatusCode != 200 || !strings.HasPrefix(kind, "text/event-stream") {
		t.Fatalf("status %d, Content-Type %q", response.StatusCode, kind)
	}
	lines := bufio.NewScanner(response.Body)
	lines.Buffer(nil, 1<<20)
	lines.Split(scanEventLines)
	return &listening{lines, response}
}

// scanEventLines ends lines at CR LF, LF and CR alike. A CR at the end of what
// has come is taken for a whole line end; this server sends none.
func scanEventLines(data []byte, atEnd bool) (advance int, line []byte, err error) {
	for i, b := range data {
		switch {
		case b == '\n':
			return i + 1, data[:i], nil
		case b == '\r' && i+1 < len(data) && data[i+1] == '\n':
			return i + 2, data[:i], nil
		case b == '\r':
			return i + 1, data[:i], nil
		}
	}
	return 0, nil, nil
}

// next is the next event; false at the stream's end.
func (l *listening) next() (e event, ok bool) {
	var data []string
	for l.Scan() {
		field, value, _ := strings.Cut(l.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case l.Text() == "" && len(data) > 0:
			e.data = strings.Join(data, "\n")
			return e, true
		case field == "event":
			e.name = value
		case field == "data":
			data = append(data, value)
		}
	}
	return event{}, false
}

func (l *listening) want(t *testing.T, name string, says ...string) event {
	t.Helper()
	e, ok := l.next()
	if !ok {
		t.Fatalf("the stream ended before event %s: %v", name, l.Err())
	}
	if e.name != name {
		t.Fatalf("event %s, want %s: %s", e.name, name, e.data)
	}
	for _, said := range says {
		if !strings.Contains(e.data, said) {
			t.Errorf("event %s does not say %q: %s", name, said, e.data)
		}
	}
	return e
}

func (l *listening) wantEnd(t *testing.T) {
	t.Helper()
	if e, ok := l.next(); ok {
		t.Errorf("event %s after the end: %s", e.name, e.data)
	}
}

func passedBy(engine string) course.Verdict {
	v := judge(lamport.Checks, []course.File{{Name: "clock.go", Source: solvedClock}})
	v.Engine = engine
	return v
}

func TestStagesArriveAsTheyHappen(t *testing.T) {
	st := newSite(t)
	who, cookie := st.guest(t)
	release := st.grader.hold()
	defer release()
	kept := st.submitted(t, who, "lamport-clock", "a-key", solvedClock)

	l := listenTo(t, st.listen(t)+submissionPath(kept)+"/events", cookie)
	l.want(t, "place", "Next in line", "data-pending")
	st.grader.ahead(2)
	l.want(t, "place", "3rd in line", "data-pending")

	raced := passedBy("compiled")
	raced.Outcome, raced.Says = course.Raced, "clock.go:7 and clock.go:12 touch the same memory."
	st.grader.answer(kept.ID, passedBy("interpreted"), raced)
	first := l.want(t, "first", "data-pending", `data-outcome="passed"`, "The compiler is confirming it.")
	if strings.Contains(first.data, "/solutions") {
		t.Errorf("an answer that may be corrected opens the solutions: %s", first.data)
	}
	st.grader.change(func() {}) // what is known already is not told again

	release()
	final := l.want(t, "final", `data-outcome="raced"`, `data-line="12"`, "Compiled, with the race detector.")
	if strings.Contains(final.data, "data-pending") {
		t.Errorf("the final verdict is not final: %s", final.data)
	}
	l.wantEnd(t)
	wantNoStreams(t, st)
}

func TestWhoComesBackIsToldHowThingsStand(t *testing.T) {
	st := newSite(t)
	who, cookie := st.guest(t)
	release := st.grader.hold()
	defer release()
	kept := st.submitted(t, who, "lamport-clock", "a-key", solvedClock)
	url := st.listen(t) + submissionPath(kept) + "/events"

	l := listenTo(t, url, cookie)
	l.want(t, "place", "Next in line")
	l.response.Body.Close()
	st.grader.answer(kept.ID, passedBy("interpreted"), passedBy("compiled"))
	l = listenTo(t, url, cookie)
	l.want(t, "first", `data-outcome="passed"`)
	l.response.Body.Close()
	release()
	st.grader.work.Wait()
	for range 2 {
		l = listenTo(t, url, cookie)
		l.want(t, "final", `data-outcome="passed"`, "/solutions")
		l.wantEnd(t)
	}
	wantNoStreams(t, st)
}

// wantNoStreams waits for the handlers of readers who left.
func wantNoStreams(t *testing.T, st *site) {
	t.Helper()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		st.streams.mu.Lock()
		open := len(st.streams.open)
		st.streams.mu.Unlock()
		if open == 0 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("a stream is open though its reader left")
		}
	}
}

func TestAStreamIsItsLearnersOwn(t *testing.T) {
	st := newSite(t)
	who, _ := st.guest(t)
	release := st.grader.hold()
	defer release()
	kept := st.submitted(t, who, "lamport-clock", "a-key", starterClock)
	_, other := st.guest(t)
	for name, tt := range map[string]struct {
		cookie *http.Cookie
		want   int
	}{"another learner": {other, 404}, "a stranger": {&http.Cookie{Name: "x", Value: "y"}, 403}} {
		r := httptest.NewRequest("GET", submissionPath(kept)+"/events", nil)
		r.AddCookie(tt.cookie)
		if w := st.ask(r); w.Code != tt.want || strings.Contains(w.Body.String(), "event:") {
			t.Errorf("%s: status %d, want %d: %s", name, w.Code, tt.want, w.Body)
		}
	}
}

func TestAShutdownEndsStreams(t *testing.T) {
	st := newSite(t)
	who, cookie := st.guest(t)
	release := st.grader.hold()
	defer release()
	kept := st.submitted(t, who, "lamport-clock", "a-key", starterClock)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	served := make(chan error, 1)
	go func() { served <- st.Serve(ctx, listener) }()

	l := listenTo(t, "http://"+listener.Addr().String()+submissionPath(kept)+"/events", cookie)
	l.want(t, "place", "Next in line")
	begin := time.Now()
	stop()
	l.wantEnd(t)
	if err := <-served; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if took := time.Since(begin); took > drain/2 {
		t.Errorf("the shutdown waited %s for a stream", took)
	}
	if strings.Contains(st.log.String(), "level=ERROR") {
		t.Errorf("logged as a failure: %s", st.log)
	}
}

func askEvents(s *Server, ctx context.Context) *httptest.ResponseRecorder {
	r := httptest.NewRequest("GET", "/labs/lamport-clock/submissions/7/events", nil).WithContext(ctx)
	r.AddCookie(&http.Cookie{Name: cookieName, Value: deskToken})
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestASilentStreamBeatsAndEndsByItself(t *testing.T) {
	bubble(t, func(t *testing.T, cfg Config) {
		s, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		w := askEvents(s, t.Context())
		if took := time.Since(begin); took != streamTime {
			t.Errorf("open for %s, want %s", took, streamTime)
		}
		body := w.Body.String()
		if got, want := strings.Count(body, ":\n\n"), int(streamTime/heartbeat); got != want {
			t.Errorf("%d beats in %s, want %d: %q", got, streamTime, want, body)
		}
		if got := strings.Count(body, "event: "); got != 1 || !strings.HasPrefix(body, "retry: 1000\n\nevent: place\n") {
			t.Errorf("%d events, want the place once: %q", got, body)
		}
		if w.Code != 200 || w.Flushed != true {
			t.Errorf("status %d, flushed %v", w.Code, w.Flushed)
		}
		synctest.Wait()
	})
}

func TestAStreamEndsWithItsReader(t *testing.T) {
	bubble(t, func(t *testing.T, cfg Config) {
		s, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		ctx, leave := context.WithCancel(t.Context())
		time.AfterFunc(2*time.Second, leave)
		begin := time.Now()
		askEvents(s, ctx)
		if took := time.Since(begin); took != 2*time.Second {
			t.Errorf("ended after %s, want 2 s", took)
		}
		if len(s.streams.open) != 0 {
			t.Errorf("counted as open: %v", s.streams.open)
		}
		synctest.Wait() // and whoever followed the grading for it
	})
}

func TestOneClientHasSoManyStreamsAndNoMore(t *testing.T) {
	st := newSite(t)
	who, cookie := st.guest(t)
	release := st.grader.hold()
	defer release()
	kept := st.submitted(t, who, "lamport-clock", "a-key", starterClock)
	base := st.listen(t)

	var open []*listening
	for range streamsEach {
		l := listenTo(t, base+submissionPath(kept)+"/events", cookie)
		l.want(t, "place")
		open = append(open, l)
	}
	ask := func(from string) *httptest.ResponseRecorder {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		r := httptest.NewRequest("GET", submissionPath(kept)+"/events", nil).WithContext(ctx)
		r.RemoteAddr = from
		r.AddCookie(cookie)
		return st.ask(r)
	}
	if w := ask("127.0.0.1:999"); w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "" {
		t.Errorf("one too many: status %d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	if w := ask("192.0.2.1:999"); w.Code != 200 || !strings.Contains(w.Body.String(), "event: place") {
		t.Errorf("another client: status %d: %s", w.Code, w.Body)
	}
	for _, l := range open {
		l.response.Body.Close()
	}
	wantNoStreams(t, st)
	if w := ask("127.0.0.1:999"); w.Code != 200 {
		t.Errorf("after the others left: status %d", w.Code)
	}
}

func TestWhatALearnersCodePrintsCannotForgeAnEvent(t *testing.T) {
	st := newSite(t)
	who, cookie := st.guest(t)
	release := st.grader.hold()
	defer release()
	kept := st.submitted(t, who, "lamport-clock", "a-key", starterClock)
	final := judge(lamport.Checks, lamport.Starter)
	final.Output = "a\revent: final\rdata: forged\r\rb\r\n\r\nevent: final\ndata: forged\n\nc"
	st.grader.answer(kept.ID, final, final)
	release()
	st.grader.work.Wait()

	l := listenTo(t, st.listen(t)+submissionPath(kept)+"/events", cookie)
	l.want(t, "final", "a\nevent: final\ndata: forged\n\nb\n\nevent: final\ndata: forged\n\nc</pre>", "</section>")
	l.wantEnd(t)
}

// A breaking submitter follows up to a point.
type breaking struct {
	Submitter
	after int
}

func (b breaking) Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error] {
	return func(yield func(course.Grading, error) bool) {
		for range b.after {
			if !yield(course.Grading{Submission: course.Submission{ID: id, Lab: "lamport-clock", Learner: 1}, Place: 1}, nil) {
				return
			}
		}
		yield(course.Grading{}, errors.New("disk /dev/sda1 on fire"))
	}
}

func TestAStreamThatBreaksIsLoggedOnce(t *testing.T) {
	for name, tt := range map[string]struct{ steps, want int }{"before it began": {0, 500}, "later": {1, 200}} {
		t.Run(name, func(t *testing.T) {
			st := newSite(t, func(cfg *Config) { cfg.Submitter = breaking{cfg.Submitter, tt.steps} })
			who, cookie := st.guest(t)
			release := st.grader.hold()
			defer release()
			kept := st.submitted(t, who, "lamport-clock", "a-key", starterClock)
			srv := httptest.NewServer(st)
			defer srv.Close()
			r, err := http.NewRequest("GET", srv.URL+submissionPath(kept)+"/events", nil)
			if err != nil {
				t.Fatal(err)
			}
			r.AddCookie(cookie)
			response, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			body, err := io.ReadAll(response.Body)
			if err != nil || response.StatusCode != tt.want || strings.Contains(string(body), "sda1") {
				t.Errorf("status %d, want %d, error %v: %s", response.StatusCode, tt.want, err, body)
			}
			if got := strings.Count(st.log.String(), "sda1"); got != 1 {
				t.Errorf("in the log %d times, want once: %s", got, st.log)
			}
		})
	}
}
