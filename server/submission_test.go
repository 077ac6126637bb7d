package server

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"happensbefore/course"
)

func TestTheVerdictIsWaitedFor(t *testing.T) {
	ask := func(s *Server, ctx context.Context, header string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", "/labs/lamport-clock/submissions/7/verdict", nil).WithContext(ctx)
		r.AddCookie(&http.Cookie{Name: cookieName, Value: deskToken})
		r.Header.Set("X-Fragment", header)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	start := func(t *testing.T, cfg Config) *Server {
		s, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}

	t.Run("until it is there", func(t *testing.T) {
		bubble(t, func(t *testing.T, cfg Config) {
			s, begin := start(t, cfg), time.Now()
			go func() {
				time.Sleep(3 * time.Second)
				cfg.Submitter.(*desk).grade(7, judge(lamport.Checks, lamport.Starter))
			}()
			w := ask(s, t.Context(), "true")
			if took := time.Since(begin); took != 3*time.Second {
				t.Errorf("answered after %s, want 3 s", took)
			}
			body := w.Body.String()
			if w.Code != 200 || !strings.Contains(body, `data-outcome="failed"`) {
				t.Errorf("status %d: %s", w.Code, body)
			}
			if !strings.Contains(body, "hint-one") {
				t.Errorf("the hint that this very verdict opens is not there: %s", body)
			}
		})
	})
	for name, header := range map[string]string{"as a fragment": "true", "as a page": ""} {
		t.Run("no longer than a browser can be expected to, "+name, func(t *testing.T) {
			bubble(t, func(t *testing.T, cfg Config) {
				s, begin := start(t, cfg), time.Now()
				w := ask(s, t.Context(), header)
				if took := time.Since(begin); took != pollTime {
					t.Errorf("answered after %s, want %s", took, pollTime)
				}
				if w.Code != 200 || !strings.Contains(w.Body.String(), "data-pending") {
					t.Errorf("status %d: %s", w.Code, w.Body)
				}
				if page := strings.Contains(w.Body.String(), "<html"); page != (header == "") {
					t.Errorf("a whole page: %v", page)
				}
			})
		})
	}
	t.Run("until the server stops", func(t *testing.T) {
		bubble(t, func(t *testing.T, cfg Config) {
			s, begin := start(t, cfg), time.Now()
			go func() {
				time.Sleep(time.Second)
				s.stopPolls()
			}()
			w := ask(s, t.Context(), "true")
			if took := time.Since(begin); took != time.Second {
				t.Errorf("answered after %s, want 1 s", took)
			}
			if w.Code != 200 || !strings.Contains(w.Body.String(), "data-pending") {
				t.Errorf("status %d: %s", w.Code, w.Body)
			}
		})
	})
	t.Run("until the reader leaves", func(t *testing.T) {
		bubble(t, func(t *testing.T, cfg Config) {
			s, begin := start(t, cfg), time.Now()
			ctx, leave := context.WithCancel(t.Context())
			go func() {
				time.Sleep(2 * time.Second)
				leave()
			}()
			w := ask(s, ctx, "true")
			if took := time.Since(begin); took != 2*time.Second || w.Code != gone {
				t.Errorf("status %d after %s, want %d after 2 s", w.Code, took, gone)
			}
			synctest.Wait()
		})
	})
	t.Run("not at all for a page", func(t *testing.T) {
		bubble(t, func(t *testing.T, cfg Config) {
			s, begin := start(t, cfg), time.Now()
			r := httptest.NewRequest("GET", "/labs/lamport-clock/submissions/7", nil)
			r.AddCookie(&http.Cookie{Name: cookieName, Value: deskToken})
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if took := time.Since(begin); took != 0 || !strings.Contains(w.Body.String(), "data-pending") {
				t.Errorf("after %s, status %d: %s", took, w.Code, w.Body)
			}
		})
	})
}

func submit(key, source string) *http.Request {
	form := url.Values{"key": {key}, "file.clock.go": {source}}
	r := httptest.NewRequest("POST", "/labs/lamport-clock/submissions", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// TestAStrangerWhoSendsTwiceIsOneGuest is the first submission whose answer,
// and with it the cookie, was lost on the way.
func TestAStrangerWhoSendsTwiceIsOneGuest(t *testing.T) {
	st := newSite(t)
	first := st.ask(submit("0123456789abcdef", starterClock))
	again := st.ask(submit("0123456789abcdef", starterClock))
	other := st.ask(submit("fedcba9876543210", starterClock))
	if first.Code != 303 || again.Code != 303 || other.Code != 303 {
		t.Fatalf("status %d, %d, %d, want 303", first.Code, again.Code, other.Code)
	}
	if a, b := first.Header().Get("Location"), again.Header().Get("Location"); a != b {
		t.Errorf("two submissions: %s and %s", a, b)
	}
	if a, b := first.Header().Get("Set-Cookie"), again.Header().Get("Set-Cookie"); a != b {
		t.Errorf("two guests: %s and %s", a, b)
	}
	if a, b := first.Header().Get("Location"), other.Header().Get("Location"); a == b {
		t.Errorf("another form is the same submission: %s", a)
	}
	if a, b := first.Header().Get("Set-Cookie"), other.Header().Get("Set-Cookie"); a == b {
		t.Error("another form's stranger is the same guest")
	}
}

func TestAFormIsForgottenAfterAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var n newcomers
		d := &counting{}
		for _, wait := range []time.Duration{0, formMemory - time.Second, 2 * time.Second} {
			time.Sleep(wait)
			if _, _, err := n.enrol(t.Context(), d, "a form"); err != nil {
				t.Fatal(err)
			}
		}
		if d.guests != 2 {
			t.Errorf("%d guests, want one in the time and one after", d.guests)
		}
		for range 2 {
			n.enrol(t.Context(), d, "")
		}
		if d.guests != 4 {
			t.Errorf("%d guests, want 4: without a key nobody is remembered", d.guests)
		}
	})
}

