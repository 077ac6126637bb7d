package static

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestOpenSaysWhatToDoWhenNothingIsBuilt(t *testing.T) {
	_, err := open(fstest.MapFS{".keep": {}})
	if !errors.Is(err, ErrNotBuilt) || !strings.Contains(err.Error(), "make build") {
		t.Errorf("open of an empty dist: %v", err)
	}
}

func TestOpenRefusesAManifestThatNamesAMissingFile(t *testing.T) {
	_, err := open(fstest.MapFS{"manifest.json": {Data: []byte(`{"site.css": "site-AAAAAAAA.css"}`)}})
	if err == nil || !strings.Contains(err.Error(), "site-AAAAAAAA.css") {
		t.Errorf("open: %v", err)
	}
}

func TestFiles(t *testing.T) {
	a, err := open(fstest.MapFS{
		"manifest.json":           {Data: []byte(`{"site.css": "site-AAAAAAAA.css", "engine.wasm": "engine-CCCCCCCC.wasm"}`)},
		"engine-CCCCCCCC.wasm.br": {Data: []byte("br")},
		"site-AAAAAAAA.css":       {Data: []byte("p{}")},
		"site-AAAAAAAA.css.gz":    {Data: []byte("gz")},
		"site-AAAAAAAA.css.br":    {Data: []byte("br")},
		"serif-BBBBBBBB.woff2":    {Data: []byte("font")},
		"notes.txt":               {Data: []byte("not served")},
		"site-AAAAAAAA.css.map":   {Data: []byte("not served")},
	})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		path string
		want File
		ok   bool
	}{
		{"a style sheet in three codings", a.URL("site.css"), File{"text/css; charset=utf-8", []byte("p{}"), []byte("gz"), []byte("br")}, true},
		{"a font in one", "/static/serif-BBBBBBBB.woff2", File{Type: "font/woff2", Identity: []byte("font")}, true},
		{"an engine in one, compressed", a.URL("engine.wasm"), File{Type: "application/wasm", Brotli: []byte("br")}, true},
		{"a plain name is not an address", "/static/site.css", File{}, false},
		{"a compressed copy is not one either", "/static/site-AAAAAAAA.css.br", File{}, false},
		{"the manifest is not served", "/static/manifest.json", File{}, false},
		{"a file of another kind is not served", "/static/notes.txt", File{}, false},
		{"a name that the build does not have", a.URL("other.css"), File{}, false},
		{"nothing above the folder", "/static/../static.go", File{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := a.File(tt.path)
			if diff := cmp.Diff(tt.want, got); diff != "" || ok != tt.ok {
				t.Errorf("File(%q): ok %v, (-want +got)\n%s", tt.path, ok, diff)
			}
		})
	}
}
