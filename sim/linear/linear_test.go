package linear_test

import (
	"strings"
	"testing"
	"time"

	"happensbefore/sim"
	"happensbefore/sim/linear"
)

// An op is one operation of a history: called and returned at so many
// milliseconds, or never returned.
type op struct {
	client, name, key string
	value, expect     int
	call, back        int // back 0: never
	result            int
}

const never = 0

func history(m linear.Model, ops []op) *sim.Outcome {
	s := sim.System{
		Nodes: []string{"A"},
		Start: func(*sim.Node) sim.Handler { return nothing{} },
		Drive: func(w *sim.World) {
			for _, o := range ops {
				w.At(time.Duration(o.call)*time.Millisecond, "", "", func() {
					running := w.Begin(o.client, o.name, o.key, o.value)
					running.Expect = o.expect
					if o.back != never {
						w.At(time.Duration(o.back)*time.Millisecond, "", "", func() { running.End(o.result) })
					}
				})
			}
		},
		Must: []sim.Property{linear.Linearizable("as if there were one copy", m)},
	}
	return sim.Run(&s, sim.Schedule{})
}

type nothing struct{}

func (nothing) Receive(string, sim.Message) {}
func (nothing) Timer(string)                {}

func TestLinearizable(t *testing.T) {
	for _, c := range []struct {
		says  string
		model linear.Model
		ops   []op
		wrong string // a part of what is said, or ""
	}{
		{"nothing happened", linear.Register(), nil, ""},
		{"a read after a write", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, 2, 0}, {"C2", "read", "x", 0, 0, 3, 4, 1}}, ""},
		{"a stale read", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, 2, 0}, {"C2", "read", "x", 0, 0, 3, 4, 0}},
			"C2's read x gave 0 at 4ms, which no order of the operations explains; right would have been 1"},
		{"a read beside a write sees the old value", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, 9, 0}, {"C2", "read", "x", 0, 0, 3, 4, 0}}, ""},
		{"a read beside a write sees the new value", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, 9, 0}, {"C2", "read", "x", 0, 0, 3, 4, 1}}, ""},
		{"new, then old again beside a write", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, 9, 0}, {"C2", "read", "x", 0, 0, 2, 3, 1}, {"C3", "read", "x", 0, 0, 4, 5, 0}},
			"C3's read x gave 0"},
		{"a read called in the instant in which a write returns, but before", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, 2, 0}, {"C2", "read", "x", 0, 0, 2, 3, 0}}, ""},
		{"keys are apart", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, 2, 0}, {"C2", "read", "y", 0, 0, 3, 4, 0}}, ""},
		{"an unanswered write that took effect", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, never, 0}, {"C2", "read", "x", 0, 0, 3, 4, 0}, {"C2", "read", "x", 0, 0, 5, 6, 1}}, ""},
		{"an unanswered write that did not", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, never, 0}, {"C2", "read", "x", 0, 0, 5, 6, 0}}, ""},
		{"an unanswered write that came and went", linear.Register(), []op{{"C1", "write", "x", 1, 0, 1, never, 0}, {"C2", "read", "x", 0, 0, 3, 4, 1}, {"C2", "read", "x", 0, 0, 5, 6, 0}},
			"right would have been 1"},
		{"an unanswered write is not seen before it was called", linear.Register(), []op{{"C2", "read", "x", 0, 0, 1, 2, 7}, {"C1", "write", "x", 7, 0, 3, never, 0}}, "C2's read x gave 7"},
		{"an unanswered read", linear.Register(), []op{{"C1", "read", "x", 0, 0, 1, never, 0}, {"C1", "write", "x", 2, 0, 2, 3, 0}, {"C1", "read", "x", 0, 0, 4, 5, 2}}, ""},
		{"an operation the model does not know", linear.Register(), []op{{"C1", "push", "x", 1, 0, 1, 2, 0}}, "C1's push x=1 gave ok"},

		{"a swap that finds what it expects", linear.CompareAndSwap(), []op{{"C1", "cas", "x", 5, 0, 1, 2, 1}, {"C1", "read", "x", 0, 0, 3, 4, 5}}, ""},
		{"two swaps that both find it", linear.CompareAndSwap(), []op{{"C1", "cas", "x", 5, 0, 1, 9, 1}, {"C2", "cas", "x", 6, 0, 2, 8, 1}}, "cas x 0 to 5 gave yes"},
		{"a swap that fails for no reason", linear.CompareAndSwap(), []op{{"C1", "cas", "x", 5, 0, 1, 2, 0}}, "gave no"},
		{"an unanswered swap may have failed", linear.CompareAndSwap(), []op{{"C2", "write", "x", 3, 0, 1, 2, 0}, {"C1", "cas", "x", 5, 0, 3, never, 0}, {"C2", "read", "x", 0, 0, 4, 5, 3}}, ""},
		{"an unanswered swap could not have succeeded", linear.CompareAndSwap(), []op{{"C2", "write", "x", 3, 0, 1, 2, 0}, {"C1", "cas", "x", 5, 0, 3, never, 0}, {"C2", "read", "x", 0, 0, 4, 5, 5}}, "C2's read x gave 5"},

		{"a count", linear.Counter(), []op{{"C1", "add", "", 2, 0, 1, 5, 0}, {"C2", "next", "", 0, 0, 2, 4, 3}, {"C2", "read", "", 0, 0, 6, 7, 3}}, ""},
		{"a lost update", linear.Counter(), []op{{"C1", "add", "", 1, 0, 1, 5, 0}, {"C2", "add", "", 1, 0, 2, 4, 0}, {"C2", "read", "", 0, 0, 6, 7, 1}}, "C2's read gave 1"},
		{"the same number twice", linear.Counter(), []op{{"C1", "next", "", 0, 0, 1, 5, 1}, {"C2", "next", "", 0, 0, 2, 6, 1}}, "C2's next gave 1"},

		{"what was deleted is gone", linear.KeyValue(), []op{{"C1", "put", "k", 4, 0, 1, 2, 0}, {"C1", "delete", "k", 0, 0, 3, 4, 0}, {"C2", "get", "k", 0, 0, 5, 6, 0}}, ""},
		{"what was deleted comes back", linear.KeyValue(), []op{{"C1", "put", "k", 4, 0, 1, 2, 0}, {"C1", "delete", "k", 0, 0, 3, 4, 0}, {"C2", "get", "k", 0, 0, 5, 6, 4}}, "C2's get k gave 4"},

		{"first in, first out", linear.Queue(), []op{{"C1", "enqueue", "", 1, 0, 1, 2, 0}, {"C1", "enqueue", "", 2, 0, 3, 4, 0}, {"C2", "dequeue", "", 0, 0, 5, 6, 1}, {"C2", "dequeue", "", 0, 0, 7, 8, 2}, {"C2", "dequeue", "", 0, 0, 9, 10, 0}}, ""},
		{"last in, first out", linear.Queue(), []op{{"C1", "enqueue", "", 1, 0, 1, 2, 0}, {"C1", "enqueue", "", 2, 0, 3, 4, 0}, {"C2", "dequeue", "", 0, 0, 5, 6, 2}}, "C2's dequeue gave 2 at 6ms, which no order of the operations explains; right would have been 1"},
		{"an unanswered dequeue may have taken one", linear.Queue(), []op{{"C1", "enqueue", "", 1, 0, 1, 2, 0}, {"C2", "dequeue", "", 0, 0, 3, never, 0}, {"C3", "dequeue", "", 0, 0, 5, 6, 0}}, ""},
		{"one element goes to two", linear.Queue(), []op{{"C1", "enqueue", "", 1, 0, 1, 2, 0}, {"C2", "dequeue", "", 0, 0, 3, 7, 1}, {"C3", "dequeue", "", 0, 0, 5, 6, 1}}, "gave 1"},
	} {
		t.Run(c.says, func(t *testing.T) {
			got := ""
			if v := history(c.model, c.ops).Broken; v != nil {
				got = v.What
			}
			if (got == "") != (c.wrong == "") || !strings.Contains(got, c.wrong) {
				t.Errorf("it says %q, want %q", got, c.wrong)
			}
		})
	}
}

