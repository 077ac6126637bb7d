package search

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"happensbefore/course"
)

// BenchmarkSearch makes books of 100, 1,000 and 10,000 chapters, says how long
// each takes to index and what the index holds in memory, and then types
// queries into it, letter by letter, some with a mistake. Beside it, in the same
// run and over the same rows, is what it would take without an index.
func BenchmarkSearch(b *testing.B) {
	for _, chapters := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("%d-chapters", chapters), func(b *testing.B) { benchmarkSearch(b, chapters) })
	}
}

func benchmarkSearch(b *testing.B, chapters int) {
	lib := newLibrary(chapters)
	book := lib.book()
	var x Index
	before := processorTime()
	if _, err := x.Load(b.Context(), book, nil); err != nil {
		b.Fatal(err)
	}
	built := processorTime() - before
	defer x.Close()
	var pages, size int64
	for pragma, into := range map[string]*int64{"page_count": &pages, "page_size": &size} {
		if err := x.shelf.db.QueryRowContext(b.Context(), "PRAGMA "+pragma).Scan(into); err != nil {
			b.Fatal(err)
		}
	}
	text := 0
	for _, c := range book {
		text += len(c.HTML)
	}
	book = nil
	runtime.GC()

	typed := lib.typed()
	var took, worked []time.Duration
	find := func() {
		begin, before := time.Now(), processorTime()
		if _, err := x.Find(b.Context(), typed[len(took)%len(typed)], 8); err != nil {
			b.Fatal(err)
		}
		took, worked = append(took, time.Since(begin)), append(worked, processorTime()-before)
	}
	for b.Loop() {
		find()
	}
	for len(took) < len(typed) { // the percentiles are of the whole mix
		find()
	}
	slices.Sort(took)
	slices.Sort(worked)
	milliseconds := func(sorted []time.Duration, share float64) float64 {
		return float64(sorted[int(share*float64(len(sorted)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(milliseconds(took, 0.5), "p50-ms")
	b.ReportMetric(milliseconds(took, 0.99), "p99-ms")
	b.ReportMetric(milliseconds(worked, 0.5), "p50-cpu-ms")
	b.ReportMetric(milliseconds(worked, 0.99), "p99-cpu-ms")
	b.ReportMetric(milliseconds(worked, 1), "max-cpu-ms")
	b.ReportMetric(float64(scan50(b, x.shelf.db, lib))/float64(worked[len(worked)/2]), "LIKE/p50")
	b.ReportMetric(built.Seconds(), "index-cpu-s")
	b.ReportMetric(float64(pages*size)/(1<<20), "index-MiB")
	b.ReportMetric(float64(pages*size)/float64(text), "index/HTML")
	b.ReportMetric(float64(x.shelf.rows), "rows")
}

// processorTime is what the process has had of its processors: on a machine that
// others use as well, waiting says little about the work.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// scan50 is the median processor time of a plain search through the same rows.
func scan50(b *testing.B, db *sql.DB, lib *library) time.Duration {
	b.Helper()
	var took []time.Duration
	for _, q := range lib.queries[:5] {
		words := strings.Fields(q)
		where := strings.TrimSuffix(strings.Repeat("(heading || text) LIKE ? AND ", len(words)), " AND ")
		args := make([]any, len(words))
		for i, w := range words {
			args[i] = "%" + w + "%"
		}
		before := processorTime()
		rows, err := db.QueryContext(context.Background(), `SELECT id FROM rows WHERE `+where, args...)
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
		}
		if err := rows.Close(); err != nil {
			b.Fatal(err)
		}
		took = append(took, processorTime()-before)
	}
	slices.Sort(took)
	return took[len(took)/2]
}

// A library makes chapters as long as those of the book, of words as frequent
// as words are.
type library struct {
	chapters int
	random   *rand.Rand
	zipf     *rand.Zipf
	words    []string
	queries  []string
}

func newLibrary(chapters int) *library {
	random := rand.New(rand.NewPCG(1935, 49)) // Zipf's law and Zipf's second book
	lib := &library{chapters: chapters, random: random}
	const vocabulary = 40_000
	seen := map[string]bool{}
	for len(lib.words) < vocabulary {
		word := ""
		// Frequent words are short.
		for range 1 + min(3, len(lib.words)/400) + random.IntN(2) {
			word += string("bcdfghklmnprstvw"[random.IntN(16)]) + string("aeiou"[random.IntN(5)])
			if random.IntN(3) == 0 {
				word += string("lnrst"[random.IntN(5)])
			}
		}
		if !seen[word] {
			seen[word] = true
			lib.words = append(lib.words, word)
		}
	}
	lib.zipf = rand.NewZipf(random, 1.07, 4, vocabulary-1)
	return lib
}

func (lib *library) word() string { return lib.words[lib.zipf.Uint64()] }

// name is what somebody calls something: seldom by the most frequent words.
func (lib *library) name(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = lib.words[50+lib.random.IntN(8000)]
	}
	return strings.Join(words, " ")
}

func (lib *library) book() []*course.Chapter {
	list := make([]*course.Chapter, lib.chapters)
	for i := range list {
		c := &course.Chapter{Slug: fmt.Sprintf("chapter-%d", i), Title: lib.name(3), Summary: lib.name(8)}
		for range 5 {
			c.Symptoms = append(c.Symptoms, course.Symptom{Text: lib.name(2) + " " + lib.word() + " " + lib.word() + " " + lib.word()})
		}
		var b strings.Builder
		for s := range 12 {
			name := lib.name(2)
			if lib.random.IntN(50) == 0 {
				lib.queries = append(lib.queries, name)
			}
			fmt.Fprintf(&b, `<h2 id="s%d">%s <a class="anchor" href="#s%d">#</a></h2>`, s, name, s)
			for range 3 {
				b.WriteString("<p>")
				for range 70 {
					b.WriteString(lib.word())
					b.WriteByte(' ')
				}
				b.WriteString("</p>")
			}
			if s%4 == 0 {
				b.WriteString("<pre><code>")
				for range 100 {
					b.WriteString(lib.word())
					b.WriteString("()\n")
				}
				b.WriteString("</code></pre>")
			}
		}
		c.HTML = b.String()
		list[i] = c
	}
	for len(lib.queries) < 60 {
		lib.queries = append(lib.queries, lib.name(2))
	}
	return list
}

// typed is what reaches the server while people type: each query from its first
// letter on, names of sections and words as they come; every fifth has a typo.
func (lib *library) typed() []string {
	lib.random.Shuffle(len(lib.queries), func(i, j int) { lib.queries[i], lib.queries[j] = lib.queries[j], lib.queries[i] })
	var typed []string
	for i := range 60 {
		q := lib.queries[i]
		switch {
		case i%5 == 1:
			q = lib.word() + " " + lib.word() + " " + lib.word()
		case i%5 == 2: // two letters changed places
			letters := []byte(q)
			at := 1 + lib.random.IntN(3)
			letters[at], letters[at+1] = letters[at+1], letters[at]
			q = string(letters)
		}
		for n := 1; n <= len(q); n++ {
			typed = append(typed, q[:n])
		}
	}
	lib.random.Shuffle(len(typed), func(i, j int) { typed[i], typed[j] = typed[j], typed[i] })
	return typed
}
