package server

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"happensbefore/course"
)

// testedLabs are the fake labs, one of which has a visible test that can run.
type testedLabs struct{ fakeLabs }

func (l testedLabs) Lab(slug string) (*course.Lab, error) {
	lab, err := l.fakeLabs.Lab(slug)
	if err == nil && slug == lamport.Slug {
		lab.Tests = []course.File{{Name: "clock_test.go", Source: tickTest}}
	}
	return lab, err
}

const tickTest = `package lamport_test

import (
	"testing"

	lamport "lab"
)

func TestTick(t *testing.T) {
	var c lamport.Clock
	if c.Tick(); c.Tick() != 2 {
		t.Fatalf("the second Tick = %d, want 2", c.Tick()-1)
	}
}
`

// TestThePageHelpsWhileOneTypes has the page's own engine answer, which the
// server's fake grader could not.
func TestThePageHelpsWhileOneTypes(t *testing.T) {
	st, b, base := newBrowserSiteWith(t, openAssets(t))
	st.Labs = testedLabs{}
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	b.openLab(base, "lamport-clock")
	const root = "document.querySelector('form.workbench .file:not([hidden]) .editor').shadowRoot"

	// What the compiler says, as one types; on the tab, too.
	b.write("package lamport\n\nfunc f() int {\n\treturn \"x\"\n}\n")
	b.until("document.querySelector('[role=tab] .problem-count')?.innerText.startsWith('1')")
	b.until(root + ".querySelector('.cm-lintRange-error')?.textContent.includes('x')")

	// The visible tests run at a pause.
	b.write(strings.Replace(solvedClock, "c.now++", "c.now += 2", 1))
	b.until("!document.querySelector('[role=tab] .problem-count')")
	b.until("document.querySelector('[data-result] [data-test=TestTick][data-passed=false] .compared')")
	b.until("document.querySelector('[data-result] footer')?.innerText.includes('in this page')")
	b.write(solvedClock)
	b.until("document.querySelector('[data-result] [data-test=TestTick][data-change=\"newly passing\"]')")
	b.picture("15-engine")

	// A submission's answer stays where it is; a line above it says the rest.
	b.do(chromedp.Click("button[data-action=submit]"))
	b.until("document.querySelector('[data-result] [data-submission][data-stage=final]')")
	b.write(strings.Replace(solvedClock, "c.now++", "c.now += 4", 1))
	b.until("document.querySelector('.live:not([hidden])')?.innerText.includes('1 of 1 visible tests fail')")
	if !value[bool](b, "!!document.querySelector('[data-result] [data-submission][data-outcome=passed]')") {
		t.Error("the submission's answer is gone")
	}
	b.write(solvedClock)
	b.do(chromedp.Click("button[data-action=run]"))
	b.until("document.querySelector('[data-result] [data-test=TestTick][data-passed=true]') && document.querySelector('.live[hidden]')")

	// Switched off, they wait to be asked for.
	value[bool](b, "document.querySelector('.editor-options summary').click(), document.querySelector('.editor-options input').click(), true")
	b.write(strings.Replace(solvedClock, "c.now++", "c.now += 3", 1))
	value[bool](b, "new Promise((done) => setTimeout(() => done(true), 3000))")
	if value[int](b, "document.querySelectorAll('[data-result] [data-passed=false]').length") != 0 {
		t.Error("the visible tests ran although that was switched off")
	}
	value[bool](b, enter)
	b.press(kb.Enter, chromedp.ModifierCtrl)
	b.until("document.querySelector('[data-result] [data-test=TestTick][data-change=\"newly failing\"]')")

	// Format, completion, types.
	b.write("package lamport\n\nimport \"strings\"\n\nfunc f( ) string {\nreturn strings.ToUpper(\"x\")}\n")
	b.press("s", chromedp.ModifierCtrl)
	b.until(front + " === 'package lamport\\n\\nimport \"strings\"\\n\\nfunc f() string {\\n\\treturn strings.ToUpper(\"x\")\\n}\\n'")
	b.press(kb.End, chromedp.ModifierCtrl)
	b.press("var _ = strings.Rep")
	b.until("[..." + root + ".querySelectorAll('.cm-tooltip-autocomplete li')].some((li) => li.innerText.includes('Repeat'))")
	b.press(kb.Escape)
	at := value[[]float64](b, `(() => {
		const walk = document.createTreeWalker(`+root+`.querySelector(".cm-content"), NodeFilter.SHOW_TEXT);
		while (walk.nextNode() && !walk.currentNode.data.includes("ToUpper"));
		const range = document.createRange();
		const begin = walk.currentNode.data.indexOf("ToUpper");
		range.setStart(walk.currentNode, begin);
		range.setEnd(walk.currentNode, begin + 4);
		const r = range.getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2];
	})()`)
	b.do(chromedp.MouseEvent("mouseMoved", at[0], at[1]))
	b.until(root + ".querySelector('.hover')?.innerText.includes('func')")

	// An endless loop ends when somebody says so, and the next run is answered.
	b.write("package lamport\n\ntype Clock struct{}\n\nfunc (c *Clock) Tick() int {\n\tfor {\n\t}\n}\n")
	b.press(kb.Enter, chromedp.ModifierCtrl)
	b.until("document.querySelector('button[data-action=stop]:not([hidden])')")
	b.do(chromedp.Click("button[data-action=stop]"))
	b.until("document.querySelector('.workbench .status').innerText === 'Stopped.'")
	b.write(solvedClock)
	b.press(kb.Enter, chromedp.ModifierCtrl)
	b.until("document.querySelector('[data-result] [data-test=TestTick][data-passed=true]')")
	b.wantNoComplaints()
}

