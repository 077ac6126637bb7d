package server

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"happensbefore/course"
)

// fakeHistories draws what has an operation in it.
type fakeHistories struct{}

func (fakeHistories) Drawable(trace string) bool { return strings.Contains(trace, "op ") }

func (h fakeHistories) Draw(trace string) ([]byte, error) {
	if !h.Drawable(trace) {
		return nil, course.ErrNotFound
	}
	return []byte(`<p id="drawn"></p><script>
		let reached = "nothing";
		try { document.cookie; reached = "the cookie"; } catch { }
		try { localStorage.length; reached = "the drafts"; } catch { }
		try { opener.document; reached = "the other page"; } catch { }
		document.getElementById("drawn").textContent = "reached " + reached;
		fetch("/me").then(() => document.title = "loaded", () => document.title = "refused");
		</script>` + trace), nil
}

// historied is a learner's graded submission that has a history.
func historied(t *testing.T, st *site) (path string, cookie *http.Cookie) {
	who, cookie := st.guest(t)
	release := st.grader.hold()
	kept := st.submitted(t, who, "lamport-clock", "key-of-one-with-a-history", starterClock)
	verdict := course.Verdict{Outcome: course.Failed, Checks: []course.CheckResult{{Test: "TestWithHistory", Outcome: course.Failed, Trace: "op C1 @1ms..2ms: read x → 7\n"}}}
	st.grader.answer(kept.ID, verdict, verdict)
	release()
	st.grader.work.Wait()
	return fmt.Sprintf("/labs/lamport-clock/submissions/%d/histories/TestWithHistory", kept.ID), cookie
}

func TestAHistorysScriptsReachNothingOfTheReader(t *testing.T) {
	st := newSite(t)
	path, cookie := historied(t, st)
	base, b := st.listen(t), openBrowser(t)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCookie, network.SetCookieParams{Name: cookie.Name, Value: cookie.Value, URL: base})
		return err
	}), chromedp.Navigate(base+path))
	b.until("document.title !== ''")
	if got := value[string](b, "document.getElementById('drawn').textContent + ', ' + document.title"); got != "reached nothing, refused" {
		t.Errorf("the script %s", got)
	}
}

func TestAHistoryIsShownInASandbox(t *testing.T) {
	st := newSite(t)
	who, cookie := st.guest(t)
	release := st.grader.hold()
	kept := st.submitted(t, who, "lamport-clock", "key-of-one-with-a-history", starterClock)
	verdict := course.Verdict{Outcome: course.Failed, Checks: []course.CheckResult{
		{Test: "TestWithHistory", Outcome: course.Failed, Trace: "op C1 @1ms..2ms: read x → 7\n"},
		{Test: "TestWithout", Outcome: course.Failed, Trace: "nodes: A\nA: x\n"},
		{Test: "TestThatPassed", Outcome: course.Passed, Passed: true},
	}}
	path := func(test string) string {
		return fmt.Sprintf("/labs/lamport-clock/submissions/%d/histories/%s", kept.ID, test)
	}
	ask := func(path string, withCookie bool) *httptest.ResponseRecorder {
		r := httptest.NewRequest("GET", path, nil)
		if withCookie {
			r.AddCookie(cookie)
		}
		return st.ask(r)
	}
	if w := ask(path("TestWithHistory"), true); w.Code != 404 {
		t.Errorf("before there is a verdict: status %d", w.Code)
	}
	st.grader.answer(kept.ID, verdict, verdict)
	release()
	st.grader.work.Wait()

	w := ask(path("TestWithHistory"), true)
	if w.Code != 200 || !strings.Contains(w.Body.String(), "read x → 7") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	policy := w.Header().Get(policyHeader)
	for _, want := range []string{"sandbox allow-scripts;", "default-src 'none';"} {
		if !strings.Contains(policy, want) {
			t.Errorf("the policy %q lacks %q", policy, want)
		}
	}
	if strings.Contains(policy, "allow-same-origin") {
		t.Errorf("the policy %q gives the page our origin, and with it the reader's cookie", policy)
	}
	for _, test := range []string{"TestWithout", "TestThatPassed", "TestOfNoName"} {
		if w := ask(path(test), true); w.Code != 404 || w.Header().Get(policyHeader) != strictPolicy {
			t.Errorf("%s: status %d, policy %q", test, w.Code, w.Header().Get(policyHeader))
		}
	}
	if w := ask(path("TestWithHistory"), false); w.Code != 403 {
		t.Errorf("a stranger gets status %d", w.Code)
	}

	page := ask(fmt.Sprintf("/labs/lamport-clock/submissions/%d", kept.ID), true)
	if got := strings.Count(page.Body.String(), "/histories/"); got != 1 || !strings.Contains(page.Body.String(), `href="`+path("TestWithHistory")+`"`) {
		t.Errorf("%d links to histories on the submission's page", got)
	}
	if page.Header().Get(policyHeader) == policy {
		t.Error("the submission's own page is in the sandbox")
	}
}
