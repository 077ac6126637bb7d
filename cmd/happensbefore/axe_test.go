package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestTheBookShutsNobodyOut has axe-core look at every chapter and appendix of
// the book with an example's answer in it, and at every lab with a verdict that
// says what failed. Each is looked at in one of the views, and one of each kind
// in all: what axe finds is in the text, or in a style that all share.
func TestTheBookShutsNobodyOut(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("..", "..", "static", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	s := serveSite(t, t.TempDir())
	bound, shelf, problems := both("", "")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	b := openBrowserFor(t, 15*time.Minute)
	const violations = `axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.map((v) => v.id + " (" + v.impact + "): " + v.help + "\n" + v.nodes.slice(0, 3).map((n) => "    " + n.target.join(" ") + ": " + n.failureSummary.split("\n").slice(1).join(";")).join("\n")))`
	type view struct {
		width int64
		theme string
	}
	views := []view{{1280, "light"}, {1280, "dark"}, {390, "sepia"}}
	look := func(t *testing.T, i int, all bool) {
		t.Helper()
		b := &browser{t: t, ctx: b.ctx}
		value[bool](b, string(axe)+"; true")
		in := views[i%len(views):][:1]
		if all {
			in = views
			defer func() {
				value[bool](b, "document.querySelector('main').append(document.createElement('img')), true")
				if found := value[[]string](b, violations); len(found) == 0 {
					t.Error("axe-core says nothing of a picture without words")
				}
			}()
		}
		for _, view := range in {
			b.do(chromedp.EmulateViewport(view.width, 900))
			value[bool](b, fmt.Sprintf("document.documentElement.dataset.theme = %q, true", view.theme))
			for _, violation := range value[[]string](b, violations) {
				t.Errorf("%d, %s: %s", view.width, view.theme, violation)
			}
		}
	}
	for i, c := range bound.Chapters() {
		t.Run(c.Slug, func(t *testing.T) {
			b := &browser{t: t, ctx: b.ctx}
			b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.url+"/chapters/"+c.Slug))
			b.until("document.readyState === 'complete'")
			b.readToTheEnd()
			if len(c.Examples) > 0 {
				b.do(chromedp.Click("figure.example button.example-run"))
				b.until("document.querySelector('figure.example .example-answer .verdict')")
			}
			look(t, i, c.Slug == "clocks")
		})
	}
	for i, lab := range shelf.Labs() {
		t.Run(lab.Slug, func(t *testing.T) {
			b := &browser{t: t, ctx: b.ctx}
			b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.url+"/labs/"+lab.Slug))
			b.until("document.querySelector('form.workbench .editor')?.shadowRoot?.querySelector('.cm-content')")
			b.do(chromedp.Click("button[data-action=submit]"))
			b.until("document.querySelector('[data-result] .verdict[data-stage=final]')")
			if value[int](b, "document.querySelectorAll('[data-result] [data-passed=false]').length") == 0 {
				t.Errorf("the starter fails no check: %s", value[string](b, "document.querySelector('[data-result]').innerText"))
			}
			look(t, i, lab.Slug == "lamport-clock")
		})
	}
}
