package main

import (
	"bytes"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestACalculatorFollowsItsGivens changes a given of an estimate in the page.
func TestACalculatorFollowsItsGivens(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b := openBrowser(t)
	b.do(chromedp.Navigate(s.url + "/chapters/estimation"))
	b.until("document.querySelectorAll('.calculator').length === 5 && document.querySelectorAll('.calculator input').length > 30")

	// What the page's script computes is what the server wrote, in every line.
	if differ := value[[]string](b, `(async () => {
		const plain = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
		for (const input of document.querySelectorAll(".calculator input")) input.dispatchEvent(new Event("input", {bubbles: true}));
		const shown = (root) => [...root.querySelectorAll(".calculator tr[data-formula]")].map((row) => row.dataset.name + " " + row.innerText.replace(/\s+/g, " ").trim());
		const [want, got] = [plain, document].map((root) => [...root.querySelectorAll(".calculator tr[data-formula]")].map((row) => row.textContent));
		return got.length > 30 ? got.filter((text, i) => text !== want[i]) : ["only " + got.length + " steps"];
	})()`); len(differ) > 0 {
		t.Errorf("the script shows otherwise than the server: %q", differ)
	}

	const links = `document.querySelector('tr[data-name="new"] input')`
	result := func(name string) string {
		return value[string](b, `document.querySelector('output[data-value="`+name+`"]').textContent`)
	}
	set := func(text string) {
		value[bool](b, links+`.value = "`+text+`", `+links+`.dispatchEvent(new Event("input", {bubbles: true}))`)
	}
	set("20 000 000")
	if got := result("writes"); got != "926\u00a0links/s" {
		t.Errorf("ten times the links make %q", got)
	}
	set("many")
	if got := result("writes"); got != "–" {
		t.Errorf("what is no number makes %q", got)
	}
	if value[string](b, links+".getAttribute('aria-invalid')") != "true" {
		t.Error("what is no number is not marked")
	}
	value[bool](b, `document.querySelector(".calculator button").click(), true`)
	if got := result("writes"); got != "92.6\u00a0links/s" {
		t.Errorf("the text's numbers make %q", got)
	}
}

// TestTheNumbersCardIsOnePageOfPaper prints it.
func TestTheNumbersCardIsOnePageOfPaper(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b := openBrowser(t)
	b.do(chromedp.Navigate(s.url + "/chapters/numbers-card"))
	for paper, size := range map[string][2]float64{"A4": {8.27, 11.69}, "Letter": {8.5, 11}} {
		printed, err := chromedp.Call(b.ctx, page.PrintToPDF, page.PrintToPDFParams{PaperWidth: size[0], PaperHeight: size[1]})
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(printed.Data, []byte("/Type /Page\n")); n != 1 {
			t.Errorf("it is %d pages of %s", n, paper)
		}
	}
}
