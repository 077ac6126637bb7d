package server

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestHealthIsLookedAtAtMostEveryFewSeconds(t *testing.T) {
	bubble(t, func(t *testing.T, cfg Config) {
		s, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		parts := cfg.Health.(*fakeHealth)
		status := func() int {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequest("GET", "/health", nil))
			return w.Code
		}
		for range 100 {
			if got := status(); got != 200 {
				t.Fatalf("status %d, want 200", got)
			}
		}
		parts.set(Part{Name: "store", Healthy: true}, Part{Name: "grader", Says: "a program did not run"})
		if got := status(); got != 200 || parts.looked != 1 {
			t.Errorf("status %d after %d looks, want 200 after one", got, parts.looked)
		}
		time.Sleep(checkupAge + time.Second)
		if got := status(); got != 503 || parts.looked != 2 {
			t.Errorf("status %d after %d looks, want 503 after two", got, parts.looked)
		}
		parts.set()
		time.Sleep(checkupAge + time.Second)
		if got := status(); got != 503 {
			t.Errorf("nothing looked at: status %d, want 503", got)
		}
	})
}

func TestIllHealthInJSON(t *testing.T) {
	st := newSite(t)
	st.parts.set(Part{Name: "grader", Says: "a program did not run"})
	r := httptest.NewRequest("GET", "/health", nil)
	r.Header.Set("Accept", "application/json")
	w := st.ask(r)
	var got struct {
		Healthy *bool
		Parts   []Part
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if w.Code != 503 || got.Healthy == nil || *got.Healthy || len(got.Parts) != 1 || got.Parts[0].Says != "a program did not run" {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	if page := st.ask(httptest.NewRequest("GET", "/health", nil)); page.Code != 503 || !strings.Contains(page.Body.String(), "a program did not run") {
		t.Errorf("the page: status %d: %s", page.Code, page.Body)
	}
}

func TestHealthShowsTheLinesOfAPart(t *testing.T) {
	st := newSite(t)
	st.parts.set(Part{Name: "jail", Healthy: true, Says: "1 of 2 layers holds", Lines: []Line{
		{Name: "seccomp", Holds: true, Says: "a socket was refused"},
		{Name: "cgroup", Says: "none is delegated to this process"},
	}})
	page := st.ask(httptest.NewRequest("GET", "/health", nil))
	for _, says := range []string{"1 of 2 layers holds", "seccomp", "a socket was refused", "does not hold", "none is delegated to this process"} {
		if !strings.Contains(page.Body.String(), says) {
			t.Errorf("the page does not say %q: %s", says, page.Body)
		}
	}
	if page.Code != 200 {
		t.Errorf("a line that does not hold makes a healthy part ill: status %d", page.Code)
	}
	r := httptest.NewRequest("GET", "/health", nil)
	r.Header.Set("Accept", "application/json")
	const want = `{"healthy":true,"parts":[{"name":"jail","healthy":true,"says":"1 of 2 layers holds","lines":[` +
		`{"name":"seccomp","holds":true,"says":"a socket was refused"},{"name":"cgroup","holds":false,"says":"none is delegated to this process"}]}]}`
	if got := st.ask(r).Body.String(); got != want {
		t.Errorf("JSON %s\nwant %s", got, want)
	}
}

// slow looks for a second and says whether it could.
type slow struct{}

func (slow) Health(ctx context.Context) []Part {
	select {
	case <-time.After(time.Second):
		return []Part{{Name: "grader", Healthy: true, Says: "took a second"}}
	case <-ctx.Done():
		return []Part{{Name: "grader", Says: "was interrupted"}}
	}
}

func TestALookIsNotEndedByTheReaderWhoAskedForIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var c checkup
		ctx, leave := context.WithCancel(t.Context())
		leave()
		if parts := c.look(ctx, slow{}); !parts[0].Healthy {
			t.Errorf("it %s", parts[0].Says)
		}
	})
}
