package main

import (
	"net/http"
	"strings"
	"testing"
)

// Somebody else's mdBook is served as it lies there: its name, its pages and its
// pictures, and nothing of the course's.
func TestServeAnyMdBook(t *testing.T) {
	s := serveSite(t, t.TempDir(), "--content", "../../content/testdata/mdbook")
	front := s.get(t, "/", http.StatusOK)
	for _, want := range []string{"The Teapot Manual", "A. Kettle", `lang="en-GB"`, `href="/chapters/guide.installation"`} {
		if !strings.Contains(front, want) {
			t.Errorf("the front page has no %s", want)
		}
	}
	for _, ours := range []string{"CC BY 4.0", "/labs", "/symptoms", "Distributed systems you can run"} {
		if strings.Contains(front, ours) {
			t.Errorf("the front page says %q", ours)
		}
	}
	page := s.get(t, "/chapters/guide.index", http.StatusOK)
	if !strings.Contains(page, `src="/files/img/pot.svg"`) || strings.Contains(page, `class="problems"`) {
		t.Error("the page has no picture, or tells its readers what is wrong with it")
	}
	if drawing := s.get(t, "/files/img/pot.svg", http.StatusOK); !strings.Contains(drawing, "<svg") {
		t.Errorf("the picture is %q", drawing)
	}
	s.get(t, "/files/book.toml", http.StatusNotFound)
	s.get(t, "/files/../book.toml", http.StatusNotFound)
	s.get(t, "/health", http.StatusOK)
}
