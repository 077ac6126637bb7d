package server

import (
	"context"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"happensbefore/course"
)

// TestNoPageShutsAnybodyOut has axe-core look at every kind of page, in every
// theme, wide and narrow.
func TestNoPageShutsAnybodyOut(t *testing.T) {
	axe, err := os.ReadFile(filepath.Join("..", "static", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	st, b, base := newBrowserSite(t)
	who, cookie := st.guest(t)
	first := st.submitted(t, who, "lamport-clock", "key-of-one-that-fails", starterClock)
	last := st.submitted(t, who, "lamport-clock", "key-of-one-that-passes", solvedClock)
	b.do(chromedp.Navigate(base + "/health"))
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCookie, network.SetCookieParams{Name: cookie.Name, Value: cookie.Value, URL: base})
		return err
	}))
	if _, err := st.store.KeepAnswer(t.Context(), who.ID, course.Answer{Chapter: "clocks", Question: "Who wins a tie?", Text: "One."}); err != nil {
		t.Fatal(err)
	}
	if _, err := st.store.KeepAnswer(t.Context(), who.ID, course.Answer{Chapter: "clocks", Question: "Who wins a tie?", Text: "Another."}); err != nil {
		t.Fatal(err)
	}
	if _, err := st.store.NewNote(t.Context(), who.ID, course.Note{Chapter: "clocks", Text: "Which?", Quote: course.Quote{Exact: "The scene", At: 0}}); err != nil {
		t.Fatal(err)
	}
	st.book.put(withExamples(t, st))
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}

	lab := base + "/labs/lamport-clock"
	for _, page := range []struct{ name, url, first string }{
		{"landing", base + "/", ""},
		{"symptoms", base + "/symptoms", ""},
		{"search", base + "/search?q=timestamps", ""},
		{"search without findings", base + "/search?q=qqqq", ""},
		{"question", base + "/ask?q=When+did+node+A+write+it%3F", ""},
		{"question without an answer", base + "/ask?q=What+is+the+capital+of+France%3F", ""},
		{"labs", base + "/labs", ""},
		{"offline", base + "/offline", ""},
		{"the whole book", base + "/book", ""},
		{"chapter", base + "/chapters/clocks", ""},
		{"chapter with an example open", base + "/chapters/clocks", "[...document.querySelectorAll('figure.example button')].find((b) => b.innerText === 'Edit').click(), document.querySelector('figure.example form').requestSubmit(), true"},
		{"chapter with what it looks like chosen", base + "/chapters/clocks", "document.querySelector('[data-comfort-button]').click(), true"},
		{"chapter with the list of keys", base + "/chapters/clocks", "document.querySelector('[data-reading-keys]').click(), true"},
		{"broken chapter", base + "/chapters/fallacies", ""},
		{"lab", lab, ""},
		{"lab with an answer", lab, "document.querySelector('button[data-action=submit]').click(), document.querySelector('.editor-options').open = true"},
		{"lab with two files", base + "/labs/vector-clock", ""},
		{"failed submission", fmt.Sprintf("%s/submissions/%d", lab, first.ID), ""},
		{"passed submission", fmt.Sprintf("%s/submissions/%d", lab, last.ID), ""},
		{"diff", fmt.Sprintf("%s/diff?before=%d&after=%d", lab, first.ID, last.ID), ""},
		{"solutions", lab + "/solutions", ""},
		{"solutions beside an answer", fmt.Sprintf("%s/solutions/%d", lab, last.ID), ""},
		{"progress", base + "/progress", ""},
		{"chapter with notes and the bar", base + "/chapters/clocks?notes", "(" + selectWords + ")('The scene')"},
		{"notes", base + "/notes", ""},
		{"journal", base + "/journal", ""},
		{"review", base + "/review", ""},
		{"review, asked", base + "/review/clocks", ""},
		{"sheet", base + "/sheet", ""},
		{"health", base + "/health", ""},
		{"not found", base + "/nowhere", ""},
	} {
		t.Run(page.name, func(t *testing.T) {
			b := &browser{t: t, ctx: b.ctx}
			b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(page.url))
			if strings.Contains(page.url, "/labs/") && !strings.Contains(page.url[len(base)+6:], "/") {
				b.until("document.querySelector('form.workbench .editor')?.shadowRoot")
			}
			if page.first != "" {
				b.until("document.querySelector('figure.example .actions, form.workbench [role=status]')")
				value[bool](b, page.first)
				b.until("document.querySelector('.verdict[data-outcome], .comfort:popover-open, dialog[open], .selection-bar:not([hidden])') && !document.querySelector('[aria-busy]')")
			}
			value[bool](b, string(axe)+"; true")
			for _, view := range []struct {
				width int64
				theme string
			}{{1280, "light"}, {1280, "dark"}, {390, "sepia"}} {
				b.do(chromedp.EmulateViewport(view.width, 900))
				value[bool](b, "document.documentElement.dataset.theme = '"+view.theme+"', true")
				found := value[[]string](b, `axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.map((v) => v.id + " (" + v.impact + "): " + v.help + "\n" + v.nodes.slice(0, 3).map((n) => "    " + n.target.join(" ") + ": " + n.failureSummary.split("\n").slice(1).join(";")).join("\n")))`)
				for _, violation := range found {
					t.Errorf("%d, %s: %s", view.width, view.theme, violation)
				}
			}
			value[bool](b, "delete document.documentElement.dataset.theme")
			b.picture("page-" + strings.ReplaceAll(page.name, " ", "-"))
		})
	}
	if kept, err := st.store.Submissions(t.Context(), who.ID, "lamport-clock"); err != nil || len(kept) < 3 {
		t.Errorf("%d submissions, err %v: the lab's answer was none", len(kept), err)
	}
}

// exampleHTML is what the book makes of a program that readers can run.
const exampleHTML = `<figure class="example" data-example="%[1]s"><form class="example-form" method="post" action="/run"><pre class="chroma" tabindex="0"><code>package main</code></pre>` +
	`<textarea name="source" aria-label="Source of the example" spellcheck="false" autocomplete="off" autocapitalize="off" hidden>` + "\n" + `%[2]s</textarea><button class="example-run" type="submit">Run</button></form>` +
	`<div class="example-output"><p class="example-title">Prints</p><pre tabindex="0"><samp>12:00</samp></pre></div></figure>`

// tellsTime is a program that the fake grader can run.
const tellsTime = "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"12:00\")\n}\n"

// withExamples is the book's chapter with two programs and two tables in it.
func withExamples(t *testing.T, st *site) *course.Chapter {
	t.Helper()
	was, err := st.book.Chapter("clocks")
	if err != nil {
		t.Fatal(err)
	}
	c := *was
	const table = `<div class="table" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th scope="col">node</th></tr></thead><tbody><tr><td>A</td></tr></tbody></table></div>`
	c.HTML = `<h2 id="the-scene">The scene</h2>` + table + fmt.Sprintf(exampleHTML, "run-1", html.EscapeString(tellsTime)) + table + fmt.Sprintf(exampleHTML, "run-2", html.EscapeString(tellsTime))
	return &c
}
