package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// smallest is the least size of words in a drawing on a phone, in CSS pixels;
// times are drawn with 10.5 where there is room.
const smallest = 9

// TestTheBookFitsAPhone opens every chapter and appendix in a narrow window:
// nothing makes the page wider than the window, at the usual size of text and at
// the largest, and the words in drawings stay large enough to be read. What is
// wider than its place scrolls there, and a reader without a mouse can scroll it.
func TestTheBookFitsAPhone(t *testing.T) {
	s := serveSite(t, t.TempDir())
	bound, _, problems := both("", "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b := openBrowserFor(t, 10*time.Minute)
	drawings := 0
	for _, c := range bound.Chapters() {
		t.Run(c.Slug, func(t *testing.T) {
			b := &browser{t: t, ctx: b.ctx}
			b.do(chromedp.EmulateViewport(390, 800), chromedp.Navigate(s.url+"/chapters/"+c.Slug))
			b.until("document.readyState === 'complete'")
			for _, view := range []struct {
				width int64
				text  string
			}{{390, "usual"}, {320, "usual"}, {320, "larger"}} {
				b.do(chromedp.EmulateViewport(view.width, 800))
				value[bool](b, fmt.Sprintf("document.documentElement.dataset.text = %q, true", view.text))
				if over := value[int](b, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
					t.Errorf("at %d with %s text the page is %d pixels too wide: %q", view.width, view.text, over, value[[]string](b, `[...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.parentElement.closest(".table, .figure, pre, svg")).slice(0, 3).map((e) => e.outerHTML.slice(0, 120))`))
				}
			}
			for _, small := range value[[]string](b, fmt.Sprintf(`[...document.querySelectorAll("main .figure svg")].flatMap((svg) => {
				const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
				return [...svg.querySelectorAll("text")].map((t) => [t.textContent, parseFloat(getComputedStyle(t).fontSize) * scale]);
			}).filter(([, size]) => size < %v).map(([text, size]) => text + " has " + size.toFixed(1) + " px")`, smallest)) {
				t.Error(small)
			}
			drawings += value[int](b, `document.querySelectorAll("main .figure svg text").length`)
			for _, stuck := range value[[]string](b, `[...document.querySelectorAll("main .table, main .figure, main .trace-frame, main pre")].filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && (!/auto|scroll/.test(getComputedStyle(e).overflowX) || (e.tabIndex < 0 && e.querySelector("[tabindex], a, button, summary, input") === null))).map((e) => e.outerHTML.slice(0, 120))`) {
				t.Errorf("wider than its place, and cannot be scrolled with keys: %s", stuck)
			}
		})
	}
	if drawings == 0 {
		t.Error("no drawing was looked at")
	}
}
