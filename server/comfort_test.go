package server

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"happensbefore/course"
)

const (
	theme  = "(document.documentElement.dataset.theme ?? 'system')"
	inView = "[...document.querySelectorAll('figure.example')].map((f) => f.querySelector('.editor') !== null).join()"
)

// readersSite has the chapter with examples and a wide table in it.
func readersSite(t *testing.T) (*browser, string) {
	t.Helper()
	st, b, base := newBrowserSite(t)
	st.book.put(withExamples(t, st))
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(1280, 900))
	return b, base
}

func TestKeysDoWhatReadersExpect(t *testing.T) {
	b, base := readersSite(t)
	const chapter = "/chapters/clocks"
	b.do(chromedp.Navigate(base + chapter))
	b.until("document.querySelector('figure.example .actions')")

	b.press("?")
	b.until("document.querySelector('dialog[open]')?.innerText.includes('the next chapter')")
	b.press("t") // the dialog is in front
	b.press(kb.Escape)
	b.until("!document.querySelector('dialog[open]')")
	if got := value[string](b, theme); got != "system" {
		t.Errorf("a key in the dialog made the colours %s", got)
	}

	b.press("t")
	b.until(theme + " === 'light'")
	b.press("t", chromedp.ModifierCtrl)
	b.press("t")
	b.until(theme + " === 'dark'")

	// Search is somebody else's: its button is clicked, and without one nothing
	// happens.
	value[bool](b, "document.querySelectorAll('[data-search-button]').forEach((e) => e.remove()), window.searched = 0, document.querySelector('main').insertAdjacentHTML('beforeend', '<button data-search-button>x</button>'), document.querySelector('[data-search-button]').addEventListener('click', () => searched++), document.querySelectorAll('dialog').forEach((d) => d.close()), true")
	b.press("s/")
	b.until("searched === 2")

	// Arrows belong to what they move.
	value[bool](b, "(() => { const t = document.querySelector('.table'); t.style.width = '3rem'; t.firstElementChild.style.width = '30rem'; t.focus(); return true; })()")
	b.press(kb.ArrowLeft)
	b.until("document.activeElement.matches('.table')")
	value[bool](b, "document.activeElement.blur(), true")

	// Edit, in the program that is nearest; the editor then has the keys.
	value[bool](b, "document.querySelectorAll('figure.example')[1].scrollIntoView({block: 'center', behavior: 'instant'}), true")
	b.press("e")
	b.until(inView + " === 'false,true'")
	b.until("document.activeElement.shadowRoot?.activeElement?.matches('.cm-content')")
	b.press("tg?")
	b.until("document.activeElement.shadowRoot.querySelector('.cm-content').innerText.includes('tg?')")
	if got := value[string](b, theme+" + location.pathname"); got != "dark"+chapter {
		t.Errorf("typing in the editor led to %s", got)
	}

	b.do(chromedp.Navigate(base + chapter))
	b.until("document.querySelector('figure.example .actions')")
	b.press(kb.ArrowLeft)
	b.until("location.pathname === '/chapters/start-here' && document.readyState === 'complete'")
	b.press(kb.ArrowRight)
	b.until("location.pathname === '" + chapter + "' && document.querySelector('figure.example .actions')")
	b.press("g")
	b.until("location.pathname === '/chapters/glossary' && document.readyState === 'complete'")
	value[bool](b, "location.hash = 'happens-before', true")
	b.press("g")
	b.until("location.pathname === '" + chapter + "' && document.readyState === 'complete'")

	// Off is off, also on the next page.
	b.do(chromedp.Navigate(base + "/progress"))
	b.do(chromedp.Click("[data-comfort-button]"))
	b.until("document.querySelector('.comfort:popover-open')")
	b.do(chromedp.Click(".comfort input[type=checkbox]"))
	b.do(chromedp.Navigate(base + "/chapters/start-here"))
	b.until("document.readyState === 'complete'")
	b.press("t" + kb.ArrowRight + "?")
	if got := value[string](b, theme+" + location.pathname + document.querySelectorAll('dialog[open]').length"); got != "dark/chapters/start-here0" {
		t.Errorf("keys that are turned off led to %s", got)
	}
}

