package server

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// quiet fails where a page has complained.
func (b *browser) quiet() {
	b.t.Helper()
	if got := value[[]string](b, "complaints"); len(got) > 0 {
		b.t.Errorf("the page complains: %q", got)
	}
}

// scripts are the addresses of the scripts that the page has fetched.
const scripts = "performance.getEntriesByType('resource').map((e) => e.name).filter((n) => n.endsWith('.js')).join(' ')"

func TestWhatAReaderAnswersIsThereWhenTheyComeBack(t *testing.T) {
	_, b, base := newBrowserSite(t)
	open := func(path string) {
		b.do(chromedp.Navigate(base + path))
		b.until("document.readyState === 'complete'")
		value[bool](b, collect)
	}
	b.do(chromedp.EmulateViewport(1280, 900))
	open("/chapters/clocks")
	if got := value[string](b, scripts); strings.Contains(got, "mine") || strings.Contains(got, "notes") {
		t.Errorf("a reader who keeps nothing fetches %s", got)
	}

	// An answer is kept while it is written.
	b.do(chromedp.Click(".own-answer summary"), chromedp.SendKeys(".own-answer textarea", "The larger id wins."))
	b.until("document.querySelector('.own-answer [data-state]').textContent === 'kept'")
	b.do(chromedp.SendKeys(".own-answer textarea", " Or so"))
	b.until("document.querySelector('.own-answer [data-state]').textContent === ''")
	b.until("document.querySelector('.own-answer [data-state]').textContent === 'kept'")

	// So is what is opened first, and only that.
	b.do(chromedp.Click("#q1-a summary"))
	b.until("document.querySelector('#q1 .first-answer')?.textContent.includes('not right')")
	b.do(chromedp.Click("#q1-b summary"), chromedp.SendKeys("#q2-answer", "41"), chromedp.Click("#q2 form button"))
	b.until("document.querySelector('[data-tally]')?.textContent === '1 of 2 right the first time.'")
	b.quiet()

	open("/chapters/clocks")
	b.until("document.querySelector('.own-answer textarea').value === 'The larger id wins. Or so'")
	b.until("document.querySelector('#q1 .first-answer')?.textContent.includes('not right') && document.querySelector('#q2 .first-answer')?.textContent.includes(': right')")
	b.picture("20-chapter-kept")
	b.quiet()

	open("/journal")
	if got := value[string](b, "[...document.querySelectorAll('textarea')].map((a) => a.value).join('|')"); got != "The larger id wins. Or so||" {
		t.Errorf("the journal holds %q", got)
	}
	b.do(chromedp.SendKeys(".journal-entry textarea", "!"))
	b.until("document.querySelector('.journal-entry [data-state]').textContent === 'kept'")
	b.picture("21-journal")
	b.quiet()
	open("/progress")
	if got := value[string](b, "document.querySelector('main').innerText"); !strings.Contains(got, "1 of 2 right the first time") || !strings.Contains(got, "1 answer") {
		t.Errorf("the progress says %s", got)
	}
	b.picture("22-progress")

	// A server that cannot be reached is said, and asked again.
	open("/chapters/clocks")
	b.until("document.querySelector('.own-answer textarea').value.includes('!')")
	value[bool](b, "window.was = fetch, window.fetch = () => Promise.reject(new Error()), true")
	b.do(chromedp.SendKeys(".own-answer textarea", "!"))
	b.until("document.querySelector('.own-answer [data-state]').textContent.startsWith('not kept: the server cannot be reached')")
	value[bool](b, "window.fetch = was, true")
	b.until("document.querySelector('.own-answer [data-state]').textContent === 'kept'")
}

func TestTheReviewGoesOnInItsPlace(t *testing.T) {
	_, b, base := newBrowserSite(t)
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(base+"/review/clocks"))
	b.until("document.readyState === 'complete'")
	value[bool](b, collect)
	b.picture("23-review-asked")
	b.do(chromedp.Click("#pick-0"), chromedp.Click(".ask button"))
	b.until("document.querySelector('.ruled')?.innerText.includes('run backwards')")
	if got := value[string](b, "document.activeElement.className"); got != "ruled" {
		t.Errorf("the focus is on %q", got)
	}
	b.picture("24-review-answered")
	b.do(chromedp.Click("a[data-next]"))
	b.until("document.activeElement.id === 'asked' && document.querySelector('#number')")
	b.do(chromedp.SendKeys("#number", "many"), chromedp.Click(".ask button"))
	b.until("document.querySelector('[data-state]').textContent.includes('is not a number')")
	b.do(chromedp.SetValue("#number", "40"), chromedp.Click(".ask button"))
	b.until("document.querySelector('.ruled')?.innerText.includes('Twenty each way')")
	b.do(chromedp.Click("a[data-next]"))
	b.until("document.querySelector('.summary')?.innerText.includes('1 of 2 right the first time')")
	b.quiet() // one page, from the first question to the last
}
