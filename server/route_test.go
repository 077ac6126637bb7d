package server

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"happensbefore/course"
)

// A sample is a request that its row answers well. In the path, {id} stands
// for a submission of the asking learner.
type sample struct {
	path string
	form url.Values
	want int
}

var samples = map[string]sample{
	"GET /{$}":                   {path: "/", want: 200},
	"GET /symptoms":              {path: "/symptoms", want: 200},
	"GET /search":                {path: "/search?q=clock", want: 200},
	"GET /search/results":        {path: "/search/results?q=clo", want: 200},
	"GET /ask":                   {path: "/ask?q=who+wrote", want: 200},
	"POST /ask/answer":           {path: "/ask/answer", want: 200, form: url.Values{"q": {"Which node wrote?"}}},
	"GET /chapters/{slug}":       {path: "/chapters/clocks", want: 200},
	"GET /offline":               {path: "/offline", want: 200},
	"GET /offline.json":          {path: "/offline.json", want: 200},
	"GET /manifest.webmanifest":  {path: "/manifest.webmanifest", want: 200},
	"GET /feed.atom":             {path: "/feed.atom", want: 200},
	"GET /book":                  {path: "/book", want: 200},
	"GET /book-pages.css":        {path: "/book-pages.css", want: 200},
	"GET /book.epub":             {path: "/book.epub", want: 200},
	"POST /chapters/{slug}/read": {path: "/chapters/clocks/read", want: 303, form: url.Values{}},
	"POST /run":                  {path: "/run", want: 200, form: url.Values{"source": {"package main"}}},
	"GET /labs":                  {path: "/labs", want: 200},
	"GET /labs/{slug}":           {path: "/labs/lamport-clock", want: 200},
	"POST /labs/{slug}/run":      {path: "/labs/lamport-clock/run", want: 200, form: url.Values{"file.clock.go": {solvedClock}}},
	"POST /labs/{slug}/submissions": {path: "/labs/lamport-clock/submissions", want: 303,
		form: url.Values{"file.clock.go": {starterClock}, "key": {"0123456789abcdef"}}},
	"GET /labs/{slug}/submissions/{id}":                  {path: "/labs/lamport-clock/submissions/{id}", want: 200},
	"GET /labs/{slug}/submissions/{id}/verdict":          {path: "/labs/lamport-clock/submissions/{id}/verdict", want: 200},
	"GET /labs/{slug}/submissions/{id}/events":           {path: "/labs/lamport-clock/submissions/{id}/events", want: 200},
	"GET /labs/{slug}/submissions/{id}/histories/{test}": {path: "/labs/lamport-clock/submissions/{id}/histories/TestNone", want: 404}, // one is in history_test.go
	"GET /labs/{slug}/diff":                              {path: "/labs/lamport-clock/diff?before={id}&after={id}", want: 200},
	"GET /labs/{slug}/solutions/{id}":                    {path: "/labs/lamport-clock/solutions/{id}", want: 200},
	"GET /labs/{slug}/solutions":                         {path: "/labs/lamport-clock/solutions", want: 200},
	"POST /chapters/{slug}/place":                        {path: "/chapters/clocks/place", want: 204, form: url.Values{"section": {"the-scene"}, "words": {"At 12:00"}, "device": {"a"}}},
	"POST /handover":                                     {path: "/handover", want: 200, form: url.Values{}},
	"GET /handover":                                      {path: "/handover", want: 200},
	"POST /handover/accept":                              {path: "/handover/accept", want: 422, form: url.Values{"code": {"AAAAA-AAAAA"}}}, // one that is good is in handover.txt
	"GET /progress":                                      {path: "/progress", want: 200},
	"GET /journal":                                       {path: "/journal", want: 200},
	"GET /journal.md":                                    {path: "/journal.md", want: 200},
	"POST /journal": {path: "/journal", want: 303,
		form: url.Values{"chapter": {"clocks"}, "question": {"Who wins a tie?"}, "answer": {"Nobody."}}},
	"POST /journal/{id}/forget": {path: "/journal/1000/forget", want: 404, form: url.Values{}}, // one that is there is in journal.txt
	"GET /review":               {path: "/review", want: 200},
	"GET /review/{slug}":        {path: "/review/clocks", want: 200},
	"POST /review":              {path: "/review", want: 200, form: url.Values{"chapter": {"clocks"}, "question": {newBook().chapters["clocks"].Questions[0].Key()}, "option": {"1"}}},
	"GET /notes":                {path: "/notes", want: 200},
	"GET /notes.md":             {path: "/notes.md", want: 200},
	"POST /notes": {path: "/notes", want: 303, form: url.Values{"chapter": {"clocks"}, "section": {"the-scene"}, "exact": {"node A"},
		"prefix": {"The scene\nAt 12:00:00.103 "}, "suffix": {" wrote."}, "at": {"26"}, "note": {"Which?"}}},
	"POST /notes/{id}":          {path: "/notes/1000", want: 404, form: url.Values{"version": {"1"}, "note": {"x"}}}, // one that is there is in notes.txt
	"POST /notes/{id}/forget":   {path: "/notes/1000/forget", want: 404, form: url.Values{}},
	"GET /sheet":                {path: "/sheet", want: 200},
	"GET /chapters/{slug}/mine": {path: "/chapters/clocks/mine", want: 200},
	"GET /me":                   {path: "/me", want: 200},
	"GET /health":               {path: "/health", want: 200},
	"GET /service-worker.js":    {path: "/service-worker.js", want: 200},
	"GET /static/{file...}":     {path: "/static/site.css-AAAAAAAA", want: 200},
	"GET /files/{file...}":      {path: "/files/a.png", want: 200},
}

