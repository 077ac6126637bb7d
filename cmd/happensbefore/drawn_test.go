package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestAFailedCheckIsDrawn runs an answer in the page and submits it, and finds
// in both verdicts what happened, as a diagram that can be walked and saved.
func TestAFailedCheckIsDrawn(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b := openBrowserFor(t, 5*time.Minute)
	name, wrong := labFile(t, "lost-update", "wrong", "reads-and-then-writes")
	b.do(chromedp.Navigate(s.url + "/labs/lost-update"))
	value[bool](b, collectErrors)
	b.write("form.workbench", wrong)

	// The page's engine answers as soon as it is loaded, and the server until then.
	const drawn = " .checks li[data-passed=false] .happened[open] svg.trace[data-walkable]"
	for tries, here := 0, false; !here; tries++ {
		b.do(chromedp.Click("button[data-action=run]"))
		b.until("document.querySelector('[data-result] .verdict:not([data-submission])" + drawn + "')")
		figure(t, b, "[data-result]")
		here = strings.Contains(value[string](b, "document.querySelector('[data-result] .facts').innerText"), "in this page")
		if tries == 60 {
			t.Fatal("the page's engine does not answer")
		}
		value[bool](b, "document.querySelector('[data-result]').replaceChildren(), true")
		time.Sleep(time.Second)
	}

	b.do(chromedp.Click("button[data-action=submit]"))
	b.until("document.querySelector('[data-result] .verdict[data-stage=final][data-submission]" + drawn + "')")
	figure(t, b, "[data-result]")
	page := value[string](b, "document.querySelector('[data-result] .facts a').href")
	if said := value[[]string](b, "complaints"); len(said) > 0 {
		t.Errorf("the page complains: %q", said)
	}

	b.do(chromedp.Navigate(page))
	b.until("document.querySelector('.verdict" + drawn + "')")
	figure(t, b, "main")

	// A page that is there before its verdict is drawn on when it comes.
	b.do(chromedp.Navigate(s.url + "/labs/lost-update"))
	early := value[string](b, fmt.Sprintf("fetch('/labs/lost-update/submissions', {method: 'POST', body: new URLSearchParams({key: document.querySelector('input[name=key]').value, 'file.%s': %q + '// again'})}).then((r) => r.url)", name, wrong))
	b.do(chromedp.Navigate(early))
	b.until("document.querySelector('.verdict[data-stage=final]" + drawn + "')")
	figure(t, b, "main")
}

// figure looks at the first diagram below a selector.
func figure(t *testing.T, b *browser, below string) {
	t.Helper()
	first := "document.querySelector('" + below + " .happened')"
	if text := value[string](b, first+".querySelector('details pre').textContent"); !strings.HasPrefix(text, "Nodes: desk, store and shop") || !strings.Contains(text, "the property breaks") {
		t.Errorf("the text is %.200q", text)
	}
	if tools := value[[]string](b, "[..."+first+".querySelectorAll('.trace-tools button')].map((e) => e.innerText)"); strings.Join(tools, " ") != "− + SVG ShiViz" {
		t.Errorf("the tools are %q", tools)
	}
	told := value[string](b, "(() => { "+first+".querySelector('.trace-event[data-kind=fail]').focus(); return "+first+".querySelector('.trace-told').innerText; })()")
	if !strings.Contains(told, "the property breaks, at ") || !strings.Contains(told, "before it") {
		t.Errorf("an event says %q", told)
	}
}
