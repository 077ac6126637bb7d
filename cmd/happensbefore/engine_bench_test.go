package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"happensbefore/course"
)

const (
	coldRounds  = 3 // each in a browser that has never been there
	pressRounds = 4 // of each kind
)

// inexact is a function that no test calls and that only a compiler takes: with
// it in a program, the page's own choice is the compiler.
const inexact = "\nfunc neverCalled() {\n\tgoto end\nend:\n}\n"

// compilersFiles are what the page's compiler is made of.
var compilersFiles = []string{"compiler", "compile", "link", "archives"}

// BenchmarkPage prints what the pages cost a reader, in a real browser against
// the built program: what crosses the network before the first answer, the time
// until an engine stands ready, and the time from the press of a key to the
// answer in the page, for each lab, by each engine and by the server.
func BenchmarkPage(b *testing.B) {
	for b.Loop() { // once: it takes far longer than a benchmark must
		s, _ := serveBuilt(b)
		all := benchLabs(b)
		cold := measureCold(b, s, all[0])
		table := newBenchTable(fmt.Sprintf(`What the pages cost a reader, in Chromium, against the built program.
kB: all answers that crossed the network by then, header and body, in a browser that had never been there; the interpreter's without the compiler, which is fetched behind it.
ms: of ready and opened, from the beginning of the page's load; of a key, from its press to the answer in the page. Median and slowest of %d, of %d for keys; each with code that nobody had sent before.
/go test: of what the same tests take with go test and a warm cache, for a submission go test -race with the hidden ones; /server: of the server's answer to the same key. Where a row names no lab, those of %s.`,
			coldRounds, pressRounds, all[0].Slug))
		table.row("lab", "what", "kB", "ms", "slowest", "/go test", "/server")
		var keys []*pressed
		for _, l := range all {
			keys = append(keys, measurePresses(b, s, l))
		}
		first := keys[0]
		table.timed("", "a chapter, without engines: opened", cold.chapterBytes, cold.chapter, first)
		table.timed("", "interpreter: ready", 0, cold.interpreter, first)
		table.timed("", "interpreter: first answer", cold.interpreterBytes, cold.answer, first)
		table.timed("", "compiler: ready", 0, cold.compiler, first)
		table.weighed("", "compiler: first answer", cold.compilerBytes)
		for i, l := range all {
			k := keys[i]
			table.timed(l.Slug, "Run, by the page's interpreter", 0, k.interpreted, k)
			table.timed(l.Slug, "Run, by the page's compiler", 0, k.compiled, k)
			table.timed(l.Slug, "Run, by the server", 0, k.server, k)
			table.timed(l.Slug, "go test", 0, k.goTest, k)
			table.row(l.Slug, "Submit, the server's first answer", "", milliseconds(percentile(k.first, 50)), milliseconds(slices.Max(k.first)), ratio(percentile(k.first, 50), percentile(k.goTestRace, 50)), "")
			table.row(l.Slug, "go test -race", "", milliseconds(percentile(k.goTestRace, 50)), milliseconds(slices.Max(k.goTestRace)), "1.00", "")
		}
		table.print()
	}
	b.ReportMetric(0, "ns/op")
}

// timed is a row of times, each against what a lab's go test and the server took.
func (t *benchTable) timed(lab, what string, bytes int64, took []time.Duration, of *pressed) {
	weight := ""
	if bytes > 0 {
		weight = fmt.Sprintf("%.1f", float64(bytes)/1000)
	}
	p50 := percentile(took, 50)
	t.row(lab, what, weight, milliseconds(p50), milliseconds(slices.Max(took)), ratio(p50, percentile(of.goTest, 50)), ratio(p50, percentile(of.server, 50)))
}

func (t *benchTable) weighed(lab, what string, bytes int64) {
	t.row(lab, what, fmt.Sprintf("%.1f", float64(bytes)/1000), "", "", "", "")
}

// A coldStart is what the first visit took and weighed.
type coldStart struct {
	chapterBytes, interpreterBytes, compilerBytes int64
	chapter, interpreter, answer, compiler        []time.Duration
}

// watchesFetching notes in the page when its interpreter is ready, which is when
// the page says that it fetches the compiler; when that is; and when the first
// run is answered, which begins as soon as there is an interpreter.
const watchesFetching = `(() => {
	const at = window.at = {};
	addEventListener("DOMContentLoaded", () => {
		const run = document.querySelector("button[data-action=run]");
		if (run === null) return;
		new MutationObserver(() => {
			const fetching = document.querySelector("label.fetching") !== null;
			if (fetching && at.interpreter === undefined) {
				at.interpreter = performance.now();
				run.click();
			}
			if (!fetching && at.interpreter !== undefined) at.compiler ??= performance.now();
			if (at.interpreter !== undefined && document.querySelector("[data-result] .verdict") !== null) at.answer ??= performance.now();
		}).observe(document.body, {childList: true, subtree: true});
	});
})()`

