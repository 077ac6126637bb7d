package server

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"happensbefore/course"
	"happensbefore/static"
)

var shots = flag.String("shots", "", "a folder for pictures of each stage of a submission")

// A browser is one window of a real Chromium. What it cannot do fails its test.
type browser struct {
	t   testing.TB
	ctx context.Context
}

func openBrowser(t testing.TB) *browser {
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
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	return &browser{t: t, ctx: ctx}
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
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if value[bool](b, "!!("+expression+")") {
			return
		}
	}
	b.t.Fatalf("never true in the page: %s\n%.3000s", expression, value[string](b, "document.body.innerText"))
}

// write replaces the text of the workbench's editor, as somebody does who
// selects all and pastes.
func (b *browser) write(text string) {
	b.t.Helper()
	b.pasteInto("form.workbench", text)
}

// pasteInto does so in the first editor in the element that the selector finds.
func (b *browser) pasteInto(selector, text string) {
	b.t.Helper()
	content := "document.querySelector('" + selector + " .editor')?.shadowRoot?.querySelector('.cm-content')"
	quoted, err := json.Marshal(text)
	if err != nil {
		b.t.Fatal(err)
	}
	b.until(content)
	value[bool](b, content+".focus(), true")
	b.do(chromedp.KeyEvent("a", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	value[bool](b, fmt.Sprintf(`(() => {
		const data = new DataTransfer();
		data.setData("text/plain", %s);
		return %s.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})) || true;
	})()`, quoted, content))
}

// collect collects what the page complains of, refused scripts and styles
// included, and what it announces, from now on.
const collect = `(() => {
	window.complaints = [];
	window.said = [];
	addEventListener("error", (e) => complaints.push(String(e.message)));
	addEventListener("securitypolicyviolation", (e) => complaints.push(e.violatedDirective + " " + e.blockedURI));
	for (const line of document.querySelectorAll("[role=status]")) {
		new MutationObserver(() => said.push(line.textContent)).observe(line, {childList: true, characterData: true, subtree: true});
	}
	return true;
})()`

// picture draws the page as it is now, wide and narrow, light and dark, where
// somebody wants to look at it.
func (b *browser) picture(name string) {
	b.t.Helper()
	if *shots == "" {
		return
	}
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			b.do(chromedp.EmulateViewport(width, 900), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
				_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
				return err
			}))
			value[bool](b, "document.querySelector('.verdict, form.again, .health-parts')?.scrollIntoView({block: 'end', behavior: 'instant'}), true")
			image, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
			if err != nil {
				b.t.Fatal(err)
			}
			if over := value[int](b, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
				b.t.Errorf("%s at %d: %d pixels too wide", name, width, over)
			}
			if err := os.WriteFile(filepath.Join(*shots, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)), image, 0o644); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}

// submitHeld writes the code, submits it, and returns its id as soon as it is
// in line.
func (b *browser) submitHeld(source string) int64 {
	b.t.Helper()
	b.write(source)
	b.do(chromedp.Click("button[data-action=submit]"))
	b.until("document.querySelector('[data-result] [data-stage=place]')")
	id, err := strconv.ParseInt(value[string](b, "document.querySelector('[data-result] .verdict').dataset.submission"), 10, 64)
	if err != nil {
		b.t.Fatal(err)
	}
	return id
}

const (
	tops   = "[...document.querySelectorAll('.checks > li')].map((li) => Math.round(li.getBoundingClientRect().top + scrollY + document.querySelector('.results').scrollTop))"
	result = "document.querySelector('[data-result]').innerText"
)

func (b *browser) wantSaid(want ...string) {
	b.t.Helper()
	if got := value[[]string](b, "said"); strings.Join(got, "|") != strings.Join(want, "|") {
		b.t.Errorf("announced %q, want %q", got, want)
	}
	if got := value[[]string](b, "complaints"); len(got) > 0 {
		b.t.Errorf("the page complains: %q", got)
	}
}

// serverOnly are the files of a site whose pages have no engines of their own,
// so that the fake grader answers everything.
type serverOnly struct{ *static.Assets }

func (a serverOnly) URL(name string) string {
	if name == "engine.wasm" {
		return ""
	}
	return a.Assets.URL(name)
}

func openAssets(t *testing.T) *static.Assets {
	t.Helper()
	assets, err := static.Open()
	if err != nil {
		t.Fatal(err)
	}
	return assets
}