func (sm sample) request(rt route, id int64, who *http.Cookie) *http.Request {
	method, _, _ := strings.Cut(rt.pattern, " ")
	path := strings.ReplaceAll(sm.path, "{id}", strconv.FormatInt(id, 10))
	var body io.Reader
	if sm.form != nil {
		body = strings.NewReader(sm.form.Encode())
	}
	r := httptest.NewRequest(method, path, body)
	if sm.form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if who != nil {
		r.AddCookie(who)
	}
	return r
}

// walk calls visit for every row of the table, and fails for one without a sample.
func walk(t *testing.T, st *site, visit func(t *testing.T, rt route, sm sample)) {
	t.Helper()
	for _, rt := range st.table() {
		t.Run(rt.pattern, func(t *testing.T) {
			sm, ok := samples[rt.pattern]
			if !ok {
				t.Fatal("the table has a row that no test knows: add a sample")
			}
			visit(t, rt, sm)
		})
	}
	if len(samples) != len(st.table()) {
		t.Errorf("%d samples for %d rows", len(samples), len(st.table()))
	}
}

// passedLearner is a learner with one submission, which passed.
func passedLearner(t *testing.T, st *site) (id int64, who *http.Cookie) {
	t.Helper()
	l, cookie := st.guest(t)
	return st.submitted(t, l, "lamport-clock", "key-of-the-one-that-passed", solvedClock).ID, cookie
}

func TestEveryRouteAnswersWhoMayAsk(t *testing.T) {
	st := newSite(t)
	id, who := passedLearner(t, st)
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		w := st.ask(sm.request(rt, id, who))
		if w.Code != sm.want {
			t.Fatalf("status %d, want %d: %s", w.Code, sm.want, w.Body)
		}
		if got := w.Header().Get("Cache-Control"); got != rt.policy.String() {
			t.Errorf("Cache-Control: %s, want %s", got, rt.policy)
		}
	})
}

func TestEveryRouteRefusesWhoMayNot(t *testing.T) {
	st := newSite(t)
	id, _ := passedLearner(t, st)
	other, otherCookie := st.guest(t)
	st.submitted(t, other, "lamport-clock", "key-of-one-that-fails", starterClock)

	walk(t, st, func(t *testing.T, rt route, sm sample) {
		strangers, others := sm.want, sm.want
		switch {
		case rt.access == passer:
			strangers, others = 403, 403
		case rt.access == learner:
			strangers, others = 403, 404 // what is somebody else's is not there
			if !strings.Contains(rt.pattern, "{id}") && !strings.Contains(rt.pattern, "/diff") {
				others = sm.want // everybody has their own
			}
		}
		for who, tt := range map[string]struct {
			cookie *http.Cookie
			want   int
		}{
			"a stranger":                {nil, strangers},
			"a stranger with a cookie":  {&http.Cookie{Name: cookieName, Value: "guessed"}, strangers},
			"a stranger with a big one": {&http.Cookie{Name: cookieName, Value: strings.Repeat("x", 5000)}, strangers},
			"another learner":           {otherCookie, others},
		} {
			w := st.ask(sm.request(rt, id, tt.cookie))
			if w.Code != tt.want {
				t.Errorf("%s: status %d, want %d: %s", who, w.Code, tt.want, w.Body)
			}
			if strings.Contains(w.Body.String(), canary) {
				t.Errorf("%s reads a solution", who)
			}
		}
	})
}

