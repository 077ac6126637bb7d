package server

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

// unpacked is an answer's body as its reader sees it.
func unpacked(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var body io.Reader = w.Body
	switch coding := w.Header().Get("Content-Encoding"); coding {
	case "":
	case "gzip":
		zipped, err := gzip.NewReader(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		body = zipped
	case "br":
		body = brotli.NewReader(w.Body)
	default:
		t.Fatalf("Content-Encoding: %s", coding)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestEveryAnswerComesAsItsReaderCanUnpackIt asks every row in every coding. An
// answer is the same in all of them, and short of them all where it is long; it
// says that it varies, once; and where it has a tag, each coding has its own.
func TestEveryAnswerComesAsItsReaderCanUnpackIt(t *testing.T) {
	st := newSite(t)
	id, who := passedLearner(t, st)
	codings := map[string][]string{
		"":                        {""},
		"identity":                {""},
		"gzip;q=0, br;q=0":        {""},
		"gzip":                    {"", "gzip"},
		"identity, gzip;q=0.5":    {"", "gzip"},
		"br":                      {"", "br"},
		"gzip, deflate, br, zstd": {"", "gzip", "br"},
	}
	compressed := map[string]bool{}
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		if sm.want != 200 || rt.pattern == "GET /static/{file...}" {
			return // its fake files are no real ones; asset_test.go has them
		}
		tags := map[string]string{} // the coding that a tag stands for
		for accept, may := range codings {
			r := sm.request(rt, id, who)
			r.Header.Set("Accept-Encoding", accept)
			w := st.ask(r)
			size, coding, kind := w.Body.Len(), w.Header().Get("Content-Encoding"), w.Header().Get("Content-Type")
			if !slices.Contains(may, coding) {
				t.Errorf("accepting %q: Content-Encoding %q", accept, coding)
			}
			if vary := slices.Collect(strings.SplitSeq(strings.Join(w.Header().Values("Vary"), ", "), ", ")); len(slices.DeleteFunc(vary, func(v string) bool { return v != "Accept-Encoding" })) != 1 {
				t.Errorf("accepting %q: Vary: %q", accept, w.Header().Values("Vary"))
			}
			if length := w.Header().Get("Content-Length"); length != "" && length != fmt.Sprint(size) {
				t.Errorf("accepting %q: Content-Length: %s, and %d bytes came", accept, length, size)
			}
			if len(w.Header().Values("No-Gzip-Compression")) > 0 {
				t.Error("a word between our own layers goes out")
			}
			text := unpacked(t, w)
			page := strings.HasPrefix(kind, "text/html")
			if fragment := rt.pattern == "GET /search/results"; page && !fragment && !strings.Contains(text, "</html>") {
				t.Errorf("accepting %q: not a whole page: %.200s", accept, text)
			}
			if page && accept == "gzip" && len(text) > 1024 {
				if coding != "gzip" || size > len(text)/2 {
					t.Errorf("%d bytes of %d with the coding %q", size, len(text), coding)
				}
				compressed[rt.pattern] = true
			}
			if tag := w.Header().Get("ETag"); tag != "" {
				if was, known := tags[tag]; known && was != coding {
					t.Errorf("the tag %s stands for the codings %q and %q", tag, was, coding)
				}
				tags[tag] = coding
				again := sm.request(rt, id, who)
				again.Header.Set("Accept-Encoding", accept)
				again.Header.Set("If-None-Match", tag)
				if w := st.ask(again); w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
					t.Errorf("accepting %q with the tag %s: status %d, tag %s, %d bytes", accept, tag, w.Code, w.Header().Get("ETag"), w.Body.Len())
				}
			}
		}
	})
	for _, pattern := range []string{"GET /labs/{slug}", "GET /progress", "POST /labs/{slug}/run", "GET /labs/{slug}/solutions", "GET /chapters/{slug}"} {
		if !compressed[pattern] {
			t.Errorf("%s is not compressed", pattern)
		}
	}
}

func TestAFailuresPageIsCompressedToo(t *testing.T) {
	st := newSite(t)
	r := httptest.NewRequest("GET", "/nowhere", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	w := st.ask(r)
	if w.Code != 404 || w.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("status %d, coding %q", w.Code, w.Header().Get("Content-Encoding"))
	}
	if text := unpacked(t, w); !strings.Contains(text, "</html>") {
		t.Errorf("not a whole page: %.200s", text)
	}
}

// TestEventsComeAtOnce hears an event through a real connection while what it
// tells of is still under way, whatever the reader can unpack.
func TestEventsComeAtOnce(t *testing.T) {
	for _, accept := range []string{"", "gzip, deflate, br, zstd"} {
		t.Run("accepting "+accept, func(t *testing.T) {
			st := newSite(t)
			base := st.listen(t)
			who, cookie := st.guest(t)
			release := st.grader.hold()
			defer release()
			kept := st.submitted(t, who, "lamport-clock", "a-key-of-some-length", starterClock)
			r, err := http.NewRequestWithContext(t.Context(), "GET", base+submissionPath(kept)+"/events", nil)
			if err != nil {
				t.Fatal(err)
			}
			r.AddCookie(cookie)
			r.Header.Set("Accept-Encoding", accept)
			client := http.Client{Transport: &http.Transport{DisableCompression: true}, Timeout: 5 * time.Second}
			defer client.CloseIdleConnections()
			answer, err := client.Do(r)
			if err != nil {
				t.Fatalf("while the grader still works: %v", err)
			}
			defer answer.Body.Close()
			if coding := answer.Header.Get("Content-Encoding"); coding != "" {
				t.Errorf("Content-Encoding: %s", coding)
			}
			lines := bufio.NewScanner(answer.Body)
			for lines.Scan() && !strings.HasPrefix(lines.Text(), "event: ") {
			}
			if lines.Text() != "event: place" {
				t.Errorf("%q, %v; want event: place while the grader still works", lines.Text(), lines.Err())
			}
		})
	}
}

// TestNoPageRepeatsItsAddress looks for what an address says in what it answers
// to one learner: compression would give away what stands beside words that
// another site may choose. An answer that is the same for everybody has nothing
// to give away, and may say again what was searched.
func TestNoPageRepeatsItsAddress(t *testing.T) {
	const chosen = "wordsOfAnotherSite"
	st := newSite(t)
	id, who := passedLearner(t, st)
	check := func(t *testing.T, r *http.Request) {
		t.Helper()
		r.AddCookie(who)
		if w := st.ask(r); bytes.Contains(w.Body.Bytes(), []byte(chosen)) {
			t.Errorf("%s (status %d) repeats its address", r.URL, w.Code)
		}
	}
	walk(t, st, func(t *testing.T, rt route, sm sample) {
		if !strings.HasPrefix(rt.pattern, "GET ") || rt.access == everyone {
			return
		}
		path, _, _ := strings.Cut(sm.request(rt, id, nil).URL.String(), "?")
		for _, query := range []string{"q", "from", "before", "after", "key", "source", "file.clock.go"} {
			check(t, httptest.NewRequest("GET", path+"?"+query+"="+chosen, nil))
		}
		check(t, httptest.NewRequest("GET", path+chosen, nil))
		check(t, httptest.NewRequest("GET", strings.TrimSuffix(path, "/")+"/"+chosen, nil))
	})
}
