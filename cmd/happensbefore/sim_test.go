package main

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestAThousandSeedsGiveTheSameInEveryEngine holds the server's engines and the
// page's, in a real browser, to what sim's golden file says of a thousand seeds
// of three systems: every schedule drawn and every diagram, byte for byte.
func TestAThousandSeedsGiveTheSameInEveryEngine(t *testing.T) {
	source, err := os.ReadFile("../../sim/testdata/thousand/main.go")
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("../../sim/testdata/thousand/printed.golden")
	if err != nil {
		t.Fatal(err)
	}
	want := string(golden)
	for _, engine := range []string{"interpreted", "compiled"} {
		// One system after the other: the server gives no program the time for all.
		for line := range strings.Lines(want) {
			system, _, _ := strings.Cut(line, ":")
			t.Run("server, "+engine+", "+system, func(t *testing.T) {
				file := write(t, "main.go", only(t, string(source), system))
				status, stdout, stderr := call(t, "run", "--engine", engine, "--toolchain", toolchainDir, file)
				if diff := cmp.Diff(line, stdout); status != 0 || diff != "" {
					t.Errorf("status %d, %.2000s\n(-golden +got)\n%s", status, stderr, diff)
				}
			})
		}
	}
	p := openEngines(t, serveSite(t, t.TempDir()), 30*time.Minute)
	page := func(t *testing.T, engine, source, want string) {
		job := pageProgram(source)
		job.Limits.Wall *= 8 // of WebAssembly on a busy machine
		a := p.run(job, engine)
		if diff := cmp.Diff(want, a.Verdict.Output); a.Fault != "" || a.Verdict.Engine != engine || diff != "" {
			t.Errorf("%s %s: %s\n(-golden +got)\n%s", a.Fault, a.Verdict.Outcome, a.Verdict.Says, diff)
		}
		t.Logf("%.1f s", a.Elapsed/1000)
	}
	for line := range strings.Lines(want) {
		system, _, _ := strings.Cut(line, ":")
		t.Run("page, interpreted, "+system, func(t *testing.T) { page(t, "interpreted", only(t, string(source), system), line) })
	}
	t.Run("page, compiled", func(t *testing.T) { page(t, "compiled", string(source), want) })
}

// only is the program with one of its systems.
func only(t *testing.T, source, system string) string {
	before, rest, ok := strings.Cut(source, "\ttell(\""+system+"\"")
	head, _, ok2 := strings.Cut(before, "\ttell(")
	own, rest, ok3 := strings.Cut(rest, "})\n")
	_, after, ok4 := strings.Cut(rest, "}\n\nfunc tell(")
	if !ok || !ok3 || !ok4 {
		t.Fatalf("the program has no call of tell for %s", system)
	}
	if !ok2 {
		head = before
	}
	return head + "\ttell(\"" + system + "\"" + own + "})\n}\n\nfunc tell(" + after
}

// BenchmarkSimulatedEvents is what one event of the simulator costs in the
// page, by the time that its engines say a run took. What it takes to come up is
// measured with a run of one event, and taken off.
func BenchmarkSimulatedEvents(b *testing.B) {
	source, err := os.ReadFile("../../sim/testdata/relays/main.go")
	if err != nil {
		b.Fatal(err)
	}
	p := openEngines(b, serveSite(b, b.TempDir()), 30*time.Minute)
	run := func(b *testing.B, engine string, events int) time.Duration {
		job := pageProgram(strings.Replace(string(source), "events = 20000", fmt.Sprint("events = ", events), 1))
		job.Limits.Wall *= 8
		a := p.run(job, engine)
		if a.Fault != "" || a.Verdict.Output != fmt.Sprintln(events) {
			b.Fatalf("%s %+v", a.Fault, a.Verdict)
		}
		return a.Verdict.Elapsed
	}
	for engine, events := range map[string]int{"interpreted": 20_000, "compiled": 400_000} {
		b.Run("page, "+engine, func(b *testing.B) {
			var ran time.Duration
			for b.Loop() {
				ran += max(0, run(b, engine, events)-run(b, engine, 1))
			}
			b.ReportMetric(float64(ran.Nanoseconds())/float64(b.N)/float64(events), "ns/event")
		})
	}
}