func TestATestMayMakeAModelOfItsOwn(t *testing.T) {
	// A set of names that only grows: "add" gives its size.
	set := linear.Model{New: func() any { return map[int]bool{} }, Step: func(state any, o *sim.Operation) (any, bool) {
		next := map[int]bool{o.Value: true}
		for v := range state.(map[int]bool) {
			next[v] = true
		}
		return next, !o.Done || o.Result == len(next)
	}}
	ops := []op{{"C1", "insert", "", 1, 0, 1, 4, 2}, {"C2", "insert", "", 2, 0, 2, 3, 1}}
	if v := history(set, ops).Broken; v != nil {
		t.Errorf("it breaks %v", v)
	}
	ops[0].result = 1
	if v := history(set, ops).Broken; v == nil {
		t.Error("two that find the set empty are not found")
	}
}

type message struct {
	Kind  string
	Value int
}

type replica struct {
	n     *sim.Node
	value int
}

func (r *replica) Receive(from string, m sim.Message) {
	r.value = m.(message).Value
}

func (r *replica) Timer(string) {}

// Each of two replicas answers reads alone: what one has acknowledged need not
// be at the other yet.
func TestAStaleReadIsFoundWhereItHappens(t *testing.T) {
	nodes := map[string]*replica{}
	s := sim.System{Nodes: []string{"A", "B"}, For: 300 * time.Millisecond, Faults: sim.Faults{Delay: 50 * time.Millisecond}}
	s.Start = func(n *sim.Node) sim.Handler {
		nodes[n.Name()] = &replica{n: n}
		return nodes[n.Name()]
	}
	s.Drive = func(w *sim.World) {
		w.At(10*time.Millisecond, "A", "write 1", func() {
			o := w.Begin("C1", "write", "x", 1)
			nodes["A"].value = 1
			nodes["A"].n.Send("B", message{Kind: "set", Value: 1})
			w.At(30*time.Millisecond, "A", "done", func() { o.End(0) })
		})
		for i := 1; i <= 9; i++ {
			w.At(time.Duration(25*i)*time.Millisecond, "B", "read", func() { w.Begin("C2", "read", "x", 0).End(nodes["B"].value) })
		}
	}
	s.Must = []sim.Property{linear.Linearizable("a read sees what was written", linear.Register())}
	f := sim.Explore(&s, sim.Bound{Steps: 1})
	if f.Broken == nil || f.Schedule.Len() != 1 || f.Schedule.Steps[0].Action != sim.Delay {
		t.Fatalf("found: %s, which breaks %v", f.Schedule, f.Broken)
	}
	f = sim.Shrink(&s, f.Schedule, 10_000)
	if want := 50 * time.Millisecond; f.Broken.At != want {
		t.Errorf("it is found at %s, want %s: the first read after the write was acknowledged", f.Broken.At, want)
	}
	if want := "C2's read x gave 0 at 50ms, which no order of the operations explains; right would have been 1"; f.Broken.What != want {
		t.Errorf("it says %q, want %q", f.Broken.What, want)
	}
}