// TestAnExampleRunsInThePage has a program sleep, which costs nothing, and say
// when it printed.
func TestAnExampleRunsInThePage(t *testing.T) {
	st, b, base := newBrowserSiteWith(t, openAssets(t))
	st.book.put(withExamples(t, st))
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/chapters/clocks"))
	b.until("document.querySelector('figure.example .actions')")
	value[bool](b, collect)
	const answer = "document.querySelector('figure.example .example-answer')"
	if value[bool](b, "performance.getEntriesByType('resource').some((e) => e.name.includes('.wasm'))") {
		t.Error("the page fetches an engine before anybody runs anything")
	}
	value[bool](b, "[...document.querySelectorAll('figure.example button')].find((b) => b.innerText === 'Edit').click(), true")
	b.until("document.querySelector('figure.example .editor')?.shadowRoot?.querySelector('.cm-content') && performance.getEntriesByType('resource').some((e) => e.name.includes('.wasm'))")
	b.pasteInto("figure.example", "package main\n\nimport (\n\t\"fmt\"\n\t\"time\"\n)\n\nfunc main() {\n\tfmt.Println(\"asleep\")\n\ttime.Sleep(90 * time.Minute)\n\tfmt.Println(\"awake\")\n}\n")
	for range 30 {
		b.do(chromedp.Click("figure.example button.example-run"))
		b.until("!document.querySelector('figure.example button.example-run[aria-disabled]') && " + answer + ".querySelector('.verdict')")
		if value[bool](b, answer+".innerText.includes('in this page')") {
			break // the engine was not there yet
		}
	}
	if got := value[string](b, answer+".innerText"); !strings.Contains(got, "in this page") || !strings.Contains(got, "awake") {
		t.Fatalf("the example answers %q", got)
	}
	if got := value[string](b, "[...document.querySelectorAll('.example-answer .at')].map((at) => at.innerText.trim()).join(' ')"); got != "0.000 s 1:30:00.000" {
		t.Errorf("the lines were printed at %s", got)
	}
	b.picture("16-example-in-page")
	b.wantNoComplaints()
}
