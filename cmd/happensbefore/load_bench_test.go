package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// BenchmarkSaturation prints how many submissions a second get their final
// verdict when there are always more: from the interpreter alone, from both
// engines, and from go test -race. The labs take turns.
func BenchmarkSaturation(b *testing.B) {
	for b.Loop() { // once: it takes far longer than a benchmark must
		table := newBenchTable("Final verdicts a second at saturation, all labs in turn, every answer a new one; learners and server on this machine.")
		table.row("what", "at once", "a second", "against go test")
		all := benchLabs(b)
		base := testedPerSecond(b, all, 1, raceExit)
		row := func(what string, atOnce int, rate float64) {
			table.row(what, atOnce, fmt.Sprintf("%.1f", rate), fmt.Sprintf("%.1f", rate/base))
		}
		row("go test -race, "+raceExit, 1, base)
		row("go test -race, "+raceExit, 2, testedPerSecond(b, all, 2, raceExit))
		row("go test -race as it is", 1, testedPerSecond(b, all, 1))
		row("go test -race as it is", 2, testedPerSecond(b, all, 2))
		row("server with the toolchain", 16, gradedPerSecond(b, all, "compiled", 16, 3*time.Second, 10*time.Second))
		row("server --toolchain none", 48, gradedPerSecond(b, all, "interpreted", 48, time.Second, 5*time.Second, "--toolchain", noToolchain))
		table.print()
	}
	b.ReportMetric(0, "ns/op")
}

// gradedPerSecond has learners submit, each again as soon as the last answer is
// final, and counts those that become so within the window after warming up.
func gradedPerSecond(b *testing.B, all []benchLab, engine string, learners int, warm, window time.Duration, args ...string) float64 {
	b.Helper()
	s, data := serveBuilt(b, args...)
	readers := make([]*site, learners)
	for i := range readers {
		readers[i] = s.reader(b, i+1)
	}
	begin := time.Now()
	ctx, cancel := context.WithTimeout(b.Context(), warm+window)
	defer cancel()
	var n tries
	var graded atomic.Int64
	err := together(learners, func(i int) error {
		for turn := i; ctx.Err() == nil; turn++ {
			l := all[turn%len(all)]
			_, err := readers[i].answer(ctx, l, n.next(l), fmt.Sprintf("benchmark-load-%08d", n.Add(1)))
			if ctx.Err() != nil {
				return nil
			}
			if err != nil {
				return err
			}
			if time.Since(begin) > warm {
				graded.Add(1)
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	allPassed(b, s, data, engine)
	return float64(graded.Load()) / window.Seconds()
}

// testedPerSecond runs go test -race, so many at once, back to back.
func testedPerSecond(b *testing.B, all []benchLab, atOnce int, env ...string) float64 {
	b.Helper()
	const least = 4 * time.Second
	tests := make([][]goTest, atOnce)
	for i := range tests {
		for _, l := range all {
			tests[i] = append(tests[i], newGoTest(b, l))
		}
	}
	var n tries
	var done atomic.Int64
	begin := time.Now()
	err := together(atOnce, func(i int) error {
		for turn := i; time.Since(begin) < least; turn++ {
			g := tests[i][turn%len(all)]
			if _, err := g.run(b.Context(), n.next(g.lab), env...); err != nil {
				return err
			}
			done.Add(1)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return float64(done.Load()) / time.Since(begin).Seconds()
}

// BenchmarkMemory prints what the server and all its processes hold at the most
// while so many submissions come at the same moment and get their verdicts.
func BenchmarkMemory(b *testing.B) {
	for b.Loop() { // once: it takes far longer than a benchmark must
		table := newBenchTable(fmt.Sprintf("Peak memory in MiB, by submissions that come at the same moment, looked at every %s.\n"+
			"RSS counts a page in each process that has it; PSS, looked at every %s, shares it out.", memoryPause, pssEvery*memoryPause))
		table.row("submissions", "the server alone", "with all its processes: RSS", "PSS", "processes", "seconds to the last verdict")
		for _, submissions := range []int{1, 10, 100} {
			p := measureMemory(b, benchLabs(b), submissions)
			table.row(submissions, p.server>>20, p.rss>>20, p.pss>>20, p.processes, fmt.Sprintf("%.1f", p.took.Seconds()))
		}
		table.print()
	}
	b.ReportMetric(0, "ns/op")
}

// A peak is the most that was seen of each, not of all at one moment.
type peak struct {
	server, rss, pss int64
	processes        int
	took             time.Duration
}

const (
	memoryPause = 10 * time.Millisecond
	pssEvery    = 10 // pauses: the kernel goes through all of a process's pages for it
)

func measureMemory(b *testing.B, all []benchLab, submissions int) peak {
	b.Helper()
	s, data := serveBuilt(b)
	watching, stop := context.WithCancel(b.Context())
	defer stop()
	seen := make(chan peak, 1)
	go func() { seen <- watchMemory(watching, s.cmd.Process.Pid) }()
	var n tries
	begin := time.Now()
	err := together(submissions, func(i int) error {
		l := all[i%len(all)]
		_, err := s.reader(b, i+1).answer(b.Context(), l, n.next(l), fmt.Sprintf("benchmark-memory-%08d", i))
		return err
	})
	took := time.Since(begin)
	stop()
	if err != nil {
		b.Fatal(err)
	}
	p := <-seen
	p.took = took
	_, p.server = memory(b, s.cmd.Process.Pid)
	allPassed(b, s, data, "compiled")
	return p
}

func watchMemory(ctx context.Context, server int) peak {
	var p peak
	pause := time.NewTicker(memoryPause)
	defer pause.Stop()
	for look := 0; ; look++ {
		var rss, pss int64
		family := descent(server)
		for _, pid := range family {
			rss += residentPages(pid) * int64(os.Getpagesize())
			if look%pssEvery == 0 {
				pss += proportional(pid)
			}
		}
		p.rss, p.pss, p.processes = max(p.rss, rss), max(p.pss, pss), max(p.processes, len(family))
		select {
		case <-pause.C:
		case <-ctx.Done():
			return p
		}
	}
}

// descent is a process and all that descend from it. One that ends meanwhile
// may be missed.
func descent(pid int) []int {
	family := []int{pid}
	lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		return family
	}
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			continue
		}
		for _, field := range strings.Fields(string(text)) {
			if child, err := strconv.Atoi(field); err == nil {
				family = append(family, descent(child)...)
			}
		}
	}
	return family
}

// residentPages is 0 for a process that has ended.
func residentPages(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	var size, pages int64
	fmt.Sscan(string(text), &size, &pages) //nolint:errcheck // as above
	return pages
}

// proportional is a process's part of all the pages it shares, in bytes: 0 for
// one that has ended.
func proportional(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "Pss:"); ok {
			kib, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			return kib << 10
		}
	}
	return 0
}