func measureCold(b *testing.B, s *site, l benchLab) *coldStart {
	b.Helper()
	cold := &coldStart{}
	var n tries
	for range coldRounds {
		wire := newWire(b, s)
		p := openBrowser(b)
		p.do(chromedp.Navigate(wire.url + "/chapters/" + l.Chapter))
		p.until("document.readyState === 'complete' && document.fonts.status === 'loaded'")
		cold.chapter = append(cold.chapter, p.milliseconds("performance.getEntriesByType('navigation')[0].loadEventEnd"))
		cold.chapterBytes = max(cold.chapterBytes, wire.so().sum())
		p.close()

		wire.reset()
		p = openBrowser(b)
		p.before(watchesFetching)
		p.do(chromedp.Navigate(wire.url + "/labs/" + l.Slug))
		p.until("at.answer !== undefined")
		cold.interpreterBytes = max(cold.interpreterBytes, wire.so().sum(compilersFiles...))
		if facts := value[string](p, "document.querySelector('[data-result] .facts').innerText"); !strings.Contains(facts, "interpreted, in this page") {
			b.Fatalf("the first answer came from elsewhere: %s", facts)
		}
		p.until("at.compiler !== undefined")
		for name, list := range map[string]*[]time.Duration{"interpreter": &cold.interpreter, "answer": &cold.answer, "compiler": &cold.compiler} {
			*list = append(*list, p.milliseconds("at."+name))
		}
		p.watchKeys()
		p.press(n.next(l)+inexact, "run", "compiled, in this page")
		cold.compilerBytes = max(cold.compilerBytes, wire.so().sum())
		p.close()
	}
	return cold
}

// Pressed is what passed between a key and the answer, for one lab.
type pressed struct {
	interpreted, compiled, server, first []time.Duration
	goTest, goTestRace                   []time.Duration
}

// quietly keeps the visible tests from running by themselves meanwhile.
const quietly = `localStorage.setItem("choice:rerun", "off")`

func measurePresses(b *testing.B, s *site, l benchLab) *pressed {
	b.Helper()
	var n tries
	k := &pressed{}
	here := openBrowserFor(b, 10*time.Minute)
	here.before(quietly + ";" + watchesFetching)
	here.do(chromedp.Navigate(s.url + "/labs/" + l.Slug))
	here.until("at.compiler !== undefined && at.answer !== undefined")
	here.watchKeys()
	there := openBrowserFor(b, 10*time.Minute)
	there.before(quietly + "; delete window.WebAssembly") // so that the page has no engines
	there.do(chromedp.Navigate(s.url + "/labs/" + l.Slug))
	there.watchKeys()
	visible := goTest{lab: l, dir: b.TempDir(), tests: l.Tests, checks: l.Visible}
	hidden := newGoTest(b, l)
	test := func(g goTest) time.Duration {
		took, err := g.run(b.Context(), n.next(l))
		if err != nil {
			b.Fatal(err)
		}
		return took
	}
	test(visible) // fills the cache
	for range pressRounds {
		k.interpreted = append(k.interpreted, here.press(n.next(l), "run", "interpreted, in this page"))
		k.compiled = append(k.compiled, here.press(n.next(l)+inexact, "run", "compiled, in this page"))
		k.server = append(k.server, there.press(n.next(l), "run", ""))
		k.first = append(k.first, there.press(n.next(l), "submit", ""))
		there.until("document.querySelector('[data-result] [data-stage=final]')")
		k.goTest = append(k.goTest, test(visible))
		k.goTestRace = append(k.goTestRace, test(hidden))
	}
	here.close()
	there.close()
	return k
}

// before has a script run before any of a page's own.
func (b *browser) before(script string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
		return err
	}))
}

func (b *browser) milliseconds(expression string) time.Duration {
	b.t.Helper()
	return time.Duration(value[float64](b, expression) * float64(time.Millisecond))
}

// watchKeys notes when a key was pressed and when the button that it stands for
// is done: the answer is in the page then.
func (b *browser) watchKeys() {
	b.t.Helper()
	b.until("document.querySelector('form.workbench .editor')?.shadowRoot?.querySelector('.cm-content')")
	value[bool](b, `(() => {
		window.key = {};
		addEventListener("keydown", (e) => { if (e.key === "Enter") key = {began: e.timeStamp}; }, {capture: true});
		for (const button of document.querySelectorAll("button[data-action]")) {
			new MutationObserver(() => {
				if (!button.hasAttribute("data-busy")) key[button.dataset.action] ??= performance.now() - key.began;
			}).observe(button, {attributeFilter: ["data-busy"]});
		}
		return true;
	})()`)
}

// press writes the code, lets the page come to rest, presses the key of a
// button, and wants the code to pass by the engine that facts name.
func (b *browser) press(source, action, facts string) time.Duration {
	b.t.Helper()
	b.write("form.workbench", source)
	time.Sleep(time.Second)
	modifiers := chromedp.ModifierCtrl
	if action == "submit" {
		modifiers |= chromedp.ModifierShift
	}
	value[bool](b, "key = {}, true")
	b.do(chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(modifiers)))
	took := b.milliseconds(fmt.Sprintf(`(async () => {
		for (const began = performance.now(); key[%q] === undefined; await new Promise((later) => setTimeout(later, 50))) {
			if (performance.now() - began > 90_000) return -1;
		}
		return key[%q];
	})()`, action, action))
	if took < 0 {
		b.t.Fatalf("no answer to the key in 90 s: %s", value[string](b, "document.querySelector('#bench').innerText"))
	}
	outcome := value[string](b, "document.querySelector('[data-result] .verdict')?.dataset.outcome ?? ''")
	said := value[string](b, "document.querySelector('[data-result]').innerText")
	if outcome != course.Passed.String() || !strings.Contains(said, facts) {
		b.t.Fatalf("the page answers %s, and not by %q: %s", outcome, facts, said)
	}
	return took
}
