package main

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// chapterBudget is what a reader of a chapter may have to fetch, in bytes.
const chapterBudget = 120_000

// enginesFiles are the paths of what only who runs or edits a program needs.
var enginesFiles = regexp.MustCompile(`^/static/(engine|compile|link|archives|wasm_exec|editor|keys)|service-worker|\.wasm|\.bin`)

// TestAChapterIsLight reads every chapter and appendix of the book from end to
// end in a browser that has never been here, and weighs all that this brings.
func TestAChapterIsLight(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b, _, problems := both("", "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	first := openBrowserFor(t, 10*time.Minute)
	first.do(chromedp.Navigate("about:blank"))
	examples := 0
	for _, c := range b.Chapters() {
		t.Run(c.Slug, func(t *testing.T) {
			wire := newWire(t, s)
			ctx, closeTab := chromedp.NewContext(first.ctx, chromedp.WithNewBrowserContext()) // nothing is cached in it
			defer closeTab()
			p := &browser{t: t, ctx: ctx}
			p.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(wire.url+"/chapters/"+c.Slug))
			p.until("document.readyState === 'complete'")
			p.readToTheEnd()
			// A browser without a window does not ask for the icon.
			value[bool](p, "fetch(document.querySelector('link[rel=icon]').href).then((r) => r.ok)")
			read := wire.settled()
			if sum := read.sum(); sum > chapterBudget {
				t.Errorf("%d bytes, of at most %d:\n%s", sum, chapterBudget, read)
			} else {
				t.Logf("%d bytes:\n%s", sum, read)
			}
			if early := read.engines(); len(early) > 0 {
				t.Errorf("%q are fetched before anybody runs anything", early)
			}
			for path, w := range read {
				kind := filepath.Ext(path)
				if text := kind == ".js" || kind == ".css" || kind == ".svg" || strings.HasPrefix(path, "/chapters/"); text && w.coding != "br" {
					t.Errorf("%s comes with the coding %q, want br", path, w.coding)
				}
			}
			for _, must := range []string{"/chapters/", "/static/site-", "/static/page-", "/static/theme-", "/static/mark-", ".woff2"} {
				if !strings.Contains(read.String(), must) {
					t.Errorf("nothing like %s was weighed:\n%s", must, read)
				}
			}

			// The first run brings an engine: the look for them can find one.
			if len(c.Examples) == 0 {
				return
			}
			examples++
			p.do(chromedp.Click("figure.example button.example-run"))
			p.until("document.querySelector('figure.example .example-answer .verdict')")
			for deadline := time.Now().Add(20 * time.Second); len(wire.so().engines()) == 0; time.Sleep(50 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("a run fetches no engine:\n%s", wire.so())
				}
			}
		})
	}
	if examples == 0 {
		t.Error("no chapter has an example")
	}
}

func (ws weights) engines() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(ws)), func(path string) bool { return !enginesFiles.MatchString(path) })
}

// readToTheEnd scrolls through the page, opens what can be opened in its text,
// and waits for the fonts that this needs.
func (b *browser) readToTheEnd() {
	b.t.Helper()
	value[bool](b, `(async () => {
		for (const d of document.querySelectorAll("main details")) d.open = true;
		for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
			scrollTo({top: y, behavior: "instant"});
			await new Promise((later) => setTimeout(later, 20));
		}
		await document.fonts.ready;
		return true;
	})()`)
}

// settled is what has passed once nothing has for a second.
func (w *wire) settled() weights {
	for before := int64(-1); ; {
		now := w.so()
		if sum := now.sum(); sum == before {
			return now
		} else {
			before = sum
		}
		time.Sleep(time.Second)
	}
}