func newBrowserSite(t *testing.T) (*site, *browser, string) {
	t.Helper()
	return newBrowserSiteWith(t, serverOnly{openAssets(t)})
}

func newBrowserSiteWith(t *testing.T, assets Assets) (*site, *browser, string) {
	t.Helper()
	st := newSite(t, func(cfg *Config) { cfg.Assets = assets })
	base := st.listen(t)
	return st, openBrowser(t), base
}

func TestThePageFollowsASubmissionThroughItsStages(t *testing.T) {
	st, b, base := newBrowserSite(t)
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/labs/lamport-clock"))
	b.until("document.querySelector('form.workbench .editor')?.shadowRoot")
	value[bool](b, collect)

	release := st.grader.hold()
	id := b.submitHeld(solvedClock)
	st.grader.ahead(2)
	b.until(result + ".includes('3rd in line')")
	b.picture("1-in-line")

	st.grader.answer(id, passedBy("interpreted"), passedBy("compiled"))
	b.until("document.querySelector('[data-result] [data-stage=first]')")
	if got := value[string](b, result); !strings.Contains(got, "The compiler is confirming it.") {
		t.Errorf("the first answer reads %q", got)
	}
	if value[bool](b, "[...document.querySelectorAll('.workbench .actions button')].some((b) => b.ariaDisabled === 'true')") {
		t.Error("the reader may not go on while the compiler confirms")
	}
	before := value[[]int](b, tops)
	b.picture("2-first")
	release()
	b.until("document.querySelector('[data-result] [data-stage=final]')")
	if after := value[[]int](b, tops); fmt.Sprint(before) != fmt.Sprint(after) || len(after) != 2 {
		t.Errorf("the checks jumped from %v to %v", before, after)
	}
	if got := value[string](b, result); !strings.Contains(got, "Compiled, with the race detector.") || strings.Contains(got, "corrected") {
		t.Errorf("the final answer reads %q", got)
	}
	b.picture("3-agreed")
	b.wantSaid("Submitting…", "Next in line.", "3rd in line.", "The interpreter says: Passed. Confirming…", "Confirmed: Passed, 3 of 3 points.")
	if got := value[int](b, "document.querySelectorAll('[data-history] li').length"); got != 1 {
		t.Errorf("%d submissions in the list, want one", got)
	}
}

func TestThePageSaysPlainlyThatTheCompilerCorrected(t *testing.T) {
	st, b, base := newBrowserSite(t)
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/labs/lamport-clock"))
	b.until("document.querySelector('form.workbench .editor')?.shadowRoot")
	value[bool](b, collect)

	release := st.grader.hold()
	id := b.submitHeld(solvedClock)
	raced := passedBy("compiled")
	raced.Outcome, raced.Score = course.Raced, 1
	raced.Says = "Two goroutines used the same memory at the same time: clock.go:7 writes it while clock.go:12 reads it."
	raced.Checks[1].Outcome, raced.Checks[1].Passed, raced.Checks[1].Message = course.Raced, false, "write at clock.go:7\nread at clock.go:12:3"
	st.grader.answer(id, passedBy("interpreted"), raced)
	b.until("document.querySelector('[data-result] [data-stage=first]')")
	before := value[[]int](b, tops)
	release()
	b.until("document.querySelector('[data-result] [data-outcome=raced]')")
	const corrected = "The compiler’s race detector found what the interpreter cannot see; the compiler’s answer counts."
	if got := value[string](b, result); !strings.Contains(got, corrected) {
		t.Errorf("the final answer reads %q", got)
	}
	if after := value[[]int](b, tops); len(after) != len(before) {
		t.Errorf("%d checks, then %d", len(before), len(after))
	}
	b.picture("4-raced")

	// The two places lead into the editor.
	value[bool](b, "document.querySelectorAll('.message .place')[1].click(), true")
	const line = "document.querySelector('form.workbench .editor').shadowRoot.querySelector('.cm-activeLine').innerText"
	b.until(line + ".includes('c.now = sent')")

	// The next answer begins afresh, and what failed before can be corrected too.
	release = st.grader.hold()
	id = b.submitHeld(solvedClock + "\n// again\n")
	failed := judge(lamport.Checks, lamport.Starter)
	failed.Engine = "compiled"
	st.grader.answer(id, passedBy("interpreted"), failed)
	b.until("document.querySelector('[data-result] [data-stage=first]')")
	release()
	b.until("document.querySelector('[data-result] [data-stage=final]')")
	if got := value[string](b, result); !strings.Contains(got, "The compiler corrected the interpreter’s answer; the compiler’s counts.") {
		t.Errorf("the final answer reads %q", got)
	}
	b.picture("5-corrected")
	b.wantSaid("Submitting…", "Next in line.", "The interpreter says: Passed. Confirming…", "Corrected by the compiler: Data race, 1 of 3 points.",
		"Submitting…", "Next in line.", "The interpreter says: Passed. Confirming… Since the last time: 1 newly passing.",
		"Corrected by the compiler: 1 of 2 checks fail, 1 of 3 points.")
}

