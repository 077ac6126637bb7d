package sim_test

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"happensbefore/sim"
)

// A relay passes a flat message on to the next node for ever.
type relay struct {
	node *sim.Node
	next string
}

type token struct {
	Kind string
	Hops int
}

func (r *relay) Receive(from string, m sim.Message) {
	t := m.(token)
	t.Hops++
	r.node.Send(r.next, t)
}

func (r *relay) Timer(string) { r.node.Send(r.next, token{Kind: "token"}) }

// ring is as many nodes as asked for, with a token from each on its way.
func ring(nodes, events int) *sim.System {
	names := make([]string, nodes)
	for i := range names {
		names[i] = fmt.Sprintf("n%d", i)
	}
	s := &sim.System{Nodes: names, For: 900 * time.Hour, Events: events}
	s.Start = func(n *sim.Node) sim.Handler {
		n.After(time.Duration(len(n.Peers()))*time.Microsecond, "begin")
		peers := n.Peers()
		return &relay{n, peers[len(peers)/2]}
	}
	return s
}

// BenchmarkEvents is what one event costs, in systems of more nodes and in runs
// of more events.
func BenchmarkEvents(b *testing.B) {
	for _, nodes := range []int{3, 9, 31, 101} {
		b.Run(fmt.Sprintf("nodes=%d", nodes), func(b *testing.B) { measure(b, ring(nodes, 100_000)) })
	}
	for _, events := range []int{100, 10_000, 1_000_000} {
		b.Run(fmt.Sprintf("events=%d", events), func(b *testing.B) { measure(b, ring(9, events)) })
	}
}

// BenchmarkSystems is what one event costs where all faults are on, drawn from a
// seed, and with the diagram made.
func BenchmarkSystems(b *testing.B) {
	for _, name := range []string{"ping-pong", "election", "writing"} {
		b.Run(name, func(b *testing.B) { measure(b, systems[name]()) })
		b.Run(name+"/drawn", func(b *testing.B) {
			sch := sim.Random(systems[name](), 7).Schedule
			events := 0
			spent := processor()
			for b.Loop() {
				events += sim.Run(systems[name](), sch).Events
			}
			perEvent(b, events, processor()-spent)
		})
	}
}

func measure(b *testing.B, s *sim.System) {
	events := 0
	seed := uint64(0)
	spent := processor()
	for b.Loop() {
		seed++
		events += sim.Random(s, seed).Events
	}
	perEvent(b, events, processor()-spent)
}

func perEvent(b *testing.B, events int, spent time.Duration) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(events), "ns/event")
	b.ReportMetric(float64(spent.Nanoseconds())/float64(events), "cpu-ns/event")
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}

// processor is the processor time that this process has had: on a busy machine
// it says more than the time that passed.
func processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
