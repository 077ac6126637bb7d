package server

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// openLab opens a lab's page and waits for its editor.
func (b *browser) openLab(base, slug string) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/labs/"+slug))
	b.until("document.querySelector('form.workbench .editor')?.shadowRoot")
	value[bool](b, collect)
}

// press presses keys where the focus is. What a key writes comes with its
// press, as from a keyboard, so that a page that takes the key takes all of it.
func (b *browser) press(keys string, modifiers ...chromedp.Modifier) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, r := range keys {
			var down *input.DispatchKeyEventParams
			for _, event := range kb.Encode(r) {
				for _, m := range modifiers {
					event.Modifiers |= int64(m)
				}
				switch event.Type {
				case kb.KeyChar:
					if event.Modifiers&^int64(chromedp.ModifierShift) == 0 {
						down.Text = event.Text
					}
					continue
				case kb.KeyUp:
					if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, *down); err != nil {
						return err
					}
				default:
					down = event
					continue
				}
				if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, *event); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// front is the text of the file whose tab is in front, and focus what has the
// focus, through shadow roots.
const (
	front = "[...document.querySelector('form.workbench .file:not([hidden]) .editor').shadowRoot.querySelectorAll('.cm-line')].map((l) => l.textContent).join('\\n')"
	focus = "((at) => { while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement; return at?.className + ' ' + (at?.dataset?.action ?? at?.getAttribute('role') ?? ''); })(document.activeElement)"
	enter = "document.querySelector('form.workbench .file:not([hidden]) .editor').shadowRoot.querySelector('.cm-content').focus(), true"
)

func (b *browser) wantNoComplaints() {
	b.t.Helper()
	if got := value[[]string](b, "complaints"); len(got) > 0 {
		b.t.Errorf("the page complains: %q", got)
	}
}

func TestTheWorkbenchIsWorkedByKeyboard(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.openLab(base, "lamport-clock")

	// The files are tabs, and the visible tests stand beside them to be read.
	tabs := value[[]string](b, "[...document.querySelectorAll('[role=tab]')].map((t) => t.innerText)")
	if strings.Join(tabs, "|") != "clock.go|clock_test.go read only" {
		t.Fatalf("tabs %q", tabs)
	}
	value[bool](b, "document.querySelector('[role=tab][aria-selected=true]').focus(), true")
	b.press(kb.ArrowRight)
	b.until(front + ".includes('package lamport_test')")
	value[bool](b, enter)
	b.press("x")
	b.press(kb.Tab)
	if got := value[string](b, front); strings.TrimSpace(got) != "package lamport_test" {
		t.Errorf("a test was changed to %q", got)
	}
	if got := value[string](b, focus); strings.Contains(got, "cm-content") {
		t.Error("Tab does not leave a file that is only read")
	}
	value[bool](b, "document.querySelector('[role=tab][aria-selected=true]').focus(), true")
	b.press(kb.Home)
	b.until(front + ".includes('A Clock is a Lamport clock')")

	// Go's brackets and tabs; and Tab does not trap the keyboard.
	b.write("package lamport\n\n")
	for _, keys := range []string{"func f() {", kb.Enter, "switch x {", kb.Enter, "case 1:", kb.Enter, "g("} {
		b.press(keys)
	}
	if got, want := value[string](b, front), "package lamport\n\nfunc f() {\n\tswitch x {\n\tcase 1:\n\t\tg()\n\t}\n}"; strings.TrimSpace(got) != want {
		t.Errorf("the editor wrote %q, want %q", got, want)
	}
	b.press(kb.Tab)
	if got := value[string](b, focus); !strings.Contains(got, "cm-content") {
		t.Errorf("Tab in the text went to %q", got)
	}
	b.press(kb.Escape)
	b.press(kb.Tab)
	if got := value[string](b, focus); strings.Contains(got, "cm-content") {
		t.Error("Escape, then Tab, does not leave the editor")
	}

	// Mod-S keeps the draft and leaves the browser's own dialogue shut.
	value[bool](b, enter)
	b.press("s", chromedp.ModifierCtrl)
	b.until("document.querySelector('.workbench .status').innerText.includes('Your draft is kept')")

	// The separators move, and are where they were after a reload.
	value[bool](b, "document.querySelector('.separator.upright').focus(), true")
	for range 3 {
		b.press(kb.ArrowRight)
	}
	value[bool](b, "document.querySelector('.bench > .separator').focus(), true")
	b.press(kb.End)
	const shares = "[...document.querySelectorAll('[role=separator]')].map((s) => s.getAttribute('aria-label') + ' ' + s.getAttribute('aria-valuenow')).join(', ')"
	const width = "document.querySelector('#task').getBoundingClientRect().width"
	wide, moved := value[float64](b, width), value[string](b, shares)
	if moved != "Width of the text 48, Height of the code 85" {
		t.Errorf("the separators are at %s", moved)
	}
	b.wantNoComplaints()
	b.openLab(base, "lamport-clock")
	if again := value[float64](b, width); again != wide || value[string](b, shares) != moved {
		t.Errorf("after a reload the text is %.0f wide, was %.0f", again, wide)
	}

	// Mod-Enter runs.
	b.write(solvedClock)
	b.press(kb.Enter, chromedp.ModifierCtrl)
	b.until("document.querySelector('[data-result] [data-outcome=passed]')")
	b.press(kb.Enter, chromedp.ModifierCtrl, chromedp.ModifierShift)
	b.until("document.querySelector('[data-result] [data-outcome=passed][data-submission]')")
	b.wantNoComplaints()
}

