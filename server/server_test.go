package server

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"happensbefore/course"
)

// TestServe stops a server while a reader waits for a verdict and another one's
// run is under way: the first is told to ask again, the second is finished.
func TestServe(t *testing.T) {
	begun, finish, polled := make(chan struct{}), make(chan struct{}), make(chan struct{})
	st := newSite(t, func(cfg *Config) {
		cfg.Runner = &waiting{Runner: cfg.Runner, begun: begun, finish: finish}
		cfg.Submitter = &polls{Submitter: cfg.Submitter, begun: polled}
	})
	who, cookie := st.guest(t)
	release := st.grader.hold()
	defer release()
	kept := st.submitted(t, who, "lamport-clock", "a-key", starterClock)

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	base := "http://" + listener.Addr().String()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	served := make(chan error, 1)
	go func() { served <- st.Serve(ctx, listener) }()

	answers := make(chan string, 2)
	ask := func(method, path, body string) {
		r, err := http.NewRequest(method, base+path, strings.NewReader(body))
		if err != nil {
			t.Error(err)
			return
		}
		r.AddCookie(cookie)
		r.Header.Set("X-Fragment", "true")
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Error(err)
			answers <- ""
			return
		}
		defer response.Body.Close()
		text, err := io.ReadAll(response.Body)
		if err != nil {
			t.Error(err)
		}
		answers <- response.Status + string(text)
	}

	go ask("GET", submissionPath(kept)+"/verdict", "")
	go ask("POST", "/run", "source=package+main")
	<-begun
	<-polled

	stop()
	poll := <-answers
	if !strings.HasPrefix(poll, "200") || !strings.Contains(poll, "data-pending") {
		t.Errorf("the poll got %s", poll)
	}
	select {
	case err := <-served:
		t.Fatalf("the server stopped while a run was under way: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	close(finish)
	if run := <-answers; !strings.HasPrefix(run, "200") || !strings.Contains(run, `data-outcome="passed"`) {
		t.Errorf("the run got %s", run)
	}
	if err := <-served; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if _, err := net.Dial("tcp", listener.Addr().String()); err == nil {
		t.Error("the listener is still open")
	}
}

// polls says when somebody waits for a verdict.
type polls struct {
	Submitter
	begun chan struct{}
}

func (p *polls) Wait(ctx context.Context, id int64) (course.Submission, error) {
	close(p.begun)
	return p.Submitter.Wait(ctx, id)
}

func TestServeReportsAListenerThatFails(t *testing.T) {
	st := newSite(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener.Close()
	if err := st.Serve(t.Context(), listener); err == nil {
		t.Error("a closed listener is served")
	}
}