type counting struct {
	Learners
	guests int
}

func (c *counting) NewGuest(context.Context) (course.Learner, string, error) {
	c.guests++
	return course.Learner{ID: int64(c.guests)}, "token", nil
}

func TestOnceTellsAnswersApart(t *testing.T) {
	file := func(name, source string) course.File { return course.File{Name: name, Source: source} }
	answers := map[string]string{
		"the answer":       once("key", "lab", []course.File{file("a.go", "x"), file("b.go", "y")}),
		"another key":      once("key2", "lab", []course.File{file("a.go", "x"), file("b.go", "y")}),
		"another lab":      once("key", "lab2", []course.File{file("a.go", "x"), file("b.go", "y")}),
		"another source":   once("key", "lab", []course.File{file("a.go", "x"), file("b.go", "z")}),
		"text moved over":  once("key", "lab", []course.File{file("a.go", "x 4 b.go 1 y"), file("b.go", "")}),
		"key and lab swap": once("lab", "key", []course.File{file("a.go", "x"), file("b.go", "y")}),
	}
	seen := map[string]string{}
	for name, key := range answers {
		if other, ok := seen[key]; ok {
			t.Errorf("%s and %s have one key", name, other)
		}
		seen[key] = name
	}
	if again := once("key", "lab", []course.File{file("a.go", "x"), file("b.go", "y")}); again != answers["the answer"] {
		t.Error("the same answer has two keys")
	}
}

// lastRun remembers what it was given to run.
type lastRun struct {
	Runner
	files []course.File
}

func (l *lastRun) Run(ctx context.Context, who, lab string, files []course.File) (course.Verdict, error) {
	l.files = files
	return l.Runner.Run(ctx, who, lab, files)
}

