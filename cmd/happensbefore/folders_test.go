package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A lab may come before its chapter, but not before the outline knows of it.
func TestALabsChapterIsInTheOutline(t *testing.T) {
	lab, err := os.ReadFile("../../labs/lamport-clock.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, outline string
		wants         bool
	}{
		{"no draft names the slug", "# Book\n\n- [Start](start.md)\n- [Time and clocks]()\n", true},
		{"a draft names the slug", "# Book\n\n- [Start](start.md)\n- [Time and clocks](<> \"clocks\")\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, text := range map[string]string{"content/SUMMARY.md": c.outline, "content/start.md": "Begin.\n", "labs/lamport-clock.md": string(lab)} {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			_, _, problems := both(filepath.Join(dir, "content"), filepath.Join(dir, "labs"))
			found := false
			for _, p := range problems {
				found = found || strings.Contains(p.What, `the chapter "clocks" is not in the book`)
			}
			if found != c.wants {
				t.Errorf("told that the chapter is missing: %t, want %t\n%v", found, c.wants, problems)
			}
		})
	}
}
