package main

import (
	"fmt"
	"net/http"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkBookSize prints what a book of so many chapters takes: until the
// server listens, until every page is ready, and of memory then.
func BenchmarkBookSize(b *testing.B) {
	for b.Loop() { // once: it takes far longer than a benchmark must
		table := newBenchTable("A book of so many generated chapters (1,100 words, code, a table, links each).")
		table.row("chapters", "s until it listens", "MiB then", "ms for the first page asked", "bytes of it, br")
		for _, chapters := range []int{100, 1_000, 10_000} {
			dir := filepath.Join(b.TempDir(), "book")
			writeBook(b, dir, chapters)
			begin := time.Now()
			s, _ := serveBuilt(b, "--spares", "0", "--toolchain", noToolchain, "--content", dir)
			listens := time.Since(begin)
			_, peak := memory(b, s.cmd.Process.Pid)
			begin = time.Now()
			page := fetchCoded(b, fmt.Sprintf("%s/chapters/chapter-%d", s.url, chapters-1), "br")
			first := time.Since(begin)
			s.get(b, "/", http.StatusOK)
			table.row(chapters, fmt.Sprintf("%.2f", listens.Seconds()), peak>>20, milliseconds(first), len(page))
			s.kill()
		}
		table.print()
	}
	b.ReportMetric(0, "ns/op")
}