func TestHowPagesLookIsChosenAndKept(t *testing.T) {
	b, base := readersSite(t)
	// What the root element says when there is a body, and so nothing painted yet.
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: `
			new MutationObserver((_, o) => {
				if (document.body === null) return;
				window.before = JSON.stringify({...document.documentElement.dataset});
				o.disconnect();
			}).observe(document, {childList: true, subtree: true});`})
		return err
	}))
	b.do(chromedp.Navigate(base + "/chapters/clocks"))
	b.until("document.readyState === 'complete'")
	value[bool](b, collect)
	if got := value[string](b, "before"); got != `{"scripts":""}` {
		t.Errorf("before anything was chosen the root says %s", got)
	}

	const top = "document.querySelector('h1').getBoundingClientRect().top"
	was := value[float64](b, top)
	b.do(chromedp.Click("[data-comfort-button]"))
	b.until("document.querySelector('.comfort:popover-open')")
	if is := value[float64](b, top); is != was {
		t.Errorf("the choices moved the text from %v to %v", was, is)
	}
	b.picture("comfort")
	size := "parseFloat(getComputedStyle(document.querySelector('.prose, body')).fontSize)"
	usual := value[float64](b, size)
	for _, choice := range []string{"theme][value=sepia", "text][value=large", "measure][value=wide"} {
		b.do(chromedp.Click(".comfort input[name=" + choice + "]"))
	}
	if large := value[float64](b, size); large <= usual {
		t.Errorf("large text has %v px, usual %v", large, usual)
	}
	b.press(kb.Escape)
	b.until("!document.querySelector('.comfort:popover-open')")
	b.do(chromedp.Navigate(base + "/progress"))
	b.until("document.readyState === 'complete'")
	if got := value[string](b, "before"); got != `{"scripts":"","theme":"sepia","text":"large","measure":"wide"}` {
		t.Errorf("on the next page the root says %s before it is painted", got)
	}
	if got := value[string](b, "getComputedStyle(document.body).backgroundColor"); got != "rgb(246, 237, 218)" {
		t.Errorf("sepia's paper is %s", got)
	}

	// Another tab follows.
	ctx, closeTab := chromedp.NewContext(b.ctx)
	defer closeTab()
	other := &browser{t: t, ctx: ctx}
	other.do(chromedp.Navigate(base + "/chapters/clocks"))
	other.until("document.readyState === 'complete' && " + theme + " === 'sepia'")
	other.do(chromedp.Click("[data-comfort-button]"))
	other.until("document.querySelector('.comfort:popover-open input[value=sepia]')?.checked")
	value[bool](other, "[...document.querySelectorAll('.comfort button')].find((e) => e.innerText === 'Reset').click(), true")
	b.until(theme + " === 'system' && !document.documentElement.dataset.text")
	if got := value[[]string](b, "window.complaints ?? []"); len(got) > 0 {
		t.Errorf("the page complains: %q", got)
	}
}

func TestTheOutlineKeepsItsPlaceAndFolds(t *testing.T) {
	b, base := readersSite(t)
	b.do(chromedp.EmulateViewport(1280, 260), chromedp.Navigate(base+"/chapters/start-here"))
	b.until("document.readyState === 'complete'")
	const at = "document.querySelector('#outline').scrollTop"
	value[bool](b, at+" = 37, true")
	b.do(chromedp.Navigate(base + "/chapters/clocks"))
	b.until(at + " === 37")

	// What is read is in sight, wherever the outline was.
	value[bool](b, at+" = 0, true")
	b.do(chromedp.Navigate(base + "/chapters/glossary"))
	b.until("document.readyState === 'complete'")
	b.until(`(() => {
		const [list, here] = ["#outline", "#outline [aria-current=page]"].map((s) => document.querySelector(s).getBoundingClientRect());
		return here.top > list.top && here.bottom <= list.bottom;
	})()`)

	beside := "getComputedStyle(document.querySelector('#outline')).position === 'sticky'"
	if !value[bool](b, beside) {
		t.Error("the outline is not beside the text")
	}
	value[bool](b, "document.querySelector('[data-fold]').click(), true")
	b.until("!(" + beside + ") && document.activeElement.matches('.outline-button')")
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/chapters/clocks"))
	b.until("document.readyState === 'complete' && !(" + beside + ")")
	b.picture("folded")
	b.do(chromedp.Click(".outline-button"))
	b.until("document.querySelector('#outline:popover-open')")
	value[bool](b, "document.querySelector('[data-fold]').click(), true")
	b.until(beside + " && !document.querySelector('#outline:popover-open')")
}

