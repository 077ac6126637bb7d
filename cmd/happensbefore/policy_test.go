package main

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// What the page's own scripts could do, were there a hole in them. Whatever a
// debugger calls directly is exempt from the policy, hence the timers.
const (
	compilesWasm = `new Promise((done) => setTimeout(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => done(true), () => done(false))))`
	startsWorker = `new Promise((done) => setTimeout(() => {
		const worker = new Worker("/static/no-such-worker.js");
		addEventListener("securitypolicyviolation", (e) => { if (e.effectiveDirective === "worker-src") done(false); });
		worker.addEventListener("error", () => setTimeout(() => done(true), 100));
	}))`
	evaluates = `new Promise((done) => setTimeout(() => { try { done(new Function("return true")()); } catch { done(false); } }))`
	inlines   = `new Promise((done) => setTimeout(() => {
		const script = document.createElement("script");
		script.textContent = "window.inlined = true";
		document.body.append(script);
		done(window.inlined === true);
	}))`
)

// TestThePolicyHoldsInABrowser opens every kind of page and every chapter and
// lab: none breaks its policy; engines may run where the page has something to
// run and nowhere else, and code from a text nowhere at all.
func TestThePolicyHoldsInABrowser(t *testing.T) {
	s := serveSite(t, t.TempDir())
	bound, shelf, problems := both("", "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	pages := map[string]bool{"/": false, "/symptoms": false, "/labs": false, "/progress": false, "/health": false, "/nowhere": false}
	for _, c := range bound.Chapters() {
		pages["/chapters/"+c.Slug] = len(c.Examples) > 0
	}
	for _, lab := range shelf.Labs() {
		pages["/labs/"+lab.Slug] = true
	}
	b := openBrowserFor(t, 10*time.Minute)
	b.before(collectErrors)

	// What a learner has sent, that it has passed, and how it compares.
	_, right := labFile(t, "lamport-clock", "solution", "")
	b.do(chromedp.Navigate(s.url + "/labs/lamport-clock"))
	b.write("form.workbench", right)
	b.do(chromedp.Click("button[data-action=submit]"))
	b.until("document.querySelector('[data-result] .verdict[data-outcome=passed][data-stage=final]')")
	id := value[string](b, "document.querySelector('[data-result] .verdict').dataset.submission")
	for _, path := range []string{"/submissions/" + id, "/diff?before=" + id + "&after=" + id, "/solutions", "/solutions/" + id} {
		pages["/labs/lamport-clock"+path] = false
	}
	for path, engines := range pages {
		t.Run(strings.ReplaceAll(path, "/", "_"), func(t *testing.T) {
			b := &browser{t: t, ctx: b.ctx}
			b.do(chromedp.Navigate(s.url + path))
			b.until("document.readyState === 'complete'")
			if engines && strings.HasPrefix(path, "/labs/") {
				b.until("document.querySelector('form.workbench .editor')?.shadowRoot?.querySelector('.cm-content')")
			}
			if said := value[[]string](b, "complaints"); len(said) > 0 {
				t.Errorf("the page breaks its own policy: %q", said)
			}
			for what, tt := range map[string]struct {
				expression string
				want       bool
			}{
				"names an engine":         {"document.body.dataset.engine !== undefined", engines},
				"compiles WebAssembly":    {compilesWasm, engines},
				"starts a worker":         {startsWorker, engines || path == "/"}, // which sets up the one for offline reading
				"evaluates a text":        {evaluates, false},
				"runs an inline script":   {inlines, false},
				"is shown in other sites": {"fetch(location.href).then((r) => !r.headers.get('Content-Security-Policy').includes(\"frame-ancestors 'none'\"))", false},
			} {
				if got := value[bool](b, tt.expression); got != tt.want {
					t.Errorf("%s: %v, want %v", what, got, tt.want)
				}
			}
		})
	}
}
