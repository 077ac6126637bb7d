package server

import (
	"bufio"
	"io"
	"net/http"
	"strings"
	"testing"

	"happensbefore/course"
)

// nextEvent reads one event of a stream, without its retry lines.
func nextEvent(t *testing.T, lines *bufio.Scanner) (event string) {
	t.Helper()
	for lines.Scan() {
		if text := lines.Text(); text != "" {
			event += text + "\n"
		} else if strings.Contains(event, "event:") {
			return event
		}
	}
	t.Fatalf("the stream ended: %q %v", event, lines.Err())
	return ""
}

func TestAPreviewTellsOpenPagesOfChanges(t *testing.T) {
	st := newSite(t, func(c *Config) { c.Live = true })
	base := st.listen(t)
	answer, err := http.Get(base + "/preview/changes")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewScanner(answer.Body)
	if first := nextEvent(t, lines); !strings.Contains(first, "event: changed\nid: 0\ndata: \n") {
		t.Errorf("how things stand: %q", first)
	}

	changed, err := st.book.Chapter("clocks")
	if err != nil {
		t.Fatal(err)
	}
	other := *changed
	other.HTML = "<p>Turnips.</p>"
	st.book.put(&other)
	if err := st.Changed([]course.Problem{{File: "content/SUMMARY.md", Line: 3, What: "the line cannot be read"}}); err != nil {
		t.Fatal(err)
	}
	if next := nextEvent(t, lines); !strings.Contains(next, "id: 1\n") || !strings.Contains(next, "content/SUMMARY.md:3") {
		t.Errorf("after a change: %q", next)
	}
	page, err := http.Get(base + "/chapters/clocks")
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	body := everything(t, page)
	if !strings.Contains(body, "Turnips.") || !strings.Contains(body, `data-version="1"`) {
		t.Errorf("the page is not the new one: %.500s", body)
	}
	if got := page.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("a preview's page may be kept: %q", got)
	}
}

// What is rendered when it is asked for is rendered once, and what fails tells
// who asks.
func TestWarmingLeavesNothingToRender(t *testing.T) {
	st := newSite(t)
	before := st.shelf.Load()
	st.warm(t.Context())
	for _, sh := range before.order {
		p, err := sh.made()
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range preferred {
			if len(p.forms[c].bytes) == 0 && c != plain && p.kind == htmlPage {
				t.Errorf("a page has no form in the coding %q", c)
			}
		}
	}
	if len(before.order) < 3+4+3 {
		t.Errorf("%d pages, want three, the four chapters that are written and the editions at least", len(before.order))
	}
}

func everything(t *testing.T, answer *http.Response) string {
	t.Helper()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
