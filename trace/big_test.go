package trace

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// large is a run of the size that the simulator keeps: many nodes, messages
// with the names of structs, crashes and pauses.
func large(nodes, events int, clocks Clocks) *Trace {
	r := rand.New(rand.NewPCG(7, 1))
	t := &Trace{Title: "A large run", Clocks: clocks, Omitted: 340}
	for i := range nodes {
		t.Nodes = append(t.Nodes, fmt.Sprintf("n%d", i+1))
	}
	type flight struct{ message, to string }
	var flying []flight
	var now time.Duration
	down, still := map[string]bool{}, map[string]bool{}
	add := func(e Event) {
		e.Timed, e.At = true, now
		t.Events = append(t.Events, e)
	}
	for len(t.Events) < events {
		now += time.Duration(r.IntN(50)) * 100 * time.Microsecond
		n, kind := t.Nodes[r.IntN(nodes)], r.IntN(30)
		switch {
		case kind < 13:
			peer := t.Nodes[r.IntN(nodes)]
			if peer == n || down[n] || still[n] {
				continue
			}
			m := fmt.Sprintf("m%d", len(t.Events))
			add(Event{Kind: Send, Node: n, Peer: peer, Message: m, Label: []string{"AppendEntries{Term:3, Entries:2}", "RequestVote{Term:4}", "Ack{Index:17}"}[r.IntN(3)]})
			flying = append(flying, flight{m, peer})
		case kind < 26:
			if len(flying) == 0 {
				continue
			}
			i := r.IntN(min(len(flying), 6))
			f := flying[i]
			if still[f.to] {
				continue
			}
			flying = append(flying[:i:i], flying[i+1:]...)
			if down[f.to] || r.IntN(9) == 0 {
				add(Event{Kind: Lost, Message: f.message})
			} else {
				add(Event{Kind: Receive, Node: f.to, Message: f.message})
			}
		case down[n]:
			add(Event{Kind: Restart, Node: n})
			down[n] = false
		case still[n]:
			add(Event{Kind: Resume, Node: n})
			still[n] = false
		case kind < 28:
			add(Event{Kind: Local, Node: n, Label: "becomes candidate of term 4"})
		case kind == 28:
			add(Event{Kind: Crash, Node: n})
			down[n] = true
		default:
			add(Event{Kind: Pause, Node: n})
			still[n] = true
		}
	}
	return t
}

func TestLargeTracesCanBeRead(t *testing.T) {
	for _, clocks := range []Clocks{NoClocks, LamportTimes, VectorTimes} {
		tr := large(9, 200, clocks)
		if err := tr.Stamp(); err != nil {
			t.Fatal(err)
		}
		svg := tr.SVG("f")
		wellFormed(t, svg)
		if again := strings.Count(svg, ">n9</text>"); again < 3 {
			t.Errorf("with clocks %q the names stand again %d times", clocks, again)
		}
		// A reader waits for the drawing; what is allocated tells the work on any
		// machine.
		if n := testing.AllocsPerRun(1, func() { tr.SVG("f") }); n > 60_000 {
			t.Errorf("with clocks %q drawing takes %.0f allocations", clocks, n)
		}
	}
}

// The largest that a process can make the server draw.
func BenchmarkLargestSVG(b *testing.B) {
	tr := large(MaxNodes, MaxEvents, VectorTimes)
	if err := tr.Stamp(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_ = tr.SVG("b")
	}
}

func BenchmarkLargeSVG(b *testing.B) {
	tr := large(9, 200, LamportTimes)
	if err := tr.Stamp(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		_ = tr.SVG("b")
	}
}
