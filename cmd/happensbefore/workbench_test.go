package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"happensbefore/course"
)

// phone makes the browser a phone's, worked by touch alone.
func (b *browser) phone() {
	b.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile, chromedp.EmulateTouch))
}

// touch puts a finger on the page and lifts it.
func (b *browser) touch(x, y float64) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchStart, TouchPoints: []*input.TouchPoint{{X: x, Y: y}}}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: input.DispatchTouchEventTypeTouchEnd, TouchPoints: []*input.TouchPoint{}})
		return err
	}))
}

// tap touches what an expression finds, so many pixels beside its middle.
func (b *browser) tap(expression string, beside float64) {
	b.t.Helper()
	b.until(expression)
	at := value[[]float64](b, fmt.Sprintf(`(async (found) => {
		// A page that still scrolls by itself carries it away.
		for (let last = NaN, still = 0; still < 10; still++) {
			const {top} = found.getBoundingClientRect();
			if (top !== last) still = 0;
			last = top;
			await new Promise((drawn) => requestAnimationFrame(drawn));
			if (still === 5) found.scrollIntoView({block: "center", behavior: "instant"});
		}
		const box = found.getBoundingClientRect();
		return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
	})(%s)`, expression))
	b.touch(at[0]+beside, at[1])
}

func quoted(selector string) string { return fmt.Sprintf("document.querySelector(%q)", selector) }

// small lists what can be touched and is lower or narrower than 24 px, as WCAG
// 2.5.8 counts: not links in a sentence, nor a box whose label is touched. An
// event of a diagram is found from beside it.
const small = `(() => {
	const found = [];
	const look = (root) => {
		for (const e of root.querySelectorAll("*")) {
			if (e.shadowRoot) look(e.shadowRoot);
			if (!e.matches("a[href], button, input:not([type=hidden]), select, summary, [role=tab], [role=separator]") || e.closest("label")) continue;
			const box = e.getBoundingClientRect(), style = getComputedStyle(e);
			if (box.width === 0 || box.height === 0 || style.visibility === "hidden") continue;
			if (e.matches("a") && style.display === "inline" && e.closest("p, td, dd, .prose li")) continue;
			if (box.width < 24 || box.height < 24) found.push(e.tagName + " " + e.textContent.trim() + " " + box.width + " x " + box.height);
		}
	};
	for (const d of document.querySelectorAll("details")) d.open = true;
	look(document);
	return found;
})()`