func TestOnPaperAChapterIsAChapterOfABook(t *testing.T) {
	b, base := readersSite(t)
	b.do(chromedp.Navigate(base + "/chapters/clocks"))
	b.until("document.querySelector('figure.example .actions')")
	value[bool](b, "document.documentElement.dataset.theme = 'sepia', document.documentElement.dataset.text = 'larger', true")
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
		return err
	}))
	const printed = `(selector) => [...document.querySelectorAll(selector)].some((e) => e.getClientRects().length > 0)`
	for selector, want := range map[string]bool{
		"h1": true, ".question": true, ".choice": true, ".answers": true, ".example-output samp": true, "figure.example pre.chroma": true,
		".masthead": false, "#outline": false, "#sections": false, ".colophon": false, ".mark-read": false, ".neighbours": false, "button": false, ".why": false,
	} {
		if got := value[bool](b, "("+printed+")('"+selector+"')"); got != want {
			t.Errorf("%s is printed: %v, want %v", selector, got, want)
		}
	}
	if got := value[string](b, "getComputedStyle(document.body).backgroundColor + getComputedStyle(document.documentElement).fontSize"); got != "rgb(255, 255, 255)16px" {
		t.Errorf("paper and size are %s", got)
	}
	boxes := value[map[string]string](b, `Object.fromEntries([...document.styleSheets].flatMap((s) => [...s.cssRules]).filter((r) => r instanceof CSSPageRule && r.selectorText === "").flatMap((r) => [...r.cssRules]).map((r) => [r.name, r.style.content]))`)
	if boxes["bottom-center"] != "counter(page)" || !strings.HasPrefix(boxes["top-center"], "var(--running-head") {
		t.Errorf("in the margins of a page stand %q", boxes)
	}
	if got := value[string](b, "getComputedStyle(document.documentElement).getPropertyValue('--running-head')"); got != `"Time and clocks"` {
		t.Errorf("the running head is %s", got)
	}
}

