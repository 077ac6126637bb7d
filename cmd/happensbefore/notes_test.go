package main

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAnyParagraphOfTheBookCanBeMarked marks whole paragraphs, points and cells all
// over some chapters: what a page reads in itself is what the
// server reads in the chapter, or it would refuse the passage.
func TestAnyParagraphOfTheBookCanBeMarked(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b, _, problems := both("", "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	p := openBrowser(t)
	for i, c := range b.Chapters() {
		if i%8 != 1 {
			continue // a few show it; each takes a second
		}
		p.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.url+"/chapters/"+c.Slug))
		p.until("document.readyState === 'complete'")
		const blocks = "[...document.querySelectorAll('.prose > p, .prose > ul > li, .prose td')].filter((e) => e.closest('figure') === null && e.innerText.length > 40).filter((e, i, all) => i % Math.ceil(all.length / 4) === 0)"
		n := value[int](p, blocks+".length")
		for i := range n {
			at := value[int](p, "CSS.highlights?.get('kept-highlight')?.size ?? 0")
			value[bool](p, "((e) => { e.scrollIntoView(); getSelection().selectAllChildren(e); return true; })("+blocks+"["+string(rune('0'+i))+"])")
			p.until("document.querySelector('.selection-bar:not([hidden])')")
			p.do(chromedp.KeyEvent("h"))
			p.until("CSS.highlights.get('kept-highlight').size === " + string(rune('0'+at+1)))
		}
		if n == 0 {
			t.Errorf("%s has no paragraph", c.Slug)
		}
	}
}