func TestATokenThatNobodyHandedOutIsNotLookedUp(t *testing.T) {
	var seen *spy
	st := newSite(t, func(cfg *Config) {
		seen = &spy{Learners: cfg.Learners}
		cfg.Learners = seen
	})
	for token, want := range map[string]int{"": 0, strings.Repeat("x", longestToken): 1, strings.Repeat("x", longestToken+1): 0} {
		seen.asked = 0
		r := httptest.NewRequest("GET", "/me", nil)
		r.AddCookie(&http.Cookie{Name: cookieName, Value: token})
		if w := st.ask(r); w.Code != 200 || seen.asked != want {
			t.Errorf("%d bytes: status %d, looked up %d times, want %d", len(token), w.Code, seen.asked, want)
		}
	}
}

// A spy counts who asks for learners.
type spy struct {
	Learners
	asked int
}

func (s *spy) LearnerByToken(ctx context.Context, token string) (course.Learner, error) {
	s.asked++
	return s.Learners.LearnerByToken(ctx, token)
}

func TestPagesForEveryoneDoNotLookAtTheCookie(t *testing.T) {
	var seen *spy
	st := newSite(t, func(cfg *Config) {
		seen = &spy{Learners: cfg.Learners}
		cfg.Learners = seen
	})
	id, who := passedLearner(t, st)
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		seen.asked = 0
		w := st.ask(sm.request(rt, id, who))
		if looked := seen.asked > 0; looked != (rt.access != everyone) {
			t.Errorf("access %d, and the cookie was looked at %d times", rt.access, seen.asked)
		}
		if rt.policy != private && w.Header().Get("Set-Cookie") != "" {
			t.Error("a shared answer sets a cookie")
		}
	})
}

func TestEveryRouteRefusesOtherMethods(t *testing.T) {
	st := newSite(t)
	id, who := passedLearner(t, st)
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		r := sm.request(rt, id, who)
		wrong := http.MethodPut
		r.Method = wrong
		w := st.ask(r)
		if w.Code != http.StatusMethodNotAllowed {
			t.Fatalf("%s: status %d, want 405", wrong, w.Code)
		}
		method, _, _ := strings.Cut(rt.pattern, " ")
		if allow := w.Header().Get("Allow"); !strings.Contains(allow, method) {
			t.Errorf("Allow: %q, want %s in it", allow, method)
		}
		if kind := w.Header().Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
			t.Errorf("Content-Type: %q, want a page", kind)
		}
	})
}

func TestEveryRouteBoundsItsBody(t *testing.T) {
	st := newSite(t)
	id, who := passedLearner(t, st)
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		if rt.body == 0 {
			// What a GET sends is not read, however much it is.
			r := sm.request(rt, id, who)
			r.Body = io.NopCloser(unread{t})
			if w := st.ask(r); w.Code != sm.want {
				t.Errorf("status %d, want %d", w.Code, sm.want)
			}
			return
		}
		for _, kind := range []string{"application/x-www-form-urlencoded", "multipart/form-data; boundary=b"} {
			for _, length := range []bool{true, false} {
				r := sm.request(rt, id, who)
				r.Header.Set("Content-Type", kind)
				begin := "source="
				if strings.HasPrefix(kind, "multipart") {
					begin = "--b\r\nContent-Disposition: form-data; name=\"source\"\r\n\r\n"
				}
				r.Body = io.NopCloser(strings.NewReader(begin + strings.Repeat("x", int(rt.body))))
				if r.ContentLength = -1; length {
					r.ContentLength = int64(len(begin)) + rt.body
				}
				w := st.ask(r)
				if w.Code != http.StatusRequestEntityTooLarge {
					t.Fatalf("%s: status %d, want 413: %s", kind, w.Code, w.Body)
				}
				if !strings.Contains(w.Body.String(), "too large") {
					t.Errorf("%s: does not say it in plain words: %s", kind, w.Body)
				}
				if w.Header().Get("Set-Cookie") != "" {
					t.Errorf("%s: sets a cookie", kind)
				}
			}
		}
	})
}

