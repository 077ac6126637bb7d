package server

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	searchField = "document.querySelector('dialog.search-dialog[open] input')"
	// chosen is the option that the field names and that is marked as selected.
	chosen = "((o) => o?.getAttribute('aria-selected') === 'true' && document.querySelectorAll('[aria-selected=true]').length === 1 ? o.id : '')(document.getElementById(document.querySelector('[role=combobox]').getAttribute('aria-activedescendant')))"
)

// TestTheSearchDialogNeedsAKeyboardAlone opens it, types with a mistake, walks
// through what was found, goes there, and comes back without having gone.
func TestTheSearchDialogNeedsAKeyboardAlone(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/chapters/clocks"))
	b.until("document.readyState === 'complete'")
	if n := value[int](b, "performance.getEntriesByType('resource').filter((r) => /search-[A-Z0-9]{8}\\.js|finding-/.test(r.name)).length"); n != 0 {
		t.Error("the dialog's files are fetched before it is asked for")
	}

	b.do(chromedp.KeyEvent("/"))
	b.until(searchField + " === document.activeElement")
	b.until("document.querySelector('.search-dialog .elsewhere a[href=\"/symptoms\"]')") // before anything is typed
	b.do(chromedp.KeyEvent("timetsamp"))
	b.until("document.querySelector('.search-dialog [role=option] mark')")
	b.until(searchField + ".value === 'timetsamp' && document.querySelector('[data-said]').innerText.includes('timestamp')")
	if got := value[string](b, chosen); got != "finding-1" {
		t.Errorf("chosen at first: %q", got)
	}
	b.do(chromedp.KeyEvent(kb.ArrowDown))
	if got := value[string](b, chosen); got != "finding-2" {
		t.Errorf("chosen after an arrow down: %q", got)
	}
	b.do(chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.ArrowUp))
	last := value[string](b, "[...document.querySelectorAll('[role=option]')].at(-1).id")
	if got := value[string](b, chosen); got != last || last == "finding-1" {
		t.Errorf("chosen after going round: %q, want %q", got, last)
	}
	if got := value[string](b, searchField+".getAttribute('aria-expanded') + ' ' + "+searchField+".getAttribute('aria-controls') + ' ' + document.querySelector('[role=listbox]').id + ' ' + document.activeElement.tagName"); got != "true search-list search-list INPUT" {
		t.Errorf("the combobox says %q", got)
	}
	axe, err := os.ReadFile(filepath.Join("..", "static", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	value[bool](b, string(axe)+"; true")
	for _, violation := range value[[]string](b, `axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.map((v) => v.id + ": " + v.help + " " + v.nodes.map((n) => n.target.join(" ")).join(", ")))`) {
		t.Error(violation)
	}

	// Escape leaves everything as it was.
	b.do(chromedp.KeyEvent(kb.Escape))
	b.until("document.querySelector('dialog.search-dialog:not([open])')")
	value[bool](b, "document.querySelector('[data-search-button]').focus(), true")
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(searchField + " === document.activeElement")
	if got := value[string](b, searchField+".value"); got != "" {
		t.Errorf("%q is still in the field", got)
	}
	b.do(chromedp.KeyEvent(kb.Escape))
	b.until("document.activeElement === document.querySelector('[data-search-button]')")

	// Enter goes to what is chosen, also where the answer is not there yet.
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until(searchField + " === document.activeElement")
	b.do(chromedp.KeyEvent("node A wrote"), chromedp.KeyEvent(kb.Enter))
	b.until("location.hash === '#the-scene' && document.querySelector('dialog.search-dialog:not([open])')")

	// Where nothing is found, it goes to the page of the search, which says so.
	b.do(chromedp.KeyEvent("s"))
	b.until(searchField + " === document.activeElement")
	b.do(chromedp.KeyEvent("qqqq"))
	b.until("document.querySelector('[data-said]')?.innerText.startsWith('Nothing')")
	if got := value[string](b, searchField+".getAttribute('aria-expanded')"); got != "false" {
		t.Errorf("expanded: %s", got)
	}
	b.do(chromedp.KeyEvent(kb.Enter))
	b.until("location.pathname === '/search' && document.querySelector('main.search')?.innerText.includes('Nothing in the course')")
}

func TestAnAnswerIsShownAsItIsWrittenAndIsText(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.do(chromedp.Navigate(base + "/ask?q=When+did+node+A+write+it%3F"))
	b.until("document.readyState === 'complete'")
	b.do(chromedp.Click("form[data-answer] button"))
	b.until("document.querySelector('.asked-answer [role=status]')?.innerText.startsWith('Written by')")
	if got := value[string](b, "document.querySelector('.written').innerText"); !strings.Contains(got, `Node A <wrote>`) || !strings.Contains(got, `"Really"`) {
		t.Errorf("the answer is %q", got)
	}
	if n := value[int](b, "document.querySelectorAll('.written wrote').length"); n != 0 {
		t.Error("what was written became an element")
	}
	b.do(chromedp.Click(".written a.cite"))
	b.until("document.querySelector('li:target')?.id === 'passage-1'")

	// What goes wrong is said, and what came before it stays.
	b.do(chromedp.Navigate(base + "/ask?q=Did+node+A+write+at+12:00:00.103,+in+trouble%3F"))
	b.until("document.readyState === 'complete'")
	b.do(chromedp.Click("form[data-answer] button"))
	b.until("document.querySelector('.asked-answer [role=status]')?.innerText.includes('could not be written')")
	if got := value[string](b, "document.querySelector('.written').innerText"); got != "It begins" {
		t.Errorf("%q is left", got)
	}
	if n := value[int](b, "document.querySelectorAll('.passages li').length"); n == 0 {
		t.Error("the passages are gone")
	}

	// A reader may have enough of it.
	b.do(chromedp.Navigate(base + "/ask?q=Did+node+A+write+at+12:00:00.103,+slowly%3F"))
	b.until("document.readyState === 'complete'")
	b.do(chromedp.Click("form[data-answer] button"))
	b.until("document.querySelector('.written')?.innerText === 'Wait'")
	b.do(chromedp.Click(".asked-answer button"))
	b.until("document.querySelector('.asked-answer [role=status]').innerText === 'Stopped.'")
}

func TestSymptomsAreFilteredInPlace(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.do(chromedp.Navigate(base + "/symptoms"))
	b.until("document.readyState === 'complete'")
	shown := "[...document.querySelectorAll('.symptom-group li')].filter((li) => li.offsetParent !== null).length"
	all := value[int](b, shown)
	b.do(chromedp.SendKeys("#symptom-field", "newer stamp"))
	b.until("document.querySelector('[data-symptoms-left]').innerText.startsWith('No symptom')")
	if n := value[int](b, shown); n != 0 {
		t.Errorf("%d are shown", n)
	}
	b.do(chromedp.SendKeys("#symptom-field", strings.Repeat(kb.Backspace, len("stamp"))+"TIME"))
	b.until(shown + " === 1")
	if got := value[string](b, "document.querySelector('[data-symptoms-left]').innerText"); got != "1 of 2" || all != 2 {
		t.Errorf("%q, of %d", got, all)
	}
	b.do(chromedp.SendKeys("#symptom-field", kb.Enter))
	b.until("location.pathname === '/search' && new URLSearchParams(location.search).get('q') === 'newer TIME'")
}