func TestKeysOfOtherEditorsAreFetchedWhenChosen(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.openLab(base, "lamport-clock")
	fetched := func() int { return value[int](b, "performance.getEntriesByType('resource').length") }
	before := fetched()
	value[bool](b, "document.querySelector('.editor-options summary').click(), true")
	choose := func(keys string) {
		value[bool](b, "((s) => { s.value = '"+keys+"'; s.dispatchEvent(new Event('change')); return true; })(document.querySelector('.editor-options select'))")
	}
	choose("emacs")
	b.until("localStorage.getItem('choice:keys') === 'emacs'")
	value[bool](b, enter)
	for range 3 {
		b.press("f", chromedp.ModifierCtrl)
	}
	b.press("k", chromedp.ModifierCtrl)
	b.until(front + ".startsWith('pac\\n')")

	choose("vim")
	b.until("document.querySelector('form.workbench .editor').shadowRoot.querySelector('.cm-vim-panel, .cm-vimMode')")
	b.until("localStorage.getItem('choice:keys') === 'vim'")
	if fetched() == before {
		t.Error("Vim's keys were there before anybody chose them")
	}
	b.picture("11-vim")
	value[bool](b, enter)
	b.press("g")
	b.press("g")
	b.press("d")
	b.press("d")
	b.until("!" + front + ".includes('package lamport')")
	b.press("i")
	b.press("p")
	b.until(front + ".startsWith('p')")
	b.press(kb.Escape)
	b.press(kb.Tab)
	if got := value[string](b, focus); strings.Contains(got, "cm-content") {
		t.Error("Escape, then Tab, does not leave the editor with Vim's keys")
	}

	// They are remembered.
	b.openLab(base, "lamport-clock")
	b.until("document.querySelector('form.workbench .editor').shadowRoot.querySelector('.cm-vim-panel, .cm-vimMode')")
	b.wantNoComplaints()
}

func TestARunIsStoppedAtOnce(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.openLab(base, "lamport-clock")
	b.write(solvedClock)
	b.do(chromedp.Click("button[data-action=run]"))
	b.until("document.querySelector('[data-result] [data-outcome=passed]')")
	b.write(solvedClock + "\n// for ever\n")
	b.do(chromedp.Click("button[data-action=run]"))
	b.until("document.querySelector('button[data-action=stop]:not([hidden])')")
	b.do(chromedp.Click("button[data-action=stop]"))
	b.until("document.querySelector('.workbench .status').innerText === 'Stopped.' && document.querySelector('button[data-action=stop][hidden]')")
	if got := value[string](b, focus); !strings.HasSuffix(got, "run") {
		t.Errorf("the focus is on %q, want the Run button", got)
	}
	// The answer before is still there, and the next run is answered.
	if value[int](b, "document.querySelectorAll('[data-result] [data-outcome=passed]').length") != 1 {
		t.Error("the answer before is gone")
	}
	b.write(solvedClock)
	b.do(chromedp.Click("button[data-action=run]"))
	b.until("document.querySelector('.workbench .status').innerText.includes('The visible tests pass')")
	b.wantNoComplaints()
}

