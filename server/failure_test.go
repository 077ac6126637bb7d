package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"happensbefore/course"
)

func run() *http.Request {
	r := httptest.NewRequest("POST", "/run", strings.NewReader("source=package+main"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

func TestErrorsBecomePages(t *testing.T) {
	const inside = "disk /dev/sda1 on fire"
	tests := []struct {
		name   string
		err    error
		status int
		says   string
		retry  string
		logged bool
	}{
		{"something that is not there", fmt.Errorf("store: submission 7: %s: %w", inside, course.ErrNotFound), 404, "nothing at this address", "", false},
		{"something that is not theirs", fmt.Errorf("store: %s: %w", inside, course.ErrForbidden), 403, "", "", false},
		{"somebody was faster", fmt.Errorf("store: %s: %w", inside, course.ErrConflict), 409, "Load the page again", "", false},
		{"a field that cannot be accepted", fmt.Errorf("grader: %w", &course.InvalidError{Field: "file.clock.go", Reason: "is <empty>"}), 422, "file.clock.go: is &lt;empty&gt;", "", false},
		{"more than the limit", fmt.Errorf("server: %w", &http.MaxBytesError{Limit: 5}), 413, "too large", "", false},
		{"out of time", fmt.Errorf("store: %s: %w", inside, context.DeadlineExceeded), 503, "", "5", true},
		{"stopped by somebody else", fmt.Errorf("grader: %s: %w", inside, context.Canceled), 503, "", "5", true},
		{"our fault", errors.New(inside), 500, "Our fault", "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			st := newSite(t)
			st.grader.breakDown(tt.err)
			w := st.ask(run())
			if w.Code != tt.status {
				t.Fatalf("status %d, want %d", w.Code, tt.status)
			}
			body := w.Body.String()
			if !strings.Contains(body, tt.says) {
				t.Errorf("does not say %q: %s", tt.says, body)
			}
			if strings.Contains(body, inside) {
				t.Errorf("lets out what is inside: %s", body)
			}
			if got := w.Header().Get("Retry-After"); got != tt.retry {
				t.Errorf("Retry-After: %q, want %q", got, tt.retry)
			}
			if got := w.Header().Get("Cache-Control"); got != "no-store" {
				t.Errorf("Cache-Control: %q", got)
			}
			want := 0
			if tt.logged {
				want = 1
			}
			if got := strings.Count(st.log.String(), "level=ERROR"); got != want {
				t.Errorf("logged as an error %d times, want %d: %s", got, want, st.log)
			}
			if tt.logged && !strings.Contains(st.log.String(), tt.err.Error()) {
				t.Errorf("the log does not say what it was: %s", st.log)
			}
		})
	}
}

func TestAReaderWhoLeftIsNotAFailure(t *testing.T) {
	st := newSite(t)
	ctx, leave := context.WithCancel(t.Context())
	leave()
	st.grader.breakDown(context.Canceled)
	w := st.ask(run().WithContext(ctx))
	if w.Code != gone || w.Body.Len() != 0 {
		t.Errorf("status %d with %d bytes, want %d with none", w.Code, w.Body.Len(), gone)
	}
	if strings.Contains(st.log.String(), "level=ERROR") {
		t.Errorf("logged as an error: %s", st.log)
	}
}

// A panicking runner stands for any bug.
type panicking struct{ Runner }

func (panicking) Example(context.Context, string, string) (course.Verdict, error) {
	panic("index out of range [7]")
}

func TestAPanicIsAFailedRequest(t *testing.T) {
	st := newSite(t, func(cfg *Config) { cfg.Runner = panicking{} })
	w := st.ask(run())
	if w.Code != http.StatusInternalServerError {
		t.Fatalf("status %d, want 500", w.Code)
	}
	if strings.Contains(w.Body.String(), "index out of range") {
		t.Errorf("lets out what is inside: %s", w.Body)
	}
	log := st.log.String()
	if strings.Count(log, "level=ERROR") != 1 || !strings.Contains(log, "index out of range [7]") || !strings.Contains(log, "failure_test.go") {
		t.Errorf("want it once in the log, with its stack: %s", log)
	}
	if w := st.ask(httptest.NewRequest("GET", "/", nil)); w.Code != 200 {
		t.Errorf("the next request: status %d", w.Code)
	}
}

// TestAnAnswerThatBreaksOffIsNotTakenForWhole panics when half a page is out:
// the connection must end without the page's end.
func TestAnAnswerThatBreaksOffIsNotTakenForWhole(t *testing.T) {
	st := newSite(t)
	for name, fault := range map[string]any{"a bug": "index out of range", "on purpose": http.ErrAbortHandler} {
		t.Run(name, func(t *testing.T) {
			mux := http.NewServeMux()
			mux.HandleFunc("GET /half", func(w http.ResponseWriter, r *http.Request) {
				io.WriteString(w, "half a page")
				http.NewResponseController(w).Flush()
				panic(fault)
			})
			srv := httptest.NewServer(st.chain(mux))
			defer srv.Close()
			response, err := http.Get(srv.URL + "/half")
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			if body, err := io.ReadAll(response.Body); err == nil {
				t.Errorf("the reader takes this for a whole page: %s", body)
			}
		})
	}
	if got := strings.Count(st.log.String(), "level=ERROR"); got != 1 {
		t.Errorf("logged as an error %d times, want once, for the bug: %s", got, st.log)
	}
}

// A stuck runner never answers until it is told to stop.
type stuck struct{ Runner }

func (stuck) Example(ctx context.Context, _, _ string) (course.Verdict, error) {
	<-ctx.Done()
	return course.Verdict{}, ctx.Err()
}

func TestARequestIsNotForEver(t *testing.T) {
	bubble(t, func(t *testing.T, cfg Config) {
		cfg.Runner = stuck{}
		s, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		w := httptest.NewRecorder()
		s.ServeHTTP(w, run())
		if w.Code != http.StatusServiceUnavailable {
			t.Errorf("status %d, want 503", w.Code)
		}
		if took := time.Since(begin); took != patience {
			t.Errorf("answered after %s, want %s", took, patience)
		}
		if !strings.Contains(w.Body.String(), "<h1>") {
			t.Errorf("no page: %s", w.Body)
		}
	})
}

func TestTheLogHoldsNoSecrets(t *testing.T) {
	st := newSite(t)
	id, who := passedLearner(t, st)
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		r := sm.request(rt, id, who)
		r.URL.RawQuery = "secret=in-the-query"
		st.ask(r)
	})
	log := st.log.String()
	for _, secret := range []string{who.Value, cookieName, "in-the-query", "0123456789abcdef", "package lamport"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q: %s", secret, log)
		}
	}
	if got, want := strings.Count(log, "msg=request"), len(samples); got != want {
		t.Errorf("%d lines for %d requests", got, want)
	}
	if want := `method=GET path=/chapters/clocks status=200 bytes=`; !strings.Contains(log, want) {
		t.Errorf("no line with %q: %s", want, log)
	}
}

// A waiting runner says that it has begun and ends when it may.
type waiting struct {
	Runner
	begun, finish chan struct{}
}

func (w *waiting) Example(ctx context.Context, who, source string) (course.Verdict, error) {
	close(w.begun)
	<-w.finish
	return w.Runner.Example(ctx, who, source)
}