func TestTheWorkbenchIsWorkedByTouch(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b := openBrowserFor(t, 5*time.Minute)
	b.phone()
	for _, path := range []string{"/", "/labs", "/chapters/clocks", "/progress", "/symptoms", "/labs/lamport-clock"} {
		b.do(chromedp.Navigate(s.url + path))
		if strings.HasPrefix(path, "/labs/") {
			b.until("document.querySelector('form.workbench .editor')?.shadowRoot && document.querySelector('.editor-options')")
		}
		if got := value[[]string](b, small); len(got) > 0 {
			t.Errorf("%s: too small to touch: %q", path, got)
		}
		if wide := value[int](b, "document.documentElement.scrollWidth"); wide > 390 {
			t.Errorf("%s is %d px wide", path, wide)
		}
	}
	value[bool](b, collectErrors)

	// Tabs, Run, Stop.
	const front = "document.querySelector('form.workbench .file:not([hidden]) .editor').shadowRoot.querySelector('.cm-content').innerText"
	b.tap("document.querySelectorAll('[role=tab]')[1]", 0)
	b.until(front + ".includes('package lamport_test')")
	b.tap("document.querySelectorAll('[role=tab]')[0]", 0)
	b.until("!" + front + ".includes('package lamport_test')")
	_, wrong := labFile(t, "lamport-clock", "wrong", "forgets-max")
	b.write("form.workbench", wrong)
	b.tap(quoted("button[data-action=run]"), 0)
	b.until("document.querySelector('[data-result] .checks li[data-passed=false] .compared')")
	if out := value[[]string](b, `[...document.querySelectorAll(".verdict *")].filter((e) => e.getBoundingClientRect().right > e.closest(".verdict").getBoundingClientRect().right).map((e) => e.className)`); len(out) > 0 {
		t.Errorf("beyond the verdict's edge: %q", out)
	}
	b.write("form.workbench", wrong+"\nfunc init() {\n\tfor {\n\t}\n}\n")
	b.tap(quoted("button[data-action=run]"), 0)
	b.tap(quoted("button[data-action=stop]:not([hidden])"), 0)
	b.until("document.querySelector('.workbench .status').innerText === 'Stopped.' && document.querySelector('button[data-action=stop]').hidden")

	// What was submitted, beside what it changed.
	_, right := labFile(t, "lamport-clock", "solution", "")
	for _, source := range []string{wrong, right} {
		b.write("form.workbench", source)
		b.tap(quoted("button[data-action=submit]"), 0)
		b.until(fmt.Sprintf("document.querySelector('[data-result] .verdict[data-stage=final][data-outcome=%s]')", map[bool]string{true: "passed", false: "failed"}[source == right]))
	}
	b.until("document.querySelector('[data-change=\"newly passing\"]') && document.querySelectorAll('[data-history] li').length === 2")
	const narrow = `[...document.querySelectorAll(".checks .says")].filter((e) => e.getBoundingClientRect().width < 240).length`
	if n := value[int](b, narrow); n > 0 {
		t.Errorf("%d checks are pressed into a column", n)
	}
	if got := value[[]string](b, small); len(got) > 0 {
		t.Errorf("with a verdict: too small to touch: %q", got)
	}
	quiet := func() {
		if said := value[[]string](b, "complaints"); len(said) > 0 {
			t.Errorf("the page complains: %q", said)
		}
	}
	quiet()
	b.tap(quoted("[data-history] li:last-child a.restore"), 0)
	b.until("document.querySelector('.loaded')?.innerText.includes('These are the files of')")
	b.until("document.querySelector('form.workbench .editor')?.shadowRoot")
	value[bool](b, collectErrors)

	// A diagram, walked and enlarged.
	const (
		event = "document.querySelectorAll('svg.trace .trace-event')[1].querySelector('.trace-marker')"
		here  = "document.querySelector('svg.trace [data-place=here]')?.querySelector('.trace-marker')"
		width = "document.querySelector('svg.trace').getBoundingClientRect().width"
		tools = "document.querySelectorAll('.trace-tools button')"
	)
	b.until("document.querySelector('.trace-tools')")
	b.tap(event, 14)
	b.until(here + " === " + event)
	wide := value[float64](b, width)
	b.tap(tools+"[1]", 0)
	b.until(width + fmt.Sprintf(" > %f", 1.2*wide))
	if !value[bool](b, here+" === "+event) {
		t.Error("an enlarged diagram forgets where the reader was")
	}
	b.tap(tools+"[0]", 0)
	b.until(width + fmt.Sprintf(" === %f", wide))
	quiet()
}

// TestWhoSavesDataIsNotSentTheCompiler opens a lab with Save-Data: the compiler
// stays where it is, and what needs it runs on the server.
func TestWhoSavesDataIsNotSentTheCompiler(t *testing.T) {
	s := serveSite(t, t.TempDir())
	p := pageEngine{openBrowserFor(t, 3*time.Minute)}
	saves := true
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetDataSaverOverride, emulation.SetDataSaverOverrideParams{DataSaverEnabled: &saves})
		return err
	}))
	p.visit(s)
	if !value[bool](p.browser, "navigator.connection.saveData") {
		t.Fatal("this browser does not know Save-Data")
	}
	p.start()
	if value[bool](p.browser, "engine.prepare()") {
		t.Error("the compiler was fetched")
	}
	a := p.run(pageProgram("package main\n\nfunc main() {\n\tprintln()\n}\n"), "")
	if !strings.HasPrefix(a.Fault, "NeedsServer: ") {
		t.Errorf("%+v", a)
	}
	_, right := labFile(t, "lamport-clock", "solution", "")
	p.write("form.workbench", right+"\nfunc init() { println() }\n")
	p.do(chromedp.Click("button[data-action=run]"))
	p.until("document.querySelector('[data-result] .facts')?.innerText.includes('on the server')")
	if sent := value[[]string](p.browser, `performance.getEntriesByType("resource").map(({name}) => name).filter((name) => /(compile|link|archives)-/.test(name))`); len(sent) > 0 {
		t.Errorf("fetched all the same: %q", sent)
	}
}

