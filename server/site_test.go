package server

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"

	"happensbefore/course"
	"happensbefore/search"
	"happensbefore/static"
	"happensbefore/store"
)

// A site is a whole server on small data: the real store and the real
// templates, a fake grader, book and labs.
type site struct {
	*Server
	book   *fakeBook
	grader *fakeGrader
	store  *store.Store
	parts  *fakeHealth
	log    *journal
}

func newSite(t testing.TB, changes ...func(*Config)) *site {
	t.Helper()
	kept, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "course.db"))
	if err != nil {
		t.Fatal(err)
	}
	grader := &fakeGrader{store: kept}
	index := &search.Index{}
	t.Cleanup(func() {
		grader.work.Wait()
		if err := index.Close(); err != nil {
			t.Error(err)
		}
		if err := kept.Close(); err != nil {
			t.Error(err)
		}
	})
	st := &site{book: newBook(), grader: grader, store: kept, parts: newHealth(), log: &journal{}}
	cfg := Config{
		Book: st.book, Labs: fakeLabs{}, Runner: grader, Submitter: grader,
		Submissions: kept, Learners: kept, Reading: kept, Pages: kept, Places: kept, Handovers: kept, Journal: kept, Choices: kept, Schedule: kept, Notes: kept, Health: st.parts, Histories: fakeHistories{},
		Assets: fakeAssets{}, Log: slog.New(slog.NewTextHandler(st.log, nil)),
		Runs: Rate{1000, 1000}, Writes: Rate{1000, 1000}, Codes: Rate{1000, 1000}, Words: Rate{1000, 1000}, Lookups: Rate{1000, 1000}, Answers: Rate{1000, 1000},
		Search: index, Scribe: fakeScribe{}, Files: fakeFiles{"a.png": {Type: "image/png", Picture: true}},
	}
	for _, change := range changes {
		change(&cfg)
	}
	if st.Server, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	return st
}

// listen serves the site on a real connection until the test ends.
func (st *site) listen(t testing.TB) (base string) {
	t.Helper()
	srv := httptest.NewServer(st)
	t.Cleanup(srv.Close)
	return srv.URL
}

// guest makes a learner and returns the cookie their browser has.
func (st *site) guest(t testing.TB) (course.Learner, *http.Cookie) {
	t.Helper()
	who, token, err := st.store.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return who, &http.Cookie{Name: cookieName, Value: token}
}

// submitted keeps an answer of the learner's and grades it.
func (st *site) submitted(t testing.TB, who course.Learner, lab, key, source string) course.Submission {
	t.Helper()
	kept, err := st.grader.Submit(t.Context(), who.ID, lab, key, []course.File{{Name: "clock.go", Source: source}})
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// ask sends one request straight to the handler.
func (st *site) ask(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	st.ServeHTTP(w, r)
	return w
}

// A journal is where the server's log goes.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// fakeAssets serve a file of each kind under a name with something like a hash.
type fakeAssets struct{}

func (fakeAssets) URL(name string) string { return static.Prefix + name + "-AAAAAAAA" }

func (fakeAssets) Paths() []string {
	return []string{"/static/engine-worker.js-AAAAAAAA", "/static/engine.wasm-AAAAAAAA", "/static/serif.woff2-AAAAAAAA", "/static/site.css-AAAAAAAA"}
}

func (fakeAssets) File(path string) (static.File, bool) {
	switch path {
	case "/static/site.css-AAAAAAAA":
		return static.File{Type: "text/css; charset=utf-8", Identity: []byte("p{}"), Gzip: []byte("zipped"), Brotli: []byte("brotlied")}, true
	case "/static/theme.js-AAAAAAAA", "/static/page.js-AAAAAAAA":
		return static.File{Type: "text/javascript; charset=utf-8", Identity: []byte("let x")}, true
	case "/static/engine-worker.js-AAAAAAAA":
		return static.File{Type: "text/javascript; charset=utf-8", Identity: []byte("let worker")}, true
	case "/static/service-worker.js-AAAAAAAA":
		return static.File{Type: "text/javascript; charset=utf-8", Identity: []byte("let service")}, true
	case "/static/engine.wasm-AAAAAAAA":
		return static.File{Type: "application/wasm", Brotli: packedModule}, true
	case "/static/serif.woff2-AAAAAAAA":
		return static.File{Type: "font/woff2", Identity: []byte("font")}, true
	}
	return static.File{}, false
}

type fakeHealth struct {
	mu     sync.Mutex
	parts  []Part
	looked int
}

func newHealth() *fakeHealth {
	return &fakeHealth{parts: []Part{
		{Name: "store", Healthy: true, Says: "reached in 1 ms"},
		{Name: "grader", Healthy: true, Says: "ran a program in 15 ms"},
		{Name: "book", Healthy: true, Says: "4 chapters, 3 labs, 2 problems"},
	}}
}

func (h *fakeHealth) Health(ctx context.Context) []Part {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.looked++
	return h.parts
}

func (h *fakeHealth) set(parts ...Part) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.parts = parts
}