func TestResultsMarkWhatChangedAndKeepTheirPlace(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.openLab(base, "lamport-clock")
	changes := func() string {
		return value[string](b, "[...document.querySelectorAll('[data-result] li[data-test]')].map((li) => li.dataset.test + ' ' + li.dataset.state + ' ' + (li.dataset.change ?? '')).join('; ')")
	}
	run := func(source, outcome string) {
		b.write(source)
		b.do(chromedp.Click("button[data-action=submit]"))
		b.until("document.querySelector('[data-result] [data-outcome=" + outcome + "][data-stage=final]:not(.seen)')")
		value[bool](b, "document.querySelector('[data-result] .verdict').classList.add('seen'), true")
	}
	run(starterClock, "failed")
	if got, want := changes(), "TestTickAdvances passed ; TestReceiveTakesMax failed "; got != want {
		t.Errorf("the first answer says %q, want %q", got, want)
	}
	compared := value[string](b, "[...document.querySelectorAll('.compared > div')].map((d) => d.innerText).join(' / ')")
	if strings.Join(strings.Fields(compared), " ") != "got 3 / want 8" {
		t.Errorf("compared: %q", compared)
	}
	const scrolled = "document.querySelector('.results').scrollTop"
	const top = "Math.round(document.querySelector('li[data-test=TestTickAdvances]').getBoundingClientRect().top)"
	value[bool](b, "document.querySelector('.results').scrollTop = 90, true")
	before := value[int](b, top)
	if value[int](b, scrolled) == 0 {
		t.Fatal("the results do not scroll, so nothing can be said of their place")
	}
	run(strings.ReplaceAll(solvedClock, "c.now++", "c.now += 1"), "failed")
	if got, want := changes(), "TestTickAdvances failed newly failing; TestReceiveTakesMax passed newly passing"; got != want {
		t.Errorf("the second answer says %q, want %q", got, want)
	}
	if after := value[int](b, top); after < before-2 || after > before+2 {
		t.Errorf("the check moved from %d to %d", before, after)
	}
	b.picture("12-changed")
	run(solvedClock, "passed")
	if got, want := changes(), "TestTickAdvances passed newly passing; TestReceiveTakesMax passed "; got != want {
		t.Errorf("the third answer says %q, want %q", got, want)
	}
	b.wantNoComplaints()
}

func TestSubmissionsAreComparedAndComeBack(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.openLab(base, "lamport-clock")
	submit := func(source, outcome string, n int) {
		b.write(source)
		b.do(chromedp.Click("button[data-action=submit]"))
		b.until(fmt.Sprintf("document.querySelector('[data-result] [data-outcome=%s][data-stage=final]') && document.querySelectorAll('[data-history] li').length === %d", outcome, n))
	}
	const compare = "document.querySelector('[data-compare]')"
	submit(starterClock+"\n// the first\n", "failed", 1)
	if !value[bool](b, compare+".hidden") {
		t.Error("one submission is offered for comparison")
	}
	submit(solvedClock, "passed", 2)
	b.until("!" + compare + ".hidden")
	b.do(chromedp.Click("[data-compare] button"))
	b.until("document.querySelector('main.diffs')")
	for _, want := range []string{"// the first", "return c.Tick()"} {
		if !strings.Contains(value[string](b, "[...document.querySelectorAll('.diff :is(ins, del)')].map((l) => l.textContent).join('\\n')"), want) {
			t.Errorf("the difference leaves out %q", want)
		}
	}

	// After passing, the solutions come with what differs from them.
	b.do(chromedp.Navigate(base + "/labs/lamport-clock/solutions"))
	b.do(chromedp.Click("a[href*='/solutions/']"))
	b.until("document.querySelector('main.diffs') && document.querySelector('.diff ins').textContent.includes('canary')")

	// An older one comes back into the editor, and undo takes it out again.
	b.openLab(base, "lamport-clock")
	b.do(chromedp.Click("[data-history] li:last-child a.restore"))
	b.until("document.querySelector('form.workbench .editor')?.shadowRoot && " + front + ".includes('// the first')")
	value[bool](b, enter)
	b.press("z", chromedp.ModifierCtrl)
	b.until("!" + front + ".includes('// the first') && " + front + ".includes('return c.Tick()')")
}
