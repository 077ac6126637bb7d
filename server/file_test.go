package server

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"happensbefore/course"
)

type fakeFiles map[string]course.FileKind

type nopCloser struct{ io.ReadSeeker }

func (nopCloser) Close() error { return nil }

func (f fakeFiles) File(path string) (io.ReadSeekCloser, course.FileKind, error) {
	kind, ok := f[path]
	if !ok {
		return nil, kind, course.ErrNotFound
	}
	return nopCloser{strings.NewReader("0123456789")}, kind, nil
}

func TestFilesBesideTheTextCannotActAsPages(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	base := newSite(t, func(c *Config) {
		c.Files = fakeFiles{
			"img/a.svg":   {Type: "image/svg+xml", Picture: true, Changed: at},
			"img/a b.png": {Type: "image/png", Picture: true, Changed: at},
			"x.html":      {Type: "application/octet-stream", Changed: at},
		}
	}).listen(t)
	for _, c := range []struct {
		path, kind string
		kept       bool // a file to be kept, not a page
	}{
		{"/files/img/a.svg", "image/svg+xml", true},
		{"/files/img/a%20b.png", "image/png", false},
		{"/files/x.html", "application/octet-stream", true},
	} {
		answer, err := http.Get(base + c.path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		h := answer.Header
		if err != nil || answer.StatusCode != http.StatusOK || string(body) != "0123456789" || h.Get("Content-Type") != c.kind {
			t.Errorf("%s: %d %q %q %v", c.path, answer.StatusCode, h.Get("Content-Type"), body, err)
		}
		if !strings.HasPrefix(h.Get(policyHeader), "sandbox; default-src 'none'") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may act: %v", c.path, h)
		}
		if (h.Get("Content-Disposition") == "attachment") != c.kept {
			t.Errorf("%s: Content-Disposition %q", c.path, h.Get("Content-Disposition"))
		}
	}
	for _, path := range []string{"/files/none.png", "/files/", "/files/../img/a.svg/.."} {
		answer, err := http.Get(base + path)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: status %d", path, answer.StatusCode)
		}
	}
}

func TestASiteWithoutFilesServesNone(t *testing.T) {
	answer, err := http.Get(newSite(t, func(c *Config) { c.Files = nil }).listen(t) + "/files/a.png")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNotFound {
		t.Errorf("status %d", answer.StatusCode)
	}
}
