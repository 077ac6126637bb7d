package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// The distribution changes from release to release; a cut that no longer fits it
// must be found here and not in a browser.
func TestTheToolsAreCutDownToOneArchitecture(t *testing.T) {
	g, err := findGo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	files, err := g.overlay()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if _, err := parser.ParseFile(token.NewFileSet(), name, text, 0); err != nil {
			t.Errorf("%s does not parse: %v", name, err)
		}
	}
	for name, text := range files {
		if strings.HasSuffix(name, "config.go") && (bytes.Contains(text, []byte("rewriteValueARM64")) || !bytes.Contains(text, []byte("rewriteValueWasm"))) {
			t.Errorf("%s keeps the rules of another architecture, or has lost its own", name)
		}
	}
}

func TestInputsAreTheSameForTheSameSources(t *testing.T) {
	t.Chdir("../../..") // the module's root, where make runs it
	g, err := findGo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts() {
		first, err := p.inputs(t.Context(), g)
		if err != nil {
			t.Fatalf("%s: %v", p.name, err)
		}
		if again, err := p.inputs(t.Context(), g); err != nil || again != first || first == "" {
			t.Errorf("%s: made from %q, then from %q: %v", p.name, first, again, err)
		}
	}
}