type unread struct{ t *testing.T }

func (u unread) Read([]byte) (int, error) {
	u.t.Error("the body of a GET is read")
	return 0, io.EOF
}

func TestEveryRouteThatCostsIsPaced(t *testing.T) {
	st := newSite(t, func(cfg *Config) {
		slow := Rate{PerSecond: 0.5, Burst: 2}
		cfg.Runs, cfg.Writes, cfg.Words, cfg.Lookups, cfg.Answers, cfg.Codes = slow, slow, slow, slow, slow, slow
	})
	id, who := passedLearner(t, st)
	from := 1
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		from++
		ask := func(addr string) *httptest.ResponseRecorder {
			r := sm.request(rt, id, who)
			r.RemoteAddr = addr
			return st.ask(r)
		}
		mine := fmt.Sprintf("192.0.2.%d:1000", from)
		for i := range 2 {
			if w := ask(mine); w.Code != sm.want {
				t.Fatalf("request %d: status %d, want %d", i, w.Code, sm.want)
			}
		}
		third := ask(mine)
		if rt.pace == unpaced {
			if third.Code != sm.want {
				t.Errorf("third request: status %d, want %d", third.Code, sm.want)
			}
			return
		}
		if third.Code != http.StatusTooManyRequests {
			t.Fatalf("third request: status %d, want 429", third.Code)
		}
		if after := third.Header().Get("Retry-After"); after != "1" && after != "2" {
			t.Errorf("Retry-After: %q, want 2", after)
		}
		if w := ask(fmt.Sprintf("198.51.100.%d:1000", from)); w.Code != sm.want {
			t.Errorf("another client: status %d, want %d", w.Code, sm.want)
		}
	})
}

func TestEveryAnswerIsSecured(t *testing.T) {
	const strict = "default-src 'none'; script-src 'self'; worker-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
		"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	want := map[string]string{
		"X-Content-Type-Options":       "nosniff",
		"Referrer-Policy":              "same-origin",
		"Cross-Origin-Opener-Policy":   "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin",
	}
	// The pages that engines run on; what else such an address answers is strict.
	engines := map[string]bool{"GET /chapters/{slug}": true, "GET /labs/{slug}": true, "POST /labs/{slug}/run": true}
	weakened := map[string]bool{}
	st := newSite(t)
	id, who := passedLearner(t, st)
	check := func(t *testing.T, w *httptest.ResponseRecorder) {
		t.Helper()
		want["Content-Security-Policy"] = strict
		for name, value := range want {
			if got := w.Header().Values(name); len(got) != 1 || got[0] != value {
				t.Errorf("%s: %q, want %q", name, got, value)
			}
		}
	}
	page := func(t *testing.T, rt route, w *httptest.ResponseRecorder) {
		t.Helper()
		// The page names its engine exactly where one may run.
		if named := strings.Contains(w.Body.String(), "data-engine="); engines[rt.pattern] && w.Code == http.StatusOK && named {
			weakened[rt.pattern] = true
			got := w.Header().Get("Content-Security-Policy")
			w.Header().Set("Content-Security-Policy", strings.NewReplacer("'self' 'wasm-unsafe-eval'", "'self'", "worker-src 'self'", "worker-src 'none'").Replace(got))
			if got == strict {
				t.Error("engines may not run here")
			}
		} else if named {
			t.Errorf("status %d: the page names an engine, which may not run", w.Code)
		}
		// The landing page sets up the service worker, and runs no engine.
		if rt.pattern == "GET /{$}" && w.Code == http.StatusOK {
			got := w.Header().Get("Content-Security-Policy")
			w.Header().Set("Content-Security-Policy", strings.Replace(got, "worker-src 'self'", "worker-src 'none'", 1))
			if got == strict {
				t.Error("the service worker cannot be set up")
			}
		}
		// What an author has put beside the text may do less than a page.
		if got := w.Header().Get("Content-Security-Policy"); rt.pattern == "GET /files/{file...}" && w.Code == http.StatusOK && got == filePolicy {
			w.Header().Set("Content-Security-Policy", strict)
		}
		check(t, w)
	}
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		page(t, rt, st.ask(sm.request(rt, id, who)))
		page(t, rt, st.ask(sm.request(rt, id, nil)))
		fragment := sm.request(rt, id, who)
		fragment.Header.Set("X-Fragment", "true")
		page(t, rt, st.ask(fragment))
		wrong := sm.request(rt, id, who)
		wrong.Method = http.MethodPut
		check(t, st.ask(wrong))
	})
	check(t, st.ask(httptest.NewRequest("GET", "/nowhere", nil)))
	for _, slug := range []string{"start-here", "fallacies", "glossary"} { // nothing runs in these
		check(t, st.ask(httptest.NewRequest("GET", "/chapters/"+slug, nil)))
	}

	forged := httptest.NewRequest("POST", "/run", nil)
	forged.Header.Set("Sec-Fetch-Site", "cross-site")
	check(t, st.ask(forged))
	if len(weakened) != len(engines) {
		t.Errorf("engines may run on %v, want %v", weakened, engines)
	}

	st.grader.breakDown(io.ErrUnexpectedEOF)
	run := samples["POST /run"].request(route{pattern: "POST /run"}, 0, nil)
	broken := st.ask(run)
	if broken.Code != http.StatusInternalServerError {
		t.Fatalf("status %d, want 500", broken.Code)
	}
	check(t, broken)
}

