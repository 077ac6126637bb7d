package trace

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// three is a run with concurrent events, an overtaken message and a crash.
const three = `nodes: A, B, C
A: boots
A -> B: m1
A -> B: m2
C: boots
B <- m2
B <- m1
crash B
restart B
B -> C: m3
C <- m3
B -> A: m4
m4 lost
note A: "nothing came"
`

func TestTimes(t *testing.T) {
	tr := parse(t, three)
	var got []string
	for i := range tr.Events {
		e := &tr.Events[i]
		got = append(got, fmt.Sprintf("%s %s %s L%d V%v", e.ID, e.Kind, e.Node, e.Lamport, e.Vector))
	}
	want := []string{
		"e1 local A L1 V[1 0 0]",
		"e2 send A L2 V[2 0 0]",
		"e3 send A L3 V[3 0 0]",
		"e4 local C L1 V[0 0 1]",
		"e5 receive B L4 V[3 1 0]",
		"e6 receive B L5 V[3 2 0]",
		"e7 crash B L5 V[3 2 0]",
		"e8 restart B L5 V[3 2 0]",
		"e9 send B L6 V[3 3 0]",
		"e10 receive C L7 V[3 3 2]",
		"e11 send B L7 V[3 4 0]",
		"e12 lost B L7 V[3 4 0]",
		"e13 note A L0 V[]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("times (-want +got):\n%s", diff)
	}
}

func TestCausality(t *testing.T) {
	tr := parse(t, three)
	for _, c := range []struct {
		says               string
		a, b               string
		before, concurrent bool
	}{
		{"on one line, the upper is before the lower", "e1", "e3", true, false},
		{"and not the other way round", "e3", "e1", false, false},
		{"a send is before its receive", "e2", "e6", true, false},
		{"a receive follows what the sender did before", "e1", "e10", true, false},
		{"no path, no order", "e4", "e9", false, true},
		{"a crash stands in its node's order", "e6", "e7", true, false},
		{"although it does not advance the clock", "e7", "e8", true, false},
		{"and leads on", "e7", "e10", true, false},
		{"a loss follows its send", "e11", "e12", true, false},
		{"and what led to the send", "e1", "e12", true, false},
		{"nothing follows a loss", "e12", "e11", false, false},
		{"an event is not before itself", "e1", "e1", false, false},
		{"a note is outside the order", "e1", "e13", false, false},
		{"an unknown event too", "e1", "e99", false, false},
	} {
		if got := tr.HappensBefore(c.a, c.b); got != c.before {
			t.Errorf("%s: HappensBefore(%s, %s) = %v", c.says, c.a, c.b, got)
		}
		if got := tr.Concurrent(c.a, c.b); got != c.concurrent {
			t.Errorf("%s: Concurrent(%s, %s) = %v", c.says, c.a, c.b, got)
		}
	}
}

// TestCausalityIsReachability holds the queries and the clocks against a plain
// search along lines and messages, on random runs.
func TestCausalityIsReachability(t *testing.T) {
	for seed := range uint64(60) {
		tr := random(seed, 4, 40)
		if err := tr.Stamp(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		reach := reachability(tr)
		for i := range tr.Events {
			for j := range tr.Events {
				a, b := &tr.Events[i], &tr.Events[j]
				before := reach[i][j]
				if got := tr.HappensBefore(a.ID, b.ID); got != before {
					t.Fatalf("seed %d: HappensBefore(%s, %s) = %v, but a path exists: %v", seed, a.ID, b.ID, got, before)
				}
				if !does(a) || !does(b) || i == j {
					continue
				}
				if before && a.Lamport >= b.Lamport {
					t.Fatalf("seed %d: %s is before %s, but its Lamport time %d is not below %d", seed, a.ID, b.ID, a.Lamport, b.Lamport)
				}
				if less := lessThan(a.Vector, b.Vector); less != before {
					t.Fatalf("seed %d: vector times say %s < %s is %v, a path exists: %v", seed, a.ID, b.ID, less, before)
				}
			}
		}
	}
}

func TestDataForm(t *testing.T) {
	tr := parse(t, three)
	data, err := json.Marshal(tr)
	if err != nil {
		t.Fatal(err)
	}
	var back Trace
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if err := back.Stamp(); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(&back)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(data), string(again)); diff != "" {
		t.Errorf("after a round trip (-want +got):\n%s", diff)
	}
	if back.SVG("x") != tr.SVG("x") {
		t.Error("the drawing differs after a round trip")
	}
	if !back.HappensBefore("e1", "e10") {
		t.Error("causality is gone after a round trip")
	}
}

// A trace that a run recorded may hold what a drawing by hand may not: a
// message that was on its way when the network split, a copy.
func TestStampTakesWhatNetworksDo(t *testing.T) {
	tr := &Trace{Nodes: []string{"A", "B"}, Events: []Event{
		{Kind: Send, Node: "A", Peer: "B", Message: "m"},
		{Kind: Partition, Groups: [][]string{{"A"}, {"B"}}},
		{Kind: Receive, Node: "B", Message: "m"},
		{Kind: Receive, Node: "B", Message: "m"},
	}}
	if err := tr.Stamp(); err != nil {
		t.Errorf("Stamp: %v", err)
	}
}

func TestStampRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		trace Trace
		want  string
	}{
		{"no nodes", Trace{}, "the trace names no nodes"},
		{"a node twice", Trace{Nodes: []string{"A", "A"}}, `node "A" is named twice`},
		{"an unknown kind", Trace{Nodes: []string{"A"}, Events: []Event{{Kind: "explode", Node: "A"}}}, `unknown kind of event "explode"`},
		{"an event without a node", Trace{Nodes: []string{"A"}, Events: []Event{{Kind: Local, Label: "x"}}}, "no node is named"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := c.trace.Stamp()
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Stamp = %v, want one that says %q", err, c.want)
			}
		})
	}
}

// Drawing must not panic on what Stamp refused, or on what was never stamped.
func TestDrawingWithoutStamp(t *testing.T) {
	for _, tr := range []*Trace{
		{},
		{Nodes: []string{"A"}},
		{Nodes: []string{"A"}, Events: []Event{{Kind: Receive, Node: "Z", Message: "m"}, {Kind: Lost, Message: "n"}, {Kind: Heal}, {Kind: "?"}}},
	} {
		_ = tr.SVG("x")
		_ = tr.Text()
	}
}

func parse(t *testing.T, source string) *Trace {
	t.Helper()
	tr, err := Parse(source)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// does says whether the event is the node's own doing, and so advances its clocks.
func does(e *Event) bool { return e.Kind == Local || e.Kind == Send || e.Kind == Receive }

func lessThan(a, b []int) bool {
	for i := range a {
		if a[i] > b[i] {
			return false
		}
	}
	return !slices.Equal(a, b)
}

func random(seed uint64, nodes, events int) *Trace {
	r := rand.New(rand.NewPCG(seed, 1))
	tr := &Trace{}
	for i := range nodes {
		tr.Nodes = append(tr.Nodes, string(rune('A'+i)))
	}
	down := map[string]bool{}
	type flight struct{ message, to string }
	var flying []flight
	for len(tr.Events) < events {
		n := tr.Nodes[r.IntN(nodes)]
		switch r.IntN(10) {
		case 0:
			if down[n] {
				tr.Events = append(tr.Events, Event{Kind: Restart, Node: n})
			} else {
				tr.Events = append(tr.Events, Event{Kind: Crash, Node: n})
			}
			down[n] = !down[n]
		case 1, 2, 3, 4:
			peer := tr.Nodes[r.IntN(nodes)]
			if down[n] || peer == n {
				continue
			}
			m := fmt.Sprintf("m%d", len(tr.Events))
			tr.Events = append(tr.Events, Event{Kind: Send, Node: n, Peer: peer, Message: m})
			flying = append(flying, flight{m, peer})
		case 5, 6, 7, 8:
			if len(flying) == 0 {
				continue
			}
			i := r.IntN(len(flying))
			f := flying[i]
			flying = slices.Delete(flying, i, i+1)
			if down[f.to] {
				tr.Events = append(tr.Events, Event{Kind: Lost, Message: f.message})
			} else {
				tr.Events = append(tr.Events, Event{Kind: Receive, Node: f.to, Message: f.message})
			}
		default:
			if !down[n] {
				tr.Events = append(tr.Events, Event{Kind: Local, Node: n, Label: "works"})
			}
		}
	}
	return tr
}

// reachability says for every pair of events whether steps along a lane or a
// message lead from the first to the second.
func reachability(tr *Trace) [][]bool {
	n := len(tr.Events)
	reach := make([][]bool, n)
	for i := range reach {
		reach[i] = make([]bool, n)
	}
	last, sends := map[string]int{}, map[string]int{}
	for j := range tr.Events {
		e := &tr.Events[j]
		step := func(i int) {
			reach[i][j] = true
			for k := range j {
				reach[k][j] = reach[k][j] || reach[k][i]
			}
		}
		if e.Kind == Lost {
			step(sends[e.Message])
			continue
		}
		if i, ok := last[e.Node]; ok {
			step(i)
		}
		last[e.Node] = j
		switch e.Kind {
		case Send:
			sends[e.Message] = j
		case Receive:
			step(sends[e.Message])
		}
	}
	return reach
}

func TestErrorsNameTheirLines(t *testing.T) {
	_, err := Parse("nodes: A, B\nA: ok\nB <- m1\nC: hello\n")
	var faults Errors
	if !errors.As(err, &faults) {
		t.Fatalf("err = %v, want Errors", err)
	}
	want := Errors{
		{Line: 3, What: `B receives message "m1", which was never sent`, Mend: "add a line such as “A -> B: m1” before it, or correct the message's name"},
		{Line: 4, What: `unknown node "C"`, Mend: "use one of A, B, or add it to the line “nodes:”"},
	}
	if diff := cmp.Diff(want, faults); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
