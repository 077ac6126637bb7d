package server

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"happensbefore/server/webtest"
)

// TestScripts plays testdata/*.txt, each on a site of its own.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts in testdata: %v", err)
	}
	for _, path := range scripts {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			base := newSite(t).listen(t)
			if err := webtest.Play(t.Context(), http.DefaultTransport, base, path, string(text)); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestReady holds the readiness scripts to the same server, so that they are
// known to pass where everything is well.
func TestReady(t *testing.T) {
	base := newSite(t).listen(t)
	if err := webtest.Ready(t.Context(), http.DefaultTransport, base); err != nil {
		t.Error(err)
	}
}
