package content_test

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/content"
	"happensbefore/course"
)

var update = flag.Bool("update", false, "write the golden files anew")

// The fixture has every form of mdBook's that is known here. The golden file has
// the outline, what is listed as not supported or wrong, and each page.
func TestAnyMdBook(t *testing.T) {
	for _, dir := range []string{"testdata/mdbook", "testdata/mdbook/src"} {
		t.Run(dir, func(t *testing.T) {
			from, err := content.SourceAt(dir)
			if err != nil {
				t.Fatal(err)
			}
			b, problems := new(content.Loader).LoadFrom(from)
			var out strings.Builder
			o := b.Outline()
			fmt.Fprintf(&out, "%s by %s, in %s; a guest: %t\n", o.Title, strings.Join(o.Authors, ", "), o.Language, o.Guest)
			for e := range o.Entries {
				fmt.Fprintf(&out, "%s %q at %s draft=%t\n", e.Number, e.Title, e.Slug, e.Draft)
			}
			out.WriteString("\n== listed\n")
			for _, p := range problems {
				fmt.Fprintln(&out, p)
			}
			for _, c := range b.Chapters() {
				fmt.Fprintf(&out, "\n== %s: %q, tab %q\n%s\n", c.Slug, c.Title, c.Tab, c.HTML)
				if len(c.Problems) > 0 {
					t.Errorf("%s shows readers what is wrong with it", c.Slug)
				}
			}
			const golden = "testdata/mdbook.golden"
			if *update {
				if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), out.String()); diff != "" {
				t.Errorf("(-want +got), run with -update if it is meant:\n%s", diff)
			}
		})
	}
}

// Only what pages refer to is served, and nothing from outside.
func TestFilesOfABook(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	link := func(name, target string) {
		if err := os.Symlink(target, filepath.Join(dir, "book", name)); err != nil {
			t.Fatal(err)
		}
	}
	write("secret.png", "secret")
	write("book/SUMMARY.md", "# B\n\n- [One](one.md)\n")
	write("book/one.md", "![a](a.svg) ![out](../secret.png) ![link](link.png) ![inner](inner.png) [t](page.html.txt) ![dir](folder.png) ![big](big.png)\n\n{{#include link.png}}\n\n{{#include ../secret.png}}\n")
	write("book/a.svg", "<svg/>")
	write("book/b.png", "not referred to")
	write("book/page.html.txt", "text")
	write("book/folder.png/x", "x")
	write("book/big.png", strings.Repeat("x", 16<<20+1))
	link("link.png", filepath.Join(dir, "secret.png"))
	link("inner.png", "a.svg")

	from, err := content.SourceAt(filepath.Join(dir, "book"))
	if err != nil {
		t.Fatal(err)
	}
	b, problems := new(content.Loader).LoadFrom(from)
	said := fmt.Sprint(problems)
	for _, want := range []string{
		`"../secret.png", which the page refers to, is not in the folder`, `"link.png", which the page refers to, cannot be read`,
		"folder.png\", which the page refers to, is not a file", "big.png\", which the page refers to, is larger than 16 MiB",
		"link.png, which is included, cannot be read", "secret.png is outside of the book",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing says %q:\n%s", want, strings.ReplaceAll(said, "} {", "}\n{"))
		}
	}
	c, err := b.Chapter("one")
	if err != nil || strings.Contains(c.HTML, "secret</") || strings.Contains(c.HTML, "<p>secret") {
		t.Errorf("%v: %s", err, c.HTML)
	}
	for name, want := range map[string]string{"a.svg": "image/svg+xml", "inner.png": "image/png", "page.html.txt": "application/octet-stream"} {
		f, kind, err := b.File(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if text, err := io.ReadAll(f); err != nil || len(text) == 0 || kind.Type != want {
			t.Errorf("%s: %q %+v %v", name, text, kind, err)
		}
		f.Close()
	}
	for _, name := range []string{"b.png", "link.png", "../secret.png", "folder.png", "big.png", "SUMMARY.md", "one.md", "/etc/passwd", "", "img/../a.svg"} {
		if _, _, err := b.File(name); !isNotFound(err) {
			t.Errorf("%q is served: %v", name, err)
		}
	}
}

func isNotFound(err error) bool {
	return err != nil && strings.Contains(err.Error(), course.ErrNotFound.Error())
}

// A file changed under a server's hands stays within its bounds.
func TestAFileThatBecomesALinkIsNoLongerServed(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"SUMMARY.md": "- [One](one.md)\n", "one.md": "![a](a.png)\n", "a.png": "x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	from, err := content.SourceAt(dir)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := new(content.Loader).LoadFrom(from)
	if err := os.Remove(filepath.Join(dir, "a.png")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(dir, "a.png")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.File("a.png"); !isNotFound(err) {
		t.Errorf("a link out of the book is followed: %v", err)
	}
}
