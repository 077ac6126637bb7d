package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A browser is one window of a real Chromium. What it cannot do fails its test.
type browser struct {
	t     testing.TB
	ctx   context.Context
	close func() // ends it before its test does
}

func openBrowser(t testing.TB) *browser {
	t.Helper()
	return openBrowserFor(t, 2*time.Minute)
}

// openBrowserFor opens a browser that gives up after so long.
func openBrowserFor(t testing.TB, patience time.Duration, more ...chromedp.ExecAllocatorOption) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Fatal("this test drives Chromium, and there is none on the PATH: run make test, which installs it, or apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.NoSandbox, // tests run as root in containers; the only pages are ours
	)
	options = append(options, more...)
	ctx, end := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(end)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	return &browser{t: t, ctx: ctx, close: end}
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// value is what an expression gives in the page.
func value[T any](b *browser, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// until waits for an expression to become true in the page.
func (b *browser) until(expression string) {
	b.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		if value[bool](b, "!!("+expression+")") {
			return
		}
		time.Sleep(30 * time.Millisecond)
	}
	b.t.Fatalf("never true in the page: %s\n%.3000s", expression, value[string](b, "document.body.innerText"))
}

// write replaces the text of the first editor inside the element that the
// selector finds, as somebody does who selects all and pastes.
func (b *browser) write(selector, text string) {
	b.t.Helper()
	quoted, err := json.Marshal(text)
	if err != nil {
		b.t.Fatal(err)
	}
	content := fmt.Sprintf("document.querySelector(%q).querySelector('.editor').shadowRoot.querySelector('.cm-content')", selector)
	b.until(fmt.Sprintf("document.querySelector(%q)?.querySelector('.editor')?.shadowRoot?.querySelector('.cm-content')", selector))
	value[bool](b, content+".focus(), true")
	b.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	value[bool](b, fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.setData("text/plain", %s);
		return %s.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})) || true;
	})()`, quoted, content))
}

// collectErrors collects what the page's console complains of, refused scripts and
// styles included, from now on.
const collectErrors = `(() => {
	window.complaints = [];
	addEventListener("error", (e) => complaints.push(String(e.message)));
	addEventListener("securitypolicyviolation", (e) => complaints.push(e.violatedDirective + " " + e.blockedURI));
	return true;
})()`

// TestALearnersFirstEvening reads a chapter, runs and changes its example,
// fails the Lamport lab, mends it, passes, and finds all of it again after the
// server was stopped and started.
func TestALearnersFirstEvening(t *testing.T) {
	data := t.TempDir()
	s := serveSite(t, data)
	b := openBrowser(t)

	b.do(chromedp.Navigate(s.url + "/"))
	b.do(chromedp.Navigate(s.url + "/chapters/clocks"))
	value[bool](b, collectErrors)
	if title := value[string](b, "document.querySelector('h1').innerText"); title != "Time and clocks" {
		t.Errorf("the chapter is called %q", title)
	}
	if drawn := value[int](b, "document.querySelectorAll('main figure svg').length"); drawn < 3 {
		t.Errorf("%d space-time diagrams, want at least 3", drawn)
	}

	// The example runs, prints what the text says, and can be changed.
	promised := value[string](b, "document.querySelector('figure.example .example-output samp').innerText")
	b.do(chromedp.Click("figure.example button.example-run"))
	b.until("document.querySelector('figure.example .example-answer .verdict')")
	if got := value[string](b, "document.querySelector('figure.example .example-answer').innerText"); !strings.Contains(got, strings.TrimSpace(promised)) {
		t.Errorf("the example prints %q, the text says %q", got, promised)
	}
	value[bool](b, "[...document.querySelectorAll('figure.example button')].find((b) => b.innerText === 'Edit').click(), true")
	b.write("figure.example", "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"changed by\", 2+1, \"readers\")\n}\n")
	b.do(chromedp.Click("figure.example button.example-run"))
	b.until("document.querySelector('figure.example .example-answer').innerText.includes('changed by 3 readers')")

	// A wrong answer to a question opens to the reason that it is wrong.
	value[bool](b, "document.querySelector('details.option[data-right=false] summary').click(), true")
	b.until("document.querySelector('details.option[open]').innerText.length > 40")
	b.do(chromedp.Click("form[data-mark-read] button"))
	b.until("document.querySelector('main a[data-chapter=clocks][data-ticked], a[data-chapter=clocks][data-ticked]')")

	// The lab: wrong at first.
	_, right := labFile(t, "lamport-clock", "solution", "")
	_, wrong := labFile(t, "lamport-clock", "wrong", "forgets-max")
	b.do(chromedp.Navigate(s.url + "/labs/lamport-clock"))
	value[bool](b, collectErrors)
	b.write("form.workbench", "package lamport\n\nfunc broken() { x := 1 }\n")
	b.do(chromedp.Click("button[data-action=run]"))
	b.until("document.querySelector('[data-result] .diagnostics li')")
	b.until("document.querySelector('form.workbench .editor').shadowRoot.querySelector('.cm-lintRange-error, .cm-lint-marker-error')")

	b.write("form.workbench", wrong)
	b.do(chromedp.Click("button[data-action=submit]"))
	b.until("document.querySelector('[data-result] .verdict[data-outcome=failed]:not([data-pending])')")
	if failed := value[int](b, "document.querySelectorAll('[data-result] .checks li[data-passed=false]').length"); failed == 0 {
		t.Error("a failed verdict without a failed check")
	}
	if message := value[string](b, "document.querySelector('[data-result] .checks li[data-passed=false] .message').innerText"); message == "" {
		t.Error("a failed check says nothing")
	}
	b.until("document.querySelector('.hint')")
	if status := value[int](b, "fetch('/labs/lamport-clock/solutions').then((r) => r.status)"); status != 403 {
		t.Errorf("solutions before passing: status %d, want 403", status)
	}

	// The draft is there after a reload.
	b.do(chromedp.Navigate(s.url + "/labs/lamport-clock"))
	value[bool](b, collectErrors)
	b.until("document.querySelector('form.workbench .editor')?.shadowRoot?.querySelector('.cm-content')")
	marker := strings.TrimSpace(strings.Split(wrong, "\n")[0])
	b.until(fmt.Sprintf("document.querySelector('form.workbench .editor').shadowRoot.querySelector('.cm-content').innerText.includes(%q)", marker))

	// Then right.
	b.write("form.workbench", right)
	b.do(chromedp.Click("button[data-action=submit]"))
	b.until("document.querySelector('[data-result] .verdict[data-outcome=passed]:not([data-pending])')")
	if status := value[int](b, "fetch('/labs/lamport-clock/solutions').then((r) => r.status)"); status != 200 {
		t.Errorf("solutions after passing: status %d, want 200", status)
	}
	if said := value[[]string](b, "complaints"); len(said) > 0 {
		t.Errorf("the page complains: %q", said)
	}

	// The server goes and comes back; the learner finds everything.
	s.stop(t)
	again := serveSite(t, data, "--addr", strings.TrimPrefix(s.url, "http://"))
	b.do(chromedp.Navigate(again.url + "/progress"))
	page := value[string](b, "document.querySelector('main').innerText")
	if !strings.Contains(page, "1 of") || !strings.Contains(page, "passed") || !strings.Contains(page, "read") {
		t.Errorf("progress after a restart:\n%s", page)
	}
	b.do(chromedp.Navigate(again.url + "/labs/lamport-clock"))
	if kept := value[int](b, "document.querySelectorAll('a[href*=\"/labs/lamport-clock/submissions/\"]').length"); kept < 2 {
		t.Errorf("%d submissions on the lab's page, want 2", kept)
	}
}
