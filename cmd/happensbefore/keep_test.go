package main

import (
	"image/png"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheWholeBookWithoutANetwork keeps the book from the landing page, takes
// the server away, and opens a chapter that was never open before.
func TestTheWholeBookWithoutANetwork(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b := openBrowser(t)
	says := `document.querySelector("[data-keep-says]").textContent`
	b.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(s.url+"/"))
	b.until(says + `.includes("can be kept on this device, about")`)
	if sizes := value[string](b, `document.querySelector("[data-keep-interpreter-size]").textContent`); !strings.HasSuffix(sizes, " MB") {
		t.Errorf("the interpreter takes %q", sizes)
	}
	b.do(chromedp.Click("[data-keep-start]"))
	b.until(says + `.includes("The whole book is kept on this device, with the interpreter.")`)
	b.until(`[...document.querySelectorAll(".contents a[data-chapter]")].every((a) => a.hasAttribute("data-kept"))`)

	s.kill()
	b.do(chromedp.Navigate(s.url + "/chapters/rate-limiting"))
	if title := value[string](b, `document.querySelector("h1").textContent`); title != "Rate limiting" {
		t.Fatalf("without a network the chapter is %q", title)
	}
	b.do(chromedp.Click("figure.example button.example-run"))
	// The interpreter is compiled first, on a busy machine not at once.
	if !value[bool](b, `new Promise((done) => {
		const look = (left) => {
			if (document.querySelector("figure.example .example-answer .verdict[data-outcome=passed]") !== null) done(true);
			else if (left === 0) done(false);
			else setTimeout(look, 100, left - 1);
		};
		look(600);
	})`) {
		t.Errorf("the example did not run: %s", value[string](b, `document.querySelector("figure.example").innerText.slice(-400)`))
	}

	// A lab opens too; what was not kept says so, and names what was.
	b.do(chromedp.Navigate(s.url + "/labs/lamport-clock"))
	b.until(`document.querySelector("form.workbench .editor")?.shadowRoot?.querySelector(".cm-content")`)
	b.do(chromedp.Navigate(s.url + "/progress"))
	b.until(`[...document.querySelectorAll("[data-kept-list] a")].some((a) => a.getAttribute("href") === "/chapters/rate-limiting" && a.textContent.includes("Rate limiting"))`)
	if title := value[string](b, `document.querySelector("h1").textContent`); !strings.Contains(title, "not kept on this device") {
		t.Errorf("without a network progress is %q", title)
	}

	b.do(chromedp.Navigate(s.url + "/"))
	b.until(says + `.includes("is kept on this device")`)
	b.do(chromedp.Click("[data-keep-forget]"))
	b.until(`document.querySelector("[data-keep-forget]").hidden && document.querySelector(".contents a[data-kept]") === null`)
	if left := value[int](b, `caches.keys().then((all) => Promise.all(all.map(async (name) => (await (await caches.open(name)).keys()).length))).then((n) => n.reduce((a, b) => a + b, 0))`); left > 0 {
		t.Errorf("%d answers are still kept", left)
	}
}

// TestAKeptBookFollowsTheServersBook has a chapter of an older book replaced,
// and what the newer one does not have removed.
func TestAKeptBookFollowsTheServersBook(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b := openBrowser(t)
	b.do(chromedp.Navigate(s.url + "/"))
	b.until(`document.querySelector("[data-keep-says]").textContent.includes("about")`)
	b.do(chromedp.Click("[data-keep-interpreter]"), chromedp.Click("[data-keep-start]"))
	b.until(`document.querySelector("[data-keep-says]").textContent.includes("The whole book is kept on this device.")`)
	value[bool](b, `(async () => {
		const pages = await caches.open("pages");
		await pages.put("/chapters/clocks", new Response("an older chapter"));
		await pages.put("/chapters/gone", new Response("a chapter that is gone"));
		localStorage.setItem("choice:kept", JSON.stringify({version: "older", interpreter: false, looked: 0}));
		return true;
	})()`)
	b.do(chromedp.Navigate(s.url + "/symptoms"))
	b.until(`JSON.parse(localStorage.getItem("choice:kept")).version !== "older"`)
	if text := value[string](b, `caches.match("/chapters/clocks", {cacheName: "pages", ignoreVary: true}).then((r) => r.text())`); !strings.Contains(text, "Time and clocks") {
		t.Errorf("the chapter is still %q", text)
	}
	if value[bool](b, `caches.match("/chapters/gone").then((r) => r !== undefined)`) {
		t.Error("a chapter that is gone is still kept")
	}
}

func TestTheIconsArePicturesOfTheirSize(t *testing.T) {
	s := serveSite(t, t.TempDir())
	b := openBrowser(t)
	b.do(chromedp.Navigate(s.url + "/"))
	icons := value[[][]string](b, `fetch(document.querySelector("link[rel=manifest]").href).then((r) => r.json()).then((m) => m.icons.map((i) => [i.src, i.sizes]))`)
	if len(icons) != 3 {
		t.Fatalf("icons: %q", icons)
	}
	for _, icon := range icons {
		response, err := http.Get(s.url + icon[0])
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		picture, err := png.DecodeConfig(response.Body)
		if err != nil {
			t.Errorf("%s: %v", icon[0], err)
		} else if side := map[int]string{192: "192x192", 512: "512x512"}[picture.Width]; side != icon[1] || picture.Height != picture.Width {
			t.Errorf("%s is %d by %d, and said to be %s", icon[0], picture.Width, picture.Height, icon[1])
		}
	}
}
