package interpreted

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"happensbefore/grader/wire"
	"happensbefore/sim"
)

type message struct {
	Kind string
	Hops int
}

type relay struct {
	node *sim.Node
	next string
}

func (r *relay) Receive(from string, m sim.Message) {
	t := m.(message)
	t.Hops++
	r.node.Send(r.next, t)
}

func (r *relay) Timer(name string) { r.node.Send(r.next, message{Kind: "token"}) }

func compiledRelays(nodes, events int) int {
	s := sim.System{For: 900 * time.Hour, Events: events}
	for i := range nodes {
		s.Nodes = append(s.Nodes, fmt.Sprint("n", i))
	}
	s.Start = func(n *sim.Node) sim.Handler {
		peers := n.Peers()
		n.After(time.Millisecond, "begin")
		return &relay{n, peers[len(peers)/2]}
	}
	return sim.Random(&s, 1).Events
}

// BenchmarkEvents is what one simulated event costs where the nodes are
// interpreted, beside the same nodes compiled. What it takes to come up is
// measured with a run of no length, and taken off.
func BenchmarkEvents(b *testing.B) {
	for _, size := range []struct{ nodes, events int }{{3, 20_000}, {9, 20_000}, {31, 20_000}, {101, 20_000}, {9, 100}, {9, 1000}, {9, 200_000}} {
		b.Run(fmt.Sprintf("nodes=%d,events=%d", size.nodes, size.events), func(b *testing.B) {
			var interpreted, compiled time.Duration
			for b.Loop() {
				empty := spent(func() { interpretedRelays(b, size.nodes, 1) })
				interpreted += max(0, spent(func() { interpretedRelays(b, size.nodes, size.events) })-empty)
				compiled += spent(func() { compiledRelays(size.nodes, size.events) })
			}
			events := float64(b.N) * float64(size.events)
			b.ReportMetric(float64(interpreted.Nanoseconds())/events, "interpreted-cpu-ns/event")
			b.ReportMetric(float64(compiled.Nanoseconds())/events, "compiled-cpu-ns/event")
			b.ReportMetric(float64(interpreted)/float64(compiled), "times")
		})
	}
}

func interpretedRelays(b *testing.B, nodes, events int) {
	text, err := os.ReadFile("../../sim/testdata/relays/main.go")
	if err != nil {
		b.Fatal(err)
	}
	source := strings.NewReplacer("nodes  = 9", fmt.Sprint("nodes = ", nodes), "events = 20000", fmt.Sprint("events = ", events)).Replace(string(text))
	if got, frames := do(b, wire.Job{Files: []wire.File{{Name: "main.go", Source: []byte(source)}}}); got != fmt.Sprintln(events) {
		b.Fatalf("%d events: it prints %q: %+v", events, got, frames)
	}
}

// spent is the processor time that f takes.
func spent(f func()) time.Duration {
	before := processor()
	f()
	return processor() - before
}

func processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
