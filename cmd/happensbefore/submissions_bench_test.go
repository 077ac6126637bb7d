package main

import (
	"fmt"
	"testing"
	"time"
)

// In each round every way of grading has its turn, so that other load on the
// machine meets all of them. With less than a hundred submissions of a kind, the
// 99th percentile is the slowest.
const (
	waitRounds  = 2
	waitSamples = 10 // in each round, of the server, which is the fastest
)

// Waits are what one kind of answer took.
type waits struct {
	kind           string
	firsts, finals []time.Duration
	asIs, noSleep  []time.Duration // of go test -race, and of it without the sleep at exit
}

// BenchmarkWait prints, for each lab, how long a learner waits for the first
// answer and for the final one, over HTTP, from sending the form to hearing the
// event; and how long go test -race takes for the same answer.
func BenchmarkWait(b *testing.B) {
	for b.Loop() { // once: it takes far longer than a benchmark must
		table := newBenchTable(fmt.Sprintf(`What a learner waits for, in ms, from sending the form to the event, over HTTP: %d submissions of each kind.
new: every line of the answer in another place, so that nothing is in any cache; new comment: the lab's tests need not be compiled again.
go test is go test -race with a warm build cache, %d of each kind; without sleep: with %s.`, waitRounds*waitSamples, waitRounds, raceExit))
		table.row("lab", "answer", "first p50", "p99", "final p50", "p99", "go test p50", "first/", "final/", "without sleep", "first/", "final/")
		s, data := serveBuilt(b)
		var n tries
		for _, l := range benchLabs(b) {
			for _, w := range measureWaits(b, s, l, &n) {
				first, final := percentile(w.firsts, 50), percentile(w.finals, 50)
				asIs, noSleep := percentile(w.asIs, 50), percentile(w.noSleep, 50)
				table.row(l.Slug, w.kind, milliseconds(first), milliseconds(percentile(w.firsts, 99)), milliseconds(final), milliseconds(percentile(w.finals, 99)),
					milliseconds(asIs), ratio(first, asIs), ratio(final, asIs), milliseconds(noSleep), ratio(first, noSleep), ratio(final, noSleep))
			}
		}
		allPassed(b, s, data, "compiled")
		table.print()
	}
	b.ReportMetric(0, "ns/op")
}

func ratio(d, of time.Duration) string { return fmt.Sprintf("%.2f", float64(d)/float64(of)) }

func measureWaits(b *testing.B, s *site, l benchLab, n *tries) []*waits {
	b.Helper()
	fresh, commented, again := &waits{kind: "new"}, &waits{kind: "new comment"}, &waits{kind: "the same again"}
	g := newGoTest(b, l)
	submit := func(w *waits, source string) {
		i := n.Add(1)
		wait, err := s.reader(b, int(i)).answer(b.Context(), l, source, fmt.Sprintf("benchmark-wait-%08d", i))
		if err != nil {
			b.Fatal(err)
		}
		w.firsts, w.finals = append(w.firsts, wait.first), append(w.finals, wait.final)
	}
	test := func(source string, env ...string) time.Duration {
		took, err := g.run(b.Context(), source, env...)
		if err != nil {
			b.Fatal(err)
		}
		return took
	}
	for range waitRounds {
		source := ""
		for range waitSamples {
			source = n.next(l)
			submit(fresh, source)
			submit(again, source)
			submit(commented, n.comment(l))
		}
		fresh.asIs = append(fresh.asIs, test(n.next(l)))
		fresh.noSleep = append(fresh.noSleep, test(source, raceExit))
		again.asIs = append(again.asIs, test(source))
		again.noSleep = append(again.noSleep, test(source, raceExit))
		test(l.solution, raceExit) // so that the tests are compiled for it
		commented.asIs = append(commented.asIs, test(n.comment(l)))
		commented.noSleep = append(commented.noSleep, test(n.comment(l), raceExit))
	}
	return []*waits{fresh, commented, again}
}