func TestATermIsDefinedInItsPlace(t *testing.T) {
	st, b, base := newBrowserSite(t)
	chapter := withExamples(t, st)
	chapter.HTML += `<p>One <a href="/chapters/glossary#happens-before">happens before</a> the other, or <a href="/chapters/glossary#gone">neither</a>.</p>`
	st.book.put(chapter)
	st.book.put(&course.Chapter{Slug: "glossary", Title: "Glossary", Number: "D",
		HTML: `<h3 id="happens-before">happens-before</h3><p>It could have <em>influenced</em> the other. See <a href="#clock">clock</a>.</p><h3 id="clock">clock</h3><p>Another term.</p>`})
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	const (
		link  = "document.querySelector('main a[href$=\"#happens-before\"]')"
		shown = "document.querySelector('.term:popover-open')"
	)
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/chapters/clocks"))
	b.until("document.readyState === 'complete'")
	value[bool](b, collect)
	value[bool](b, link+".scrollIntoView({block: 'center', behavior: 'instant'}), true")
	move := func(selector string) {
		t.Helper()
		at := value[[]float64](b, "(({x, y, width, height}) => [x + width / 2, y + height / 2])("+selector+".getBoundingClientRect())")
		b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: "mouseMoved", X: at[0], Y: at[1]})
			return err
		}))
	}

	// Pointed at; the pointer may go on into it, and away.
	move(link)
	b.until(shown)
	if got := value[string](b, shown+".innerText"); !strings.Contains(got, "It could have influenced the other.") || strings.Contains(got, "Another") {
		t.Errorf("the definition is %q", got)
	}
	if got := value[[]string](b, "[..."+shown+".querySelectorAll('a')].map((a) => a.getAttribute('href'))"); strings.Join(got, " ") != "/chapters/glossary#clock "+base+"/chapters/glossary#happens-before" {
		t.Errorf("it links to %q", got)
	}
	if got := value[string](b, "document.getElementById("+link+".getAttribute('aria-describedby')).innerText"); !strings.Contains(got, "influenced") {
		t.Errorf("the link is described by %q", got)
	}
	move(shown)
	time.Sleep(400 * time.Millisecond) // longer than it takes to close
	if !value[bool](b, "!!"+shown) {
		t.Error("it does not stay for the pointer on it")
	}
	move("document.querySelector('h1')")
	b.until("!" + shown)

	// Reached by keyboard; Tab leads into it, and Escape closes it.
	value[bool](b, link+".focus(), true")
	b.until(shown)
	b.press(kb.Tab)
	b.until(shown + "?.contains(document.activeElement)")
	b.press(kb.Escape)
	b.until("!" + shown + " && !" + link + ".hasAttribute('aria-describedby')")

	// Touched: shown at first, followed then. What cannot be shown is followed at once.
	touch := func(link string) bool {
		return value[bool](b, link+".dispatchEvent(new PointerEvent('click', {pointerType: 'touch', bubbles: true, cancelable: true}))")
	}
	if touch(link) {
		t.Error("the first touch leads away")
	}
	b.until(shown)
	if got := value[[]string](b, "complaints"); len(got) > 0 {
		t.Errorf("the page complains: %q", got)
	}
	if !touch(link) {
		t.Error("the second touch does not follow the link")
	}
	b.until("location.hash === '#happens-before'")
	b.do(chromedp.Navigate(base + "/chapters/clocks"))
	b.until("document.readyState === 'complete'")
	touch("document.querySelector('main a[href$=\"#gone\"]')")
	b.until("location.pathname === '/chapters/glossary'")
}

func TestAReaderGoesOnWhereTheyWere(t *testing.T) {
	st, b, base := newBrowserSite(t)
	who, cookie := st.guest(t)
	chapter := withExamples(t, st)
	for i := range 40 {
		chapter.HTML += fmt.Sprintf("<p>Paragraph %d of the scene says something that no other does, at some length.</p>", i)
	}
	chapter.HTML += `<h2 id="later">Later</h2>` + strings.Repeat("<p>More of it.</p>", 60)
	chapter.Sections = append(chapter.Sections, course.Section{ID: "later", Title: "Later", Level: 2})
	st.book.put(chapter)
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	const (
		offered = "document.querySelector('.resume a')"
		at      = "[...document.querySelectorAll('.prose p')].find((p) => p.textContent.startsWith('Paragraph 20 ')).getBoundingClientRect().top"
	)
	open := func() {
		t.Helper()
		b.do(chromedp.Navigate(base + "/chapters/clocks"))
		b.until("document.readyState === 'complete'")
	}
	b.do(chromedp.EmulateViewport(1280, 800))
	open()
	if value[bool](b, "!!"+offered) {
		t.Error("who was never here is offered a place")
	}
	value[bool](b, at+" > 0 && (scrollBy({top: "+at+" - 80, behavior: 'instant'}), true)")
	b.until("localStorage.getItem('place:clocks')?.includes('Paragraph 20 of')")

	// Back again: offered, not moved.
	open()
	b.until(offered + "?.innerText === 'Go on where you were: The scene'")
	if y := value[float64](b, "scrollY"); y != 0 {
		t.Errorf("the page moved to %v by itself", y)
	}
	b.picture("resume")
	value[bool](b, offered+".click(), true")
	b.until("Math.abs(" + at + " - 80) < 120 && !" + offered)

	// The front page leads on too.
	b.do(chromedp.Navigate(base + "/"))
	b.until("document.querySelector('[data-go-on]').innerText === 'Go on reading: Time and clocks' && document.querySelector('[data-go-on]').pathname === '/chapters/clocks'")

	// A stranger's place stays in the browser. A learner's goes to the server, and
	// another device's is what counts then.
	if places, err := st.store.Places(t.Context(), who.ID); err != nil || len(places) != 0 {
		t.Fatalf("places %v, %v", places, err)
	}
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCookie, network.SetCookieParams{Name: cookie.Name, Value: cookie.Value, URL: base})
		return err
	}))
	open()
	b.until(offered)
	value[bool](b, "document.querySelector('#later').scrollIntoView({block: 'start', behavior: 'instant'}), true")
	b.until("localStorage.getItem('place:clocks')?.includes('\"section\":\"later\"')")
	b.do(chromedp.Navigate(base + "/labs"))
	var places []course.Place
	for deadline := time.Now().Add(10 * time.Second); len(places) == 0 && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		var err error
		if places, err = st.store.Places(t.Context(), who.ID); err != nil {
			t.Fatal(err)
		}
	}
	if len(places) != 1 || places[0].Chapter != "clocks" || places[0].Section != "later" {
		t.Fatalf("the server has %+v", places)
	}
	if err := st.store.KeepPlace(t.Context(), who.ID, course.Place{Chapter: "clocks", Section: "the-scene", Words: "Paragraph 30 of the scene says something that no other does,", Device: "phone"}); err != nil {
		t.Fatal(err)
	}
	open()
	b.until(offered + "?.innerText.endsWith('The scene')")
	value[bool](b, offered+".click(), true")
	b.until("document.activeElement.textContent.startsWith('Paragraph 30 ')")
}