// TestNoPageHasInlineCode parses every page and fragment: the policy would
// refuse inline code in a browser, so none must be there.
func TestNoPageHasInlineCode(t *testing.T) {
	st := newSite(t)
	id, who := passedLearner(t, st)
	check := func(t *testing.T, w *httptest.ResponseRecorder) {
		t.Helper()
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			return
		}
		for _, fault := range inlineCode(w.Body.String()) {
			t.Errorf("status %d: %s", w.Code, fault)
		}
	}
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		fragment := sm.request(rt, id, who)
		fragment.Header.Set("X-Fragment", "true")
		check(t, st.ask(fragment))
		check(t, st.ask(sm.request(rt, id, who)))
		check(t, st.ask(sm.request(rt, id, nil)))
	})
	for _, path := range []string{"/nowhere", "/labs/saga", "/chapters/fallacies", "/chapters/start-here", "/labs/lamport-clock?from=" + strconv.FormatInt(id, 10)} {
		r := httptest.NewRequest("GET", path, nil)
		r.AddCookie(who)
		check(t, st.ask(r))
	}
}

func TestInlineCodeIsFound(t *testing.T) {
	for page, want := range map[string]int{
		`<p class="x">fine</p><script src="/static/a.js"></script>`: 0,
		`<script>alert(1)</script>`:                                 1,
		`<style>p{}</style>`:                                        1,
		`<p style="color:red">`:                                     1,
		`<p onclick="x()">`:                                         1,
		`<a href=" JavaScript:x()">`:                                1,
		`<script src="https://elsewhere.example/a.js"></script>`:    1,
	} {
		if got := inlineCode(page); len(got) != want {
			t.Errorf("%s: %q, want %d faults", page, got, want)
		}
	}
}

func inlineCode(page string) (faults []string) {
	z := html.NewTokenizer(strings.NewReader(page))
	inScript := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return faults
		case html.TextToken:
			if inScript && strings.TrimSpace(string(z.Text())) != "" {
				faults = append(faults, "a script with text in it")
			}
		case html.EndTagToken:
			inScript = false
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			inScript = token.Data == "script"
			if token.Data == "style" {
				faults = append(faults, "a style element")
			}
			for _, a := range token.Attr {
				value := strings.ToLower(strings.TrimSpace(a.Val))
				switch {
				case a.Key == "style", strings.HasPrefix(a.Key, "on"):
					faults = append(faults, fmt.Sprintf("<%s %s=%q>", token.Data, a.Key, a.Val))
				case strings.HasPrefix(value, "javascript:"):
					faults = append(faults, fmt.Sprintf("<%s %s=%q>", token.Data, a.Key, a.Val))
				case token.Data == "script" && a.Key == "src" && !strings.HasPrefix(value, "/static/"):
					faults = append(faults, "a script from elsewhere: "+a.Val)
				}
			}
		}
	}
}

