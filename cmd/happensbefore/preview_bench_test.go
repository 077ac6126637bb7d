package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// BenchmarkPreview prints how long it takes from saving a chapter until the
// change is drawn in a browser that shows it.
func BenchmarkPreview(b *testing.B) {
	for b.Loop() { // once: it takes far longer than a benchmark must
		table := newBenchTable("Milliseconds from saving a chapter until the open page shows it, 50 saves each, in Chromium on the same machine.")
		table.row("book", "p50", "p99")
		for _, at := range []struct {
			name, dir, chapter, file string
		}{
			{"this one", courseDesk(b), "clocks", "content/chapters/clocks.md"},
			{"100 generated chapters", bigDesk(b, 100), "chapter-50", "content/chapters/chapter-50.md"},
		} {
			waits := measureSaves(b, at.dir, at.chapter, at.file, 50)
			table.row(at.name, milliseconds(percentile(waits, 50)), milliseconds(percentile(waits, 99)))
		}
		table.print()
	}
	b.ReportMetric(0, "ns/op")
}

func measureSaves(t testing.TB, dir, chapter, file string, saves int) []time.Duration {
	path, err := filepath.Abs(builtProgram)
	if err != nil {
		t.Fatal(err)
	}
	d := previewAt(t, dir, func(ctx context.Context, args ...string) *exec.Cmd { return exec.CommandContext(ctx, path, args...) })
	br := openBrowser(t)
	br.do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(d.url+"/chapters/"+chapter))
	br.until("document.readyState === 'complete'")
	time.Sleep(time.Second) // the script has fetched what it compares with
	whole := d.read(file)
	var waits []time.Duration
	for i := range saves {
		words := fmt.Sprintf("Save number %d.", i)
		br.watchFor(words)
		begin := time.Now()
		d.swap(file, strings.Replace(whole, "\n## ", "\n"+words+"\n\n## ", 1))
		waits = append(waits, br.drawnAfter(begin))
	}
	return waits
}

// bigDesk is a desk with a book of so many chapters, each like those of a real
// book in size: two thousand words, lists, a table, links and code.
func bigDesk(t testing.TB, chapters int) string {
	t.Helper()
	dir := t.TempDir()
	writeBook(t, filepath.Join(dir, "content"), chapters)
	return dir
}

// writeBook writes a book of so many chapters, 50 to a part.
func writeBook(t testing.TB, dir string, chapters int) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(dir, "chapters"), 0o755); err != nil {
		t.Fatal(err)
	}
	var outline strings.Builder
	outline.WriteString("# A generated book\n")
	for i := range chapters {
		if i%50 == 0 {
			fmt.Fprintf(&outline, "\n# Part %d\n\n", i/50+1)
		}
		fmt.Fprintf(&outline, "- [Chapter number %d](chapters/chapter-%d.md)\n", i, i)
		if err := os.WriteFile(filepath.Join(dir, "chapters", fmt.Sprintf("chapter-%d.md", i)), []byte(generatedChapter(i, chapters)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "SUMMARY.md"), []byte(outline.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// words are what generated chapters are made of.
var words = strings.Fields("node message clock replica leader follower quorum lease token term log entry commit snapshot heartbeat timeout retry backoff queue partition shard range hash ring key value read write session order cause effect before after until where which that than from with without every each some none always never")

func generatedChapter(n, of int) string {
	var b strings.Builder
	state := uint64(n)*2654435761 + 1
	word := func() string {
		state = state*6364136223846793005 + 1442695040888963407
		return words[state>>33%uint64(len(words))]
	}
	sentences := func(count int) {
		for range count {
			for i := range 14 {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(word())
			}
			b.WriteString(". ")
		}
		b.WriteString("\n\n")
	}
	fmt.Fprintf(&b, "# Chapter number %d\n\n", n)
	sentences(4)
	for section := range 8 {
		fmt.Fprintf(&b, "## Section %d on the %s\n\n", section, word())
		sentences(6)
		fmt.Fprintf(&b, "See [another chapter](chapter-%d.md) and `%s.%s`.\n\n", (n*7+section)%of, word(), word())
		sentences(5)
		switch section % 4 {
		case 0:
			fmt.Fprintf(&b, "```go\nfunc %s(%s int) (int, error) {\n\tfor i := range %s {\n\t\tif i > %d {\n\t\t\treturn i, nil // %s\n\t\t}\n\t}\n\treturn 0, errors.New(%q)\n}\n```\n\n", word(), "n", "n", section, word(), word())
		case 1:
			for range 5 {
				fmt.Fprintf(&b, "- **%s** %s %s %s\n", word(), word(), word(), word())
			}
			b.WriteByte('\n')
		case 2:
			b.WriteString("| one | two | three |\n|---|---|---|\n")
			for range 4 {
				fmt.Fprintf(&b, "| %s | %s | %s |\n", word(), word(), word())
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}
