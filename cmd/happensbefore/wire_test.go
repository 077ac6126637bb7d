package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
)

// A wire lies between a browser and a site and weighs every answer that passes,
// header and body, as compressed as it is. What workers and the service worker
// fetch passes it too, of which a page itself knows nothing.
type wire struct {
	url string

	mu       sync.Mutex // guards answered
	answered map[string]weight
}

// A weight is what was answered at one path.
type weight struct {
	bytes  int64
	coding string // Content-Encoding of the last answer
}

func newWire(t testing.TB, s *site) *wire {
	t.Helper()
	to, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{answered: map[string]weight{}}
	through := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Host = r.In.Host // the site compares it with what a form came from
		},
		Transport: &http.Transport{DisableCompression: true},
		ModifyResponse: func(r *http.Response) error {
			header, err := httputil.DumpResponse(r, false)
			if err != nil {
				return err
			}
			path := r.Request.URL.Path
			w.add(path, r.Header.Get("Content-Encoding"), len(header))
			r.Body = weighed{r.Body, func(n int) { w.add(path, r.Header.Get("Content-Encoding"), n) }}
			return nil
		},
	}
	listening := httptest.NewServer(through)
	t.Cleanup(listening.Close)
	w.url = listening.URL
	return w
}

type weighed struct {
	io.ReadCloser
	add func(n int)
}

func (b weighed) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.add(n)
	return n, err
}

func (w *wire) add(path, coding string, n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.answered[path] = weight{w.answered[path].bytes + int64(n), coding}
}

// reset begins the count anew.
func (w *wire) reset() {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.answered)
}

// so is what has passed so far, by path.
func (w *wire) so() weights {
	w.mu.Lock()
	defer w.mu.Unlock()
	return maps.Clone(w.answered)
}

type weights map[string]weight

// sum is the bytes of all files except those whose names begin so.
func (ws weights) sum(except ...string) int64 {
	var all int64
	for path, w := range ws {
		if !slices.ContainsFunc(except, func(name string) bool { return strings.HasPrefix(path, "/static/"+name+"-") }) {
			all += w.bytes
		}
	}
	return all
}

// String lists what weighs how much, the heaviest first.
func (ws weights) String() string {
	var b strings.Builder
	for _, path := range slices.SortedFunc(maps.Keys(ws), func(x, y string) int { return cmp.Compare(ws[y].bytes, ws[x].bytes) }) {
		coding := ws[path].coding
		if coding == "" {
			coding = "as it is"
		}
		fmt.Fprintf(&b, "%9d  %-8s  %s\n", ws[path].bytes, coding, path)
	}
	return b.String()
}
