package server

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const prose = `<h2 id="the-scene">The scene</h2>
<p>At 12:00:00.103 node A wrote <em>a row</em> that
node B had read two seconds before, and nobody noticed.</p>
<ul><li>Nothing failed, and nothing is in a log of either node.</li><li>The second of two points, <code>with code</code> in it.</li></ul>
<p>This paragraph is about how the operators found out, three weeks later, from a customer.</p>`

// select selects words of the page, as a reader with a mouse does.
const selectWords = `(words) => {
	const walker = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
	while (walker.nextNode()) {
		const i = walker.currentNode.data.indexOf(words);
		if (i >= 0) { getSelection().setBaseAndExtent(walker.currentNode, i, walker.currentNode, i + words.length); return true; }
	}
	return false;
}`

func (b *browser) selects(words string) {
	b.t.Helper()
	if !value[bool](b, "("+selectWords+")('"+words+"')") {
		b.t.Fatalf("%q is not on the page", words)
	}
	b.until("document.querySelector('.selection-bar') && !document.querySelector('.selection-bar').hidden")
}

const marked = `[...CSS.highlights.get("kept-highlight") ?? []].concat([...CSS.highlights.get("kept-note") ?? []]).map((r) => r.toString().replace(/\s+/g, " ")).join("|")`

func TestNotesStayWhereTheyWereMade(t *testing.T) {
	st, b, base := newBrowserSite(t)
	was, err := st.book.Chapter("clocks")
	if err != nil {
		t.Fatal(err)
	}
	edition := 0
	write := func(html string) {
		edition++ // the browser may keep a chapter for a minute
		c := *was
		c.HTML, c.Examples = html, nil
		st.book.put(&c)
		if err := st.Reload(); err != nil {
			t.Fatal(err)
		}
		b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(fmt.Sprintf("%s/chapters/clocks?%d", base, edition)))
		b.until("document.readyState === 'complete'")
		value[bool](b, collect)
	}
	write(prose)
	if got := value[string](b, scripts); strings.Contains(got, "notes") {
		t.Errorf("fetched before anything is selected: %s", got)
	}

	// By a key, and by the bar.
	b.selects("node B had read two seconds before")
	b.do(chromedp.KeyEvent("h"))
	b.until(marked + " === 'node B had read two seconds before'")
	b.selects("found out, three weeks")
	b.picture("30-selected")
	b.do(chromedp.Click(".selection-bar button:nth-child(2)"))
	b.until("document.activeElement.matches('.note-dialog textarea')")
	b.do(chromedp.SendKeys(".note-dialog textarea", "Too late."))
	b.picture("31-note")
	b.do(chromedp.Click(".note-dialog .kept-line button"))
	b.until(marked + " === 'node B had read two seconds before|found out, three weeks'")

	// A paragraph's own note, by keyboard alone.
	value[bool](b, "scrollTo(0, 0), document.querySelector('[data-notes-button]').focus(), true")
	b.do(chromedp.KeyEvent("\r"))
	b.until("document.activeElement.matches('.margin-control') && document.activeElement.innerText.includes('At 12:00')")
	b.do(chromedp.KeyEvent(kb.ArrowDown))
	b.until("document.activeElement.innerText.includes('Nothing failed')")
	b.do(chromedp.KeyEvent("\r"))
	b.until("document.activeElement.matches('.note-dialog textarea')")
	b.do(chromedp.SendKeys(".note-dialog textarea", "As always."), chromedp.KeyEvent("\r", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	b.until("document.querySelectorAll('.margin-count').length === 2 && !document.querySelector('dialog')")
	b.picture("32-notes")
	b.quiet()

	// The chapter changes: what is still there is found, the rest is told.
	write(`<p>A new beginning, of which nobody knew when the notes were made.</p>` +
		strings.NewReplacer("a row", "one row", "two seconds before", "two full seconds before").Replace(prose[:strings.LastIndex(prose, "<p>")]))
	b.until(marked + " === 'node B had read two full seconds before'")
	b.until("document.querySelector('.lost-notes')?.innerText.includes('Too late.')")
	if got := value[string](b, "document.querySelector('.margin-count').closest('li').innerText"); !strings.Contains(got, "Nothing failed") {
		t.Errorf("the paragraph's note is beside %q", got)
	}
	b.picture("33-changed")
	b.quiet()

	b.do(chromedp.Navigate(base + "/notes"))
	b.until("document.readyState === 'complete'")
	if got := value[string](b, "document.querySelector('main').innerText"); !strings.Contains(got, "It has lost its place") || !strings.Contains(got, "two full seconds before") {
		t.Errorf("the notes say %s", got)
	}
	b.do(chromedp.SendKeys("#filter", "always"))
	b.until("document.querySelectorAll('.note-list > li:not([hidden])').length === 1 && document.querySelector('.filter').innerText.includes('1 of 3')")
	b.picture("34-notes-page")
}

func TestOfTwoWindowsBothNotesAreKept(t *testing.T) {
	st, b, base := newBrowserSite(t)
	// Without highlights of its own the browser gets marks.
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: "delete CSS.highlights; delete CSS.__proto__.highlights; Object.defineProperty(window, 'CSS', {value: {escape: CSS.escape.bind(CSS)}})"})
		return err
	}))
	c, err := st.book.Chapter("clocks")
	if err != nil {
		t.Fatal(err)
	}
	changed := *c
	changed.HTML = prose
	st.book.put(&changed)
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/chapters/clocks"))
	b.until("document.readyState === 'complete'")
	value[bool](b, collect)
	b.selects("Nothing failed")
	b.do(chromedp.KeyEvent("n"))
	b.until("document.activeElement.matches('.note-dialog textarea')")
	b.do(chromedp.SendKeys(".note-dialog textarea", "Mine."), chromedp.Click(".note-dialog .kept-line button"))
	b.until("document.querySelector('mark.kept-note')?.textContent === 'Nothing failed'")

	// The other window.
	list, err := st.store.Notes(t.Context(), 1, "clocks")
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	if _, err := st.store.ChangeNote(t.Context(), 1, list[0].ID, 1, "Theirs."); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.Click("mark.kept-note"))
	b.until("document.activeElement.matches('.note-dialog textarea')")
	b.do(chromedp.SendKeys(".note-dialog textarea", " Still mine."), chromedp.Click(".note-dialog .kept-line button"))
	b.until("document.querySelector('.note-dialog')?.innerText.includes('Both are kept')")
	list, err = st.store.Notes(t.Context(), 1, "clocks")
	if err != nil || len(list) != 2 || list[0].Text != "Theirs." || !strings.Contains(list[1].Text, "ine.") {
		t.Errorf("kept: %+v, %v", list, err)
	}
	b.quiet()
}
