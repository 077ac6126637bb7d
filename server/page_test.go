package server

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"

	"happensbefore/course"
)

func TestNegotiate(t *testing.T) {
	whole, err := newPage("text/plain", []byte("text"), gzipped, brotled)
	if err != nil {
		t.Fatal(err)
	}
	font := &page{forms: map[coding]form{plain: {}}}
	tests := []struct {
		name   string
		accept []string
		page   *page
		want   coding
	}{
		{"no header", nil, whole, plain},
		{"an empty one", []string{""}, whole, plain},
		{"what browsers send", []string{"gzip, deflate, br, zstd"}, whole, brotled},
		{"two headers", []string{"gzip", "br"}, whole, brotled},
		{"gzip alone", []string{"gzip"}, whole, gzipped},
		{"in capitals", []string{"GZIP"}, whole, gzipped},
		{"brotli refused", []string{"gzip, br;q=0"}, whole, gzipped},
		{"gzip liked better", []string{"gzip;q=1.0, br;q=0.8"}, whole, gzipped},
		{"spaces around", []string{" br ; q=0.9 , gzip ; q=0.8 "}, whole, brotled},
		{"anything", []string{"*"}, whole, brotled},
		{"anything but brotli", []string{"br;q=0, *"}, whole, gzipped},
		{"nothing at all", []string{"identity;q=0, *;q=0"}, whole, plain},
		{"as it is", []string{"identity, gzip;q=0.5"}, whole, plain},
		{"a weight that is none", []string{"br;q=often, gzip"}, whole, gzipped},
		{"a weight out of bounds", []string{"br;q=9, gzip"}, whole, gzipped},
		{"not a number", []string{"br;q=NaN, gzip"}, whole, gzipped},
		{"something we do not have", []string{"zstd"}, whole, plain},
		{"a page in one coding", []string{"br, gzip"}, font, plain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.page.negotiate(tt.accept); got != tt.want {
				t.Errorf("negotiate(%q) = %q, want %q", tt.accept, got, tt.want)
			}
		})
	}
}

// failing is a book that cannot be read.
type failing struct {
	*fakeBook
	err error
}

func (b *failing) Chapter(slug string) (*course.Chapter, error) {
	if b.err != nil {
		return nil, b.err
	}
	return b.fakeBook.Chapter(slug)
}

func TestReload(t *testing.T) {
	book := &failing{fakeBook: newBook()}
	st := newSite(t, func(cfg *Config) { cfg.Book = book })
	tag := func() (string, string) {
		w := st.ask(httptest.NewRequest("GET", "/chapters/fallacies", nil))
		return w.Header().Get("ETag"), w.Body.String()
	}
	before, _ := tag()

	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	if same, _ := tag(); same != before {
		t.Errorf("the tag changed from %s to %s, and the chapter did not", before, same)
	}

	book.put(&course.Chapter{Slug: "fallacies", Title: "The fallacies, priced", HTML: "<p>The other half.</p>"})
	if now, _ := tag(); now != before {
		t.Error("the page changed before the reload")
	}
	if err := st.Reload(); err != nil {
		t.Fatal(err)
	}
	after, body := tag()
	if after == before || !strings.Contains(body, "The other half.") {
		t.Errorf("after the reload: tag %s, %s", after, body)
	}

	book.err = errors.New("disk on fire")
	if err := st.Reload(); !errors.Is(err, book.err) {
		t.Errorf("reload of a book that cannot be read: %v", err)
	}
	if now, _ := tag(); now != after {
		t.Error("a reload that failed took the pages away")
	}
}

func BenchmarkChapter(b *testing.B) {
	book := newBook()
	clocks, err := book.Chapter("clocks")
	if err != nil {
		b.Fatal(err)
	}
	// A real chapter is about this long once it is highlighted.
	clocks.HTML = strings.Repeat(clocks.HTML, 300)
	st := newSite(b, func(cfg *Config) { cfg.Book = book })
	for _, coding := range []string{"identity", "gzip", "br"} {
		b.Run(coding, func(b *testing.B) {
			r := httptest.NewRequest("GET", "/chapters/clocks", nil)
			r.Header.Set("Accept-Encoding", coding)
			size := 0
			for b.Loop() {
				w := st.ask(r)
				if size = w.Body.Len(); w.Code != 200 {
					b.Fatalf("status %d", w.Code)
				}
			}
			b.ReportMetric(float64(size), "page-bytes")
		})
	}
	b.Run("not modified", func(b *testing.B) {
		r := httptest.NewRequest("GET", "/chapters/clocks", nil)
		r.Header.Set("If-None-Match", st.ask(r).Header().Get("ETag"))
		for b.Loop() {
			if w := st.ask(r); w.Code != 304 {
				b.Fatalf("status %d", w.Code)
			}
		}
	})
}
