package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ledongthuc/pdf"
)

// bookFolder is a small book of two chapters that link to each other.
func bookFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"SUMMARY.md": "# A small book\n\n# Part one\n\n- [First things](first.md)\n- [Last things](last.md)\n",
		"first.md":   "# First things\n\n## A beginning\n\nThe quorum of a small book. [Go on](last.md#the-end).\n\n```go run\npackage main\n\nfunc main() { println(\"first\") }\n```\n",
		"last.md":    "# Last things\n\n" + strings.Repeat("A paragraph that fills the page with words until there is another page.\n\n", 120) + "## The end\n\nThe fencing token.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// exporting runs the command in this process and returns what it wrote.
func exporting(t *testing.T, file string, args ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), file)
	var stdout, stderr bytes.Buffer
	args = append([]string{"export", "--out", out}, args...)
	if status := run(t.Context(), args, os.Getenv, &stdout, &stderr); status != statusOK {
		t.Fatalf("%q: status %d: %s", args, status, &stderr)
	}
	if !strings.Contains(stdout.String(), "2 chapters") {
		t.Errorf("%q says %q", args, &stdout)
	}
	made, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(filepath.Dir(out)); err != nil || len(left) != 1 {
		t.Errorf("beside the file are left: %v, %v", left, err)
	}
	return made
}

func TestAnExportedPDFHasNumberedPagesTextAndAnOutline(t *testing.T) {
	made := exporting(t, "book.pdf", "--content", bookFolder(t))
	r, err := pdf.NewReader(bytes.NewReader(made), int64(len(made)))
	if err != nil {
		t.Fatal(err)
	}
	text := make([]string, r.NumPage()+1)
	for n := 1; n <= r.NumPage(); n++ {
		if text[n], err = r.Page(n).GetPlainText(nil); err != nil {
			t.Fatal(err)
		}
	}
	// Title, contents, the first chapter, some pages of the second, the imprint.
	if r.NumPage() < 6 || !strings.Contains(text[1], "A small book") || !strings.Contains(text[3], "quorum of a small book") || !strings.Contains(text[4], "Last things") {
		t.Errorf("%d pages: %q", r.NumPage(), text)
	}
	if contents := strings.Fields(text[2]); !regexp.MustCompile(`First things 3 2 Last things 4`).MatchString(strings.Join(contents, " ")) {
		t.Errorf("the contents name no pages: %q", contents)
	}
	// The head of a page names its chapter, and its foot its number.
	if head := text[5]; !strings.Contains(head, "Last things") || !regexp.MustCompile(`\b5\b`).MatchString(head) {
		t.Errorf("page 5 has no running title or no number: %q", head)
	}
	var titles []string
	for entry := r.Trailer().Key("Root").Key("Outlines").Key("First"); entry.Kind() == pdf.Dict; entry = entry.Key("Next") {
		titles = append(titles, entry.Key("Title").Text())
	}
	if outline := strings.Join(titles, "|"); !strings.Contains(outline, "First things") || !strings.Contains(outline, "Last things") {
		t.Errorf("the outline has %q", titles)
	}
	if r.Trailer().Key("Root").Key("StructTreeRoot").IsNull() {
		t.Error("the PDF is not tagged: a screen reader finds no headings in it")
	}
}

func TestAnExportedPageNeedsNothingBesideIt(t *testing.T) {
	page := string(exporting(t, "book.html", "--content", bookFolder(t), "--url", "https://course.example.org"))
	for _, want := range []string{"The quorum of a small book", `href="#c-last-the-end"`, "url(data:font/woff2;base64,", "https://course.example.org", `content:"1 · First things"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in the page", want)
		}
	}
	for _, not := range []string{"<script", "<link", "<img", "url(/", "url(\"./"} {
		if strings.Contains(page, not) {
			t.Errorf("%s is in the page", not)
		}
	}
}

func TestAnExportedEPUBIsTheSameForTheSameFolder(t *testing.T) {
	dir := bookFolder(t)
	first := exporting(t, "book.epub", "--content", dir)
	if second := exporting(t, "other", "--format", "epub", "--content", dir); !bytes.Equal(first, second) {
		t.Error("the same folder gave two EPUBs")
	}
	if _, err := zip.NewReader(bytes.NewReader(first), int64(len(first))); err != nil {
		t.Error(err)
	}
}

func TestExportSaysWhatItCannotDo(t *testing.T) {
	out := filepath.Join(t.TempDir(), "book.pdf")
	empty := t.TempDir()
	if err := os.WriteFile(filepath.Join(empty, "SUMMARY.md"), []byte("# Nothing\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		args   []string
		path   string
		status int
		says   string
	}{
		"no file":                      {[]string{}, "/bin", statusUsage, "say where to"},
		"a format that does not exist": {[]string{"--out", out + ".doc"}, "/bin", statusUsage, "there is no format"},
		"an address with a path":       {[]string{"--out", out, "--url", "https://x/y"}, "/bin", statusUsage, "without a path"},
		"an empty book":                {[]string{"--out", out, "--content", empty}, "/bin", statusNo, "no chapter to export"},
		"no browser":                   {[]string{"--out", out, "--content", bookFolder(t)}, "/nowhere", statusNo, "apt-get install chromium"},
		"a folder that is not there":   {[]string{"--out", filepath.Join(out, "none", "book.epub"), "--content", bookFolder(t)}, "/bin", statusFault, "no such file"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("PATH", c.path)
			var stdout, stderr bytes.Buffer
			if status := run(t.Context(), append([]string{"export"}, c.args...), os.Getenv, &stdout, &stderr); status != c.status || !strings.Contains(stderr.String(), c.says) {
				t.Errorf("status %d: %s; want %d and %q", status, &stderr, c.status, c.says)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("a file was written")
			}
		})
	}
}

// A browser that fails must not leave half a book, nor its own folder.
func TestAFailedExportLeavesTheOldFileAlone(t *testing.T) {
	programs, dir := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(programs, "chromium"), []byte("#!/bin/sh\necho it broke >&2\nexit 7\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", programs+":/bin:/usr/bin")
	out := filepath.Join(dir, "book.pdf")
	if err := os.WriteFile(out, []byte("the old one"), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{"export", "--out", out, "--content", bookFolder(t)}, os.Getenv, &stdout, &stderr)
	if status != statusFault || !strings.Contains(stderr.String(), "it broke") {
		t.Errorf("status %d: %s", status, &stderr)
	}
	kept, err := os.ReadFile(out)
	if err != nil || string(kept) != "the old one" {
		t.Errorf("the old file is now %q, %v", kept, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
