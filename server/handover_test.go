package server

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var codeOnPage = regexp.MustCompile(`<code>([A-Z2-7]{5}-[A-Z2-7]{5})</code>`)

func postForm(st *site, path string, form url.Values, cookie *http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if cookie != nil {
		r.AddCookie(cookie)
	}
	return st.ask(r)
}

// offered is the code that a learner is shown.
func offered(t *testing.T, st *site, cookie *http.Cookie) string {
	t.Helper()
	w := postForm(st, "/handover", nil, cookie)
	m := codeOnPage.FindStringSubmatch(w.Body.String())
	if w.Code != http.StatusOK || m == nil {
		t.Fatalf("status %d, and no code: %s", w.Code, w.Body)
	}
	if link := "http://example.com/handover?code=" + m[1]; !strings.Contains(w.Body.String(), `href="`+link+`"`) {
		t.Errorf("the page has no link %s", link)
	}
	return m[1]
}

func TestALearnerGoesOnOnAnotherDevice(t *testing.T) {
	st := newSite(t)
	who, cookie := st.guest(t)
	code := offered(t, st, cookie)

	// A link alone changes nothing.
	w := st.ask(httptest.NewRequest(http.MethodGet, "/handover?code="+code, nil))
	if w.Code != http.StatusOK || w.Header().Get("Set-Cookie") != "" || !strings.Contains(w.Body.String(), `value="`+code+`"`) {
		t.Fatalf("the link: status %d, cookie %q", w.Code, w.Header().Get("Set-Cookie"))
	}
	typed := strings.ToLower(strings.ReplaceAll(code, "-", " "))
	w = postForm(st, "/handover/accept", url.Values{"code": {typed}}, nil)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/progress" {
		t.Fatalf("the code %q: status %d: %s", typed, w.Code, w.Body)
	}
	fresh := w.Result().Cookies()
	if len(fresh) != 1 || fresh[0].Value == cookie.Value || !fresh[0].HttpOnly {
		t.Fatalf("cookies %v", fresh)
	}
	for _, c := range []*http.Cookie{cookie, fresh[0]} {
		if known, err := st.store.LearnerByToken(t.Context(), c.Value); err != nil || known.ID != who.ID {
			t.Errorf("learner %d, %v; want %d", known.ID, err, who.ID)
		}
	}
	// Once.
	w = postForm(st, "/handover/accept", url.Values{"code": {code}}, nil)
	if w.Code != http.StatusUnprocessableEntity || w.Header().Get("Set-Cookie") != "" || !strings.Contains(w.Body.String(), "That code is not good") {
		t.Errorf("a second use: status %d", w.Code)
	}
	if log := st.log.String(); strings.Contains(log, code) || strings.Contains(log, strings.ReplaceAll(code, "-", "")) {
		t.Error("the log has the code")
	}
}

func TestNobodyIsMadeSomebodyElseUnawares(t *testing.T) {
	st := newSite(t)
	_, from := st.guest(t)
	other, has := st.guest(t)
	code := offered(t, st, from)

	// Another site cannot send the form.
	r := httptest.NewRequest(http.MethodPost, "/handover/accept", strings.NewReader(url.Values{"code": {code}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := st.ask(r); w.Code != http.StatusForbidden || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("from another site: status %d", w.Code)
	}
	// Who has work of their own has to say that they leave it; the code stays good.
	w := postForm(st, "/handover/accept", url.Values{"code": {code}}, has)
	if w.Code != http.StatusUnprocessableEntity || w.Header().Get("Set-Cookie") != "" || !strings.Contains(w.Body.String(), `name="leave"`) {
		t.Errorf("learner %d was not asked: status %d", other.ID, w.Code)
	}
	if w := postForm(st, "/handover/accept", url.Values{"code": {code}, "leave": {"yes"}}, has); w.Code != http.StatusSeeOther {
		t.Errorf("having said so: status %d", w.Code)
	}
}

func TestCodesAreNotGuessed(t *testing.T) {
	st := newSite(t, func(cfg *Config) { cfg.Codes = Rate{} })
	refused := 0
	for range 12 {
		if postForm(st, "/handover/accept", url.Values{"code": {"AAAAA-AAAAA"}}, nil).Code == http.StatusTooManyRequests {
			refused++
		}
	}
	if refused != 2 {
		t.Errorf("of 12 guesses at once %d were refused, want 2", refused)
	}
}