// TestNoAnswerHoldsASolutionBeforePassing asks for everything in every way, as
// a stranger and as a learner who failed, and looks for what is in the
// solutions.
func TestNoAnswerHoldsASolutionBeforePassing(t *testing.T) {
	st := newSite(t)
	failed, who := st.guest(t)
	id := st.submitted(t, failed, "lamport-clock", "key-of-one-that-fails", starterClock).ID
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		for _, cookie := range []*http.Cookie{nil, who} {
			for _, fragment := range []string{"", "true"} {
				for _, lab := range []string{"lamport-clock", "vector-clock", "saga"} {
					sm := sm
					sm.path = strings.Replace(sm.path, "lamport-clock", lab, 1)
					if sm.form.Has("file.clock.go") {
						sm.form = url.Values{"file.clock.go": {starterClock}, "key": sm.form["key"]}
					}
					r := sm.request(rt, id, cookie)
					r.Header.Set("X-Fragment", fragment)
					w := st.ask(r)
					if strings.Contains(w.Body.String(), canary) || strings.Contains(fmt.Sprint(w.Header()), canary) {
						t.Errorf("%s (status %d) holds a solution", r.URL, w.Code)
					}
				}
			}
		}
	})

	// The canary can be seen at all: after passing.
	st.submitted(t, failed, "lamport-clock", "key-of-the-one-that-passed", solvedClock)
	r := httptest.NewRequest("GET", "/labs/lamport-clock/solutions", nil)
	r.AddCookie(who)
	if w := st.ask(r); !strings.Contains(w.Body.String(), canary) {
		t.Errorf("status %d: the solutions are not there after passing: %s", w.Code, w.Body)
	}
}

func TestARowThatSaysTooLittleDoesNotStart(t *testing.T) {
	st := newSite(t)
	ok := func(w http.ResponseWriter, r *http.Request, who course.Learner) error { return nil }
	for name, tt := range map[string]struct {
		row  route
		want string
	}{
		"a whole row":                    {route{"GET /x", ok, everyone, 0, unpaced, shared}, ""},
		"a whole row that changes":       {route{"POST /x", ok, visitor, tokens, writes, private}, ""},
		"no access level":                {route{"GET /x", ok, 0, 0, unpaced, private}, "no access level"},
		"an access level out of nowhere": {route{"GET /x", ok, passer + 1, 0, unpaced, private}, "no access level"},
		"no cache policy":                {route{"GET /x", ok, everyone, 0, unpaced, 0}, "no cache policy"},
		"no handler":                     {route{"GET /x", nil, everyone, 0, unpaced, shared}, "no handler"},
		"no method":                      {route{"/x", ok, everyone, 0, unpaced, shared}, "no method"},
		"a learner's page for caches":    {route{"GET /x", ok, visitor, 0, unpaced, shared}, "must not be shared"},
		"a change without a limit":       {route{"POST /x", ok, visitor, 0, writes, private}, "body limit"},
		"a limit on a GET":               {route{"GET /x", ok, visitor, tokens, unpaced, private}, "body limit"},
		"a change without a pace":        {route{"POST /x", ok, visitor, tokens, unpaced, private}, "no pace"},
		"passers of no lab":              {route{"GET /x", ok, passer, 0, unpaced, private}, "passed"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := st.routes([]route{tt.row})
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
			} else if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), tt.row.pattern) {
				t.Errorf("error %v, want one with %q and the pattern", err, tt.want)
			}
		})
	}
}

func TestAServerWithoutItsPartsDoesNotStart(t *testing.T) {
	_, err := New(Config{})
	if err == nil {
		t.Fatal("it starts")
	}
	for _, part := range []string{"Book", "Labs", "Runner", "Submitter", "Submissions", "Learners", "Reading", "Journal", "Choices", "Schedule", "Notes", "Health", "Histories", "Search", "Assets", "Log"} {
		if !strings.Contains(err.Error(), "Config."+part+" ") {
			t.Errorf("does not say that %s is missing: %v", part, err)
		}
	}
}