func TestThePageTriesOnceMoreWhereTheLineIsFull(t *testing.T) {
	st, b, base := newBrowserSite(t)
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/labs/lamport-clock"))
	b.until("document.querySelector('form.workbench .editor')?.shadowRoot")
	value[bool](b, collect)
	st.grader.breakDown(&course.BusyError{Before: 40, After: time.Second})
	b.write(solvedClock)
	b.do(chromedp.Click("button[data-action=submit]"))
	b.until(result + ".includes('tries once more')")
	b.picture("6-busy")
	// Once, and then it is the reader's to say.
	b.until("document.querySelector('[data-outcome=busy]') && !" + result + ".includes('tries once more') && !document.querySelector('[aria-busy]')")
	st.grader.breakDown(nil)
	b.do(chromedp.Click("[data-outcome=busy] button"))
	b.until("document.querySelector('[data-result] [data-outcome=passed][data-stage=final]')")
	if got := value[string](b, "document.querySelector('form.workbench .editor').shadowRoot.querySelector('.cm-content').innerText"); !strings.Contains(got, "if sent > c.now") {
		t.Errorf("the editor holds %q", got)
	}
	if got := value[[]string](b, "complaints"); len(got) > 0 {
		t.Errorf("the page complains: %q", got)
	}
}

func TestASubmissionsPageFillsInByItself(t *testing.T) {
	for name, without := range map[string]string{"on a stream": "", "by polling": "EventSource"} {
		t.Run(name, func(t *testing.T) {
			st, b, base := newBrowserSite(t)
			if without != "" {
				b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
					_, err := cdp.Call(ctx, target, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: "delete window." + without})
					return err
				}))
			}
			b.do(chromedp.Navigate(base + "/labs/lamport-clock"))
			b.until("document.querySelector('form.workbench .editor')?.shadowRoot")
			release := st.grader.hold()
			id := b.submitHeld(solvedClock)
			b.do(chromedp.Navigate(fmt.Sprintf("%s/labs/lamport-clock/submissions/%d", base, id)))
			value[bool](b, collect)
			b.until("document.querySelector('.result').innerText.includes('Next in line')")
			b.picture("7-page-waiting")
			st.grader.answer(id, passedBy("interpreted"), passedBy("compiled"))
			if without == "" {
				b.until("document.querySelector('.result [data-stage=first]')")
			}
			release()
			b.until("document.querySelector('.result [data-stage=final][data-outcome=passed]')")
			b.picture("8-page-final")
			if got := value[[]string](b, "complaints"); len(got) > 0 {
				t.Errorf("the page complains: %q", got)
			}
		})
	}
}

func TestWithoutScriptsAPageWaitsAndLosesNothing(t *testing.T) {
	st, b, base := newBrowserSite(t)
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	b.do(chromedp.Navigate(base + "/labs/lamport-clock"))
	st.grader.breakDown(&course.BusyError{Own: true, Before: 3, After: time.Second})
	b.do(chromedp.Click("button[data-action=submit]"))
	b.until("document.querySelector('form.again')")
	if got := value[string](b, "document.querySelector('form.again textarea').value"); got != starterClock {
		t.Errorf("the page holds %q", got)
	}
	b.picture("9-busy-without-scripts")

	st.grader.breakDown(nil)
	release := st.grader.hold()
	b.do(chromedp.Click("form.again button"))
	b.until("document.querySelector('.result')?.innerText.includes('Next in line')")
	b.picture("10-waiting-without-scripts")
	release()
	b.until("document.querySelector('.result [data-stage=final]')")

	b.do(chromedp.Navigate(base + "/labs/lamport-clock"))
	if kept := value[int](b, "document.querySelectorAll('[data-history] li').length"); kept != 1 {
		t.Errorf("%d submissions, want one", kept)
	}
}
