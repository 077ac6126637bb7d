package server

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// openChapter opens a chapter with two programs and a space-time diagram.
func openChapter(t *testing.T) (*site, *browser, string) {
	t.Helper()
	drawing, err := os.ReadFile(filepath.Join("..", "trace", "testdata", "everything.svg"))
	if err != nil {
		t.Fatal(err)
	}
	st, b, base := newBrowserSite(t)
	c := withExamples(t, st)
	c.HTML += `<figure class="figure figure-trace">` + string(drawing) + `<figcaption>Everything at once</figcaption></figure>`
	st.book.put(c)
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	url := base + "/chapters/clocks"
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url))
	b.until("document.querySelector('figure.example .actions') && document.querySelector('.trace-tools')")
	value[bool](b, collect)
	return st, b, url
}

func TestAChapterIsLightToFetch(t *testing.T) {
	_, b, _ := openChapter(t)
	type fetched struct {
		Name string `json:"name"`
		Size int    `json:"size"`
	}
	all := value[[]fetched](b, "document.fonts.ready.then(() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((e) => ({name: e.name, size: e.encodedBodySize})))")
	sum := 0
	for _, f := range all {
		sum += f.Size
		if f.Size == 0 && !strings.HasSuffix(f.Name, "/me") {
			t.Errorf("%s has no size", f.Name)
		}
	}
	// The book's longest chapter is 30 KB compressed; this one is next to nothing.
	const budget = 92 << 10
	t.Logf("%d bytes in %d files", sum, len(all))
	if sum > budget {
		t.Errorf("%d bytes, want at most %d: %v", sum, budget, all)
	}
}

func TestAnExampleIsChangedAndSharedByLink(t *testing.T) {
	_, b, url := openChapter(t)
	const (
		figure = "document.querySelector('[data-example=run-2]')"
		text   = "[..." + figure + ".querySelector('.editor').shadowRoot.querySelectorAll('.cm-line')].map((l) => l.textContent).join('\\n')"
		answer = figure + ".querySelector('.example-answer')"
	)
	press := func(name string) {
		t.Helper()
		value[bool](b, "[..."+figure+".querySelectorAll('button')].find((b) => b.innerText === '"+name+"').click(), true")
	}
	press("Run")
	b.until(answer + ".innerText.includes('12:00')")
	press("Edit")
	b.until(figure + ".querySelector('.editor')?.shadowRoot?.querySelector('.cm-content')")
	if value[string](b, text) != tellsTime {
		t.Errorf("the editor holds %q", value[string](b, text))
	}
	b.until(figure + ".querySelector('.editor').shadowRoot.activeElement")
	b.press(kb.End, chromedp.ModifierCtrl)
	b.press("// mine")
	b.press(kb.Enter, chromedp.ModifierCtrl)
	b.until(answer + ".innerText.includes('12:00')")
	b.picture("13-example")
	press("Share")
	b.until("location.hash.startsWith('#run=run-2.')")
	shared := value[string](b, "location.href")
	press("Reset")
	b.until("!" + text + ".includes('// mine')")
	b.wantNoComplaints()

	// The link opens the program on a page that knows nothing of it.
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(shared))
	b.until(figure + ".querySelector('.editor')?.shadowRoot?.querySelector('.cm-content')")
	if got := value[string](b, text); got != tellsTime+"// mine" {
		t.Errorf("the link opens %q", got)
	}
	if value[bool](b, "!!document.querySelector('[data-example=run-1] .editor')") {
		t.Error("the other example opened too")
	}
	// One that was cut off on its way opens the chapter as it is.
	b.do(chromedp.Navigate("about:blank"), chromedp.Navigate(url+"#run=run-2.AAAA"))
	b.until("document.querySelector('figure.example .actions')")
	if value[bool](b, "!!document.querySelector('.editor')") {
		t.Error("a broken link opens an editor")
	}
}

func TestADiagramIsWalkedByKeyboard(t *testing.T) {
	_, b, _ := openChapter(t)
	const (
		told   = "document.querySelector('.trace-told').innerText"
		places = "((p) => [...document.querySelectorAll('.trace-event[data-place=' + p + ']')].map((g) => g.dataset.id).join(' '))"
	)
	value[bool](b, "document.querySelector('.trace-event').focus(), true")
	b.press(kb.ArrowRight) // nothing: a local event sends no message
	b.press(kb.ArrowDown)
	b.press(kb.ArrowRight)
	for place, want := range map[string]string{"here": "e3", "past": "e1 e2", "future": "e4 e5 e7 e8 e9 e11 e12 e13 e15 e16 e17 e18 e19 e20 e21"} {
		if got := value[string](b, places+"('"+place+"')"); got != want {
			t.Errorf("%s: %s, want %s", place, got, want)
		}
	}
	if got, want := value[string](b, told), "A receives w1 from client. Lamport time 3, vector time client 2, A 1, B 0, C 0. 2 events before it, 15 events after it."; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	if got := value[string](b, "document.activeElement.getAttribute('aria-label')"); got != value[string](b, told) {
		t.Errorf("a screen reader is told %q", got)
	}
	b.picture("14-diagram")
	b.press(kb.ArrowLeft)
	if got := value[string](b, places+"('here')"); got != "e2" {
		t.Errorf("the message came from %s, want e2", got)
	}
	b.press(kb.End)
	if got := value[string](b, places+"('past')"); got != "e1 e2 e3 e4 e8 e11" {
		t.Errorf("before the last event: %s", got)
	}
	wide := value[float64](b, "document.querySelector('svg.trace').getBoundingClientRect().width")
	b.press("+")
	if now := value[float64](b, "document.querySelector('svg.trace').getBoundingClientRect().width"); now <= wide {
		t.Errorf("enlarged from %.0f to %.0f", wide, now)
	}
	b.press(kb.Escape)
	if value[bool](b, "document.querySelector('svg.trace').hasAttribute('data-lit')") {
		t.Error("Escape leaves the diagram lit")
	}

	value[bool](b, "URL.createObjectURL = (blob) => (window.saved = blob, 'data:,'), true")
	save := func(name string) string {
		value[bool](b, "[...document.querySelectorAll('.trace-tools button')].find((b) => b.innerText === '"+name+"').click(), true")
		return value[string](b, "saved.text()")
	}
	if log := save("ShiViz"); !strings.HasPrefix(log, "client {\"client\":1}\nclient: decides to write x=1 because it must\n") || strings.Contains(log, "crash") {
		t.Errorf("the log begins %.120q", log)
	}
	if svg := save("SVG"); !strings.Contains(svg, `xmlns="http://www.w3.org/2000/svg"`) || !strings.Contains(svg, `color="#18212d"`) || strings.Contains(svg, "tabindex") {
		t.Errorf("the drawing is %.200q", svg)
	}
	b.wantNoComplaints()
}