func TestSourceReachesTheGraderAsItIs(t *testing.T) {
	big := "package lamport\n" + strings.Repeat("// 0123456789 0123456789\n", 5000) // 125 KB, over course.MaxSource
	tests := []struct {
		name, sent, want string
		says             string
	}{
		{"a browser's line ends", "package lamport\r\n\r\ntype Clock int\r\n", "package lamport\n\ntype Clock int\n", "TestTick"},
		{"a lone carriage return", "package lamport\r", "package lamport\r", ""},
		{"not UTF-8", "package lamport // \xff\xfe", "package lamport // \xff\xfe", "not UTF-8"},
		{"a zero byte", "package lamport\x00", "package lamport\x00", "did-not-compile"},
		{"nothing", "", "", "did-not-compile"},
		{"larger than a submission may be", big, big, "the limit is 65536"},
	}
	var seen *lastRun
	st := newSite(t, func(cfg *Config) {
		seen = &lastRun{Runner: cfg.Runner}
		cfg.Runner = seen
	})
	for _, tt := range tests {
		for _, kind := range []string{"urlencoded", "multipart"} {
			t.Run(tt.name+", "+kind, func(t *testing.T) {
				seen.files = nil
				r := httptest.NewRequest("POST", "/labs/lamport-clock/run", strings.NewReader(url.Values{"file.clock.go": {tt.sent}}.Encode()))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				if kind == "multipart" {
					var body bytes.Buffer
					form := multipart.NewWriter(&body)
					form.WriteField("file.clock.go", tt.sent)
					form.Close()
					r = httptest.NewRequest("POST", "/labs/lamport-clock/run", &body)
					r.Header.Set("Content-Type", form.FormDataContentType())
				}
				r.Header.Set("X-Fragment", "true")
				w := st.ask(r)
				if w.Code != 200 || !strings.Contains(w.Body.String(), tt.says) {
					t.Errorf("status %d, want 200 with %q: %s", w.Code, tt.says, w.Body)
				}
				if len(seen.files) != 1 || seen.files[0].Name != "clock.go" || seen.files[0].Source != tt.want {
					t.Errorf("the grader got %q, want %q", seen.files, tt.want)
				}
			})
		}
	}
}

func TestFormsThatAreNone(t *testing.T) {
	var upload bytes.Buffer
	form := multipart.NewWriter(&upload)
	form.WriteField("file.clock.go", "package lamport")
	part, err := form.CreateFormFile("file.other.go", "other.go")
	if err != nil {
		t.Fatal(err)
	}
	part.Write([]byte("package lamport"))
	form.Close()

	disk := t.TempDir()
	t.Setenv("TMPDIR", disk)
	tests := []struct {
		name, kind, body string
		want             int
	}{
		{"an upload", form.FormDataContentType(), upload.String(), 422},
		{"a broken escape", "application/x-www-form-urlencoded", "file.clock.go=%zz", 400},
		{"a broken multipart", "multipart/form-data; boundary=b", "--b\r\nnothing", 400},
		{"a multipart without a boundary", "multipart/form-data", "x", 400},
		{"JSON", "application/json", `{"file.clock.go": "package lamport"}`, 422},
		{"a type that is none", ";;;", "file.clock.go=x", 400},
		{"no type", "", "file.clock.go=x", 422},
	}
	st := newSite(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("POST", "/labs/lamport-clock/run", strings.NewReader(tt.body))
			r.Header.Set("Content-Type", tt.kind)
			if w := st.ask(r); w.Code != tt.want {
				t.Errorf("status %d, want %d: %s", w.Code, tt.want, w.Body)
			}
		})
	}
	if strings.Contains(st.log.String(), "level=ERROR") {
		t.Errorf("logged as our fault: %s", st.log)
	}
	if left, err := filepath.Glob(filepath.Join(disk, "multipart-*")); err != nil || len(left) > 0 {
		t.Errorf("an upload is written to disk: %v %v", left, err)
	}
}

func TestAnOldSubmissionIsArrangedAsTheStarterIs(t *testing.T) {
	starter := []course.File{{Name: "a.go", Source: "new a"}, {Name: "b.go", Source: "new b"}}
	old := []course.File{{Name: "gone.go", Source: "gone"}, {Name: "b.go", Source: "old b"}}
	got := arranged(starter, old)
	if len(got) != 2 || got[0] != starter[0] || got[1] != old[1] {
		t.Errorf("got %v", got)
	}
	if starter[1].Source != "new b" {
		t.Error("the starter itself was changed")
	}
}