// TestTimesStandBesideOutputAsItComes runs a program that prints, sleeps and
// works, and a lab whose code prints in a bubble.
func TestTimesStandBesideOutputAsItComes(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b := openBrowserFor(t, 3*time.Minute)
	b.do(chromedp.Navigate(s.url + "/chapters/clocks"))
	value[bool](b, "[...document.querySelectorAll('figure.example button')].find((b) => b.innerText === 'Edit').click(), true")
	b.write("figure.example", `package main

import (
	"fmt"
	"time"
)

func main() {
	for {
		fmt.Println("on")
		time.Sleep(1500 * time.Millisecond)
		for range 1000000 {
		}
	}
}
`)
	// The page's engine answers as soon as it is there; the server cannot stream.
	b.until("performance.getEntriesByType('resource').some(({name}) => name.includes('/static/engine-') && name.endsWith('.wasm'))")
	times := "[...document.querySelectorAll('figure.example .running .stamped')].map((line) => line.innerText.trim().replaceAll(/\\s+/g, ' '))"
	deadline := time.Now().Add(30 * time.Second)
	for !value[bool](b, times+".includes('3.000 s on')") {
		if time.Now().After(deadline) {
			t.Fatalf("while it runs there is %q", value[[]string](b, times))
		}
		value[bool](b, "((run) => run.hasAttribute('aria-disabled') || run.click() || true)(document.querySelector('figure.example button.example-run'))")
		time.Sleep(100 * time.Millisecond)
	}
	value[bool](b, "[...document.querySelectorAll('figure.example button')].find((b) => b.innerText === 'Stop').click(), true")
	b.until("document.querySelector('figure.example .status').innerText === 'Stopped.'")

	p := openEngines(t, s, 2*time.Minute)
	job := pageJob{
		Files:  []pageFile{{"lab.go", "package lab\n\nimport \"fmt\"\n\nfunc Say() { fmt.Println(\"said\") }\n"}},
		Tests:  []pageFile{{"lab_test.go", "package lab_test\n\nimport (\n\t\"testing\"\n\t\"testing/synctest\"\n\t\"time\"\n\n\t\"lab\"\n)\n\nfunc TestSay(t *testing.T) {\n\tsynctest.Test(t, func(t *testing.T) {\n\t\ttime.Sleep(90 * time.Minute)\n\t\tlab.Say()\n\t})\n}\n"}},
		Checks: []pageCheck{{"TestSay", "it speaks", 1, 1}},
		Limits: patient(course.DefaultLimits()),
	}
	text, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	if at := value[float64](p.browser, fmt.Sprintf(`new Promise((heard, failed) => engine.run(%s, {engine: "interpreted", onProgress: ({output, virtualTime}) => output && heard(virtualTime ?? -1)}).catch(failed))`, text)); at != 90*60*1000 {
		t.Errorf("what a bubble prints after 90 minutes is stamped %v ms", at)
	}
}

// TestARealSleepIsASleepInThePage has a compiled lab wait outside any bubble.
func TestARealSleepIsASleepInThePage(t *testing.T) {
	p := openEngines(t, serveSite(t, t.TempDir()), 3*time.Minute)
	value[bool](p.browser, "engine.prepare()")
	if !value[bool](p.browser, "new WebAssembly.Memory({initial: 1, maximum: 1, shared: true}).buffer.byteLength === 65536") {
		t.Error("this browser has no memory to wait on, and keeps a core busy instead")
	}
	a := p.run(pageJob{
		Files:  []pageFile{{"lab.go", "package lab\n\nimport \"time\"\n\nfunc Nap() { time.Sleep(700 * time.Millisecond) }\n"}},
		Tests:  []pageFile{{"lab_test.go", "package lab_test\n\nimport (\n\t\"testing\"\n\t\"time\"\n\n\t\"lab\"\n)\n\nfunc TestNap(t *testing.T) {\n\tbegan := time.Now()\n\tlab.Nap()\n\tif slept := time.Since(began); slept < 700*time.Millisecond {\n\t\tt.Error(slept)\n\t}\n}\n"}},
		Checks: []pageCheck{{"TestNap", "it sleeps", 1, 1}},
		Limits: patient(course.DefaultLimits()),
	}, "compiled")
	if a.Fault != "" || a.Verdict.Outcome != course.Passed || time.Duration(a.Verdict.Elapsed) < 700*time.Millisecond {
		t.Errorf("%+v", a)
	}
}

// TestRunsAtOnceKeepApart runs two programs before there is an engine, and a
// third that is stopped while it waits for one.
func TestRunsAtOnceKeepApart(t *testing.T) {
	p := openEngines(t, serveSite(t, t.TempDir()), 3*time.Minute)
	say := func(word string) string {
		text, err := json.Marshal(pageProgram("package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"" + word + "\")\n}\n"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	got := value[string](p.browser, fmt.Sprintf(`(async () => {
		const cold = openAnother(), stop = new AbortController();
		const run = (job, signal) => cold.run(job, {engine: "interpreted", signal}).then(({verdict}) => verdict.output.trim(), (fault) => fault.name === "AbortError" ? fault.name : String(fault));
		const all = [run(%s), run(%s, stop.signal), run(%s)];
		stop.abort();
		return (await Promise.all(all)).join(", ") + ", " + await run(%s);
	})()`, say("one"), say("two"), say("three"), say("four")))
	if want := "one, AbortError, three, four"; got != want {
		t.Errorf("they printed %q, want %q", got, want)
	}
}
