package server

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// packedModule is a file that is kept as brotli alone.
var packedModule = func() []byte {
	var b bytes.Buffer
	w := brotli.NewWriter(&b)
	if _, err := w.Write([]byte("a module")); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

func TestAModuleIsSentAsItIsKeptOrUnpacked(t *testing.T) {
	st := newSite(t)
	for accept, want := range map[string]struct{ coding, body string }{
		"gzip, br": {"br", string(packedModule)},
		"gzip":     {"", "a module"},
		"":         {"", "a module"},
	} {
		r := httptest.NewRequest("GET", "/static/engine.wasm-AAAAAAAA", nil)
		r.Header.Set("Accept-Encoding", accept)
		w := st.ask(r)
		if w.Code != 200 || w.Header().Get("Content-Encoding") != want.coding || w.Body.String() != want.body {
			t.Errorf("accepting %q: status %d, coding %q, body %q; want %+v", accept, w.Code, w.Header().Get("Content-Encoding"), w.Body, want)
		}
		if w.Header().Get("Content-Type") != "application/wasm" || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("accepting %q: %v", accept, w.Header())
		}
	}
}

// A worker goes by the policy that its own script came with, not by its page's.
func TestOnlyTheWorkersScriptMayRunEngines(t *testing.T) {
	st := newSite(t)
	for file, want := range map[string]bool{"engine-worker.js-AAAAAAAA": true, "page.js-AAAAAAAA": false, "engine-worker.js-BBBBBBBB": false} {
		w := st.ask(httptest.NewRequest("GET", "/static/"+file, nil))
		if got := strings.Contains(w.Header().Get("Content-Security-Policy"), "'wasm-unsafe-eval'"); got != want {
			t.Errorf("%s: status %d, may run engines: %v, want %v", file, w.Code, got, want)
		}
	}
}