// TestFootnotesStandInTheMargin shows a note beside its reference on a wide
// window, and at the foot on a narrow one and to whoever goes there.
func TestFootnotesStandInTheMargin(t *testing.T) {
	st, b, base := newBrowserSite(t)
	reference := func(n int) string {
		return fmt.Sprintf(`<sup id="fnref:%[1]d"><a href="#fn:%[1]d" class="footnote-ref" role="doc-noteref">%[1]d</a></sup>`, n)
	}
	note := func(n int, text string) string {
		return fmt.Sprintf(`<li id="fn:%[1]d"><p>%[2]s <a href="#fnref:%[1]d" class="footnote-backref" role="doc-backlink">↩</a></p></li>`, n, text)
	}
	c := withExamples(t, st)
	c.HTML = "<p>One thing." + reference(1) + "</p><p>" + strings.Repeat("Words and more words. ", 60) + "</p><p>Another." + reference(2) + "</p>" +
		`<div class="footnotes" role="doc-endnotes"><hr/><ol>` + note(1, `See <a href="https://example.com/">elsewhere</a>.`) + note(2, "Nobody knows.") + "</ol></div>"
	st.book.put(c)
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	b.do(chromedp.EmulateViewport(1400, 900), chromedp.Navigate(base+"/chapters/clocks"))
	b.until("document.querySelectorAll('.sidenote').length === 2")
	const noted = `(() => {
		const box = (selector) => document.querySelector(selector).getBoundingClientRect();
		const note = box(".sidenote"), reference = box(".footnote-ref"), paragraph = box(".prose > p");
		return {
			beside: note.left > paragraph.right && Math.abs(note.top - reference.top) < 20 && note.right <= innerWidth,
			says: document.querySelector(".sidenote").textContent.replace(/\s+/g, " ").trim(),
			foot: box(".footnotes").height > 2,
			shown: note.width > 0,
		};
	})()`
	type margin struct {
		Beside, Foot, Shown bool
		Says                string
	}
	if got := value[margin](b, noted); !got.Beside || got.Foot || got.Says != "1 See elsewhere." {
		t.Errorf("on a wide window: %+v", got)
	}
	b.do(chromedp.Click(".footnote-ref"))
	if got := value[margin](b, noted); !got.Foot {
		t.Errorf("who goes to a note finds none: %+v", got)
	}
	b.do(chromedp.EmulateViewport(700, 900), chromedp.Navigate(base+"/chapters/clocks"))
	b.until("document.querySelectorAll('.sidenote').length === 2")
	if got := value[margin](b, noted); got.Shown || !got.Foot {
		t.Errorf("on a narrow window: %+v", got)
	}
}
