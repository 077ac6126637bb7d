package sim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"happensbefore/sim"
)

const milli = time.Millisecond

// told runs a system without faults whose clients do as drive says, and gives
// what is broken, or "".
func told(p sim.Property, nodes string, drive func(*sim.World, map[string]*sim.Node)) string {
	envs := map[string]*sim.Node{}
	s := sim.System{
		Nodes: strings.Split(nodes, ""), For: time.Second,
		Start: func(n *sim.Node) sim.Handler { envs[n.Name()] = n; return &handler{} },
		Drive: func(w *sim.World) { drive(w, envs) },
		Must:  []sim.Property{p},
	}
	out := sim.Run(&s, sim.Schedule{})
	if out.Broken == nil {
		return ""
	}
	return out.Broken.What
}

func TestLeadsTo(t *testing.T) {
	for _, c := range []struct {
		says     string
		from, to []int // milliseconds at which each holds, for 5 milli
		want     string
	}{
		{"nothing is owed", nil, []int{10}, ""},
		{"in time", []int{10}, []int{40}, ""},
		{"just in time", []int{10}, []int{60}, ""},
		{"too late", []int{10}, []int{61}, "it began at 10ms, and nothing came of it within 50ms"},
		{"never", []int{10}, nil, "it began at 10ms, and nothing came of it within 50ms"},
		{"at once", []int{10}, []int{10}, ""},
		{"before, and not after", []int{30}, []int{10}, "it began at 30ms, and nothing came of it within 50ms"},
		{"the second time never", []int{10, 200}, []int{20}, "it began at 200ms, and nothing came of it within 50ms"},
		{"not yet due at the end", []int{980}, nil, ""},
	} {
		t.Run(c.says, func(t *testing.T) {
			var from, to bool
			p := sim.LeadsTo("b after a", func(*sim.World) bool { return from }, func(*sim.World) bool { return to }, 50*milli)
			got := told(p, "A", func(w *sim.World, _ map[string]*sim.Node) {
				hold := func(all []int, long int, what *bool) {
					for _, at := range all {
						w.At(time.Duration(at)*milli, "", "", func() { *what = true })
						w.At(time.Duration(at+long)*milli, "", "", func() { *what = false })
					}
				}
				hold(c.to, 6, &to)
				hold(c.from, 5, &from)
			})
			if got != c.want {
				t.Errorf("it says %q, want %q", got, c.want)
			}
		})
	}
}

func TestEventually(t *testing.T) {
	for at, want := range map[int]string{0: "", 500: "", 2000: "it never held"} {
		held := false
		got := told(sim.Eventually("it holds", func(*sim.World) bool { return held }), "A", func(w *sim.World, _ map[string]*sim.Node) {
			w.At(time.Duration(at)*milli, "", "", func() { held = true })
			w.At(time.Duration(at+1)*milli, "", "", func() { held = false })
		})
		if !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("held at %d ms of 1000: it says %q, want %q", at, got, want)
		}
	}
}

func TestConverges(t *testing.T) {
	states := map[string]string{"A": "1", "B": "1", "C": "2"}
	p := sim.Converges("all end with the same", func(n string) string { return states[n] })
	idle := func(*sim.World, map[string]*sim.Node) {}
	if got, want := told(p, "ABC", idle), "A ends with 1 and C with 2"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
	if got := told(p, "AB", idle); got != "" {
		t.Errorf("where they agree it says %q", got)
	}
	s := sim.System{Nodes: []string{"A", "B", "C"}, For: time.Second, Start: func(*sim.Node) sim.Handler { return &handler{} }, Must: []sim.Property{p}}
	if v := sim.Run(&s, *sim.NewSchedule().Crash("C", 10*milli, 0)).Broken; v != nil {
		t.Errorf("a node that is down counts: %v", v)
	}
}

func TestAtMostOne(t *testing.T) {
	p := sim.AtMostOne("one leader in each term", "leader")
	for _, c := range []struct {
		says    string
		records []string // node, what, number
		want    string
	}{
		{"one in each term", []string{"A leader 1", "B leader 2"}, ""},
		{"the same twice", []string{"A leader 1", "A leader 1"}, ""},
		{"another word", []string{"A leader 1", "B follower 1"}, ""},
		{"two in a term", []string{"A leader 1", "B leader 2", "C leader 1"}, "A became leader 1 at 1ms, and C at 3ms"},
	} {
		t.Run(c.says, func(t *testing.T) {
			if got := told(p, "ABC", recording(c.records)); got != c.want {
				t.Errorf("it says %q, want %q", got, c.want)
			}
		})
	}
}

// recording has nodes record one thing each millisecond. "A > B" is a message.
func recording(lines []string) func(*sim.World, map[string]*sim.Node) {
	return func(w *sim.World, envs map[string]*sim.Node) {
		for i, line := range lines {
			var node, what string
			var number int
			fmt.Sscan(line, &node, &what, &number)
			w.At(time.Duration(i+1)*milli, node, line, func() {
				if what == ">" {
					envs[node].Send(line[4:], note{Kind: "news"})
				} else {
					envs[node].Record(what, number)
				}
			})
		}
	}
}

func TestCausalDelivery(t *testing.T) {
	pause := make([]string, 12) // for a message to arrive: it takes 10 milli
	for i := range pause {
		pause[i] = "A idle 0"
	}
	after := func(first []string, then ...string) []string {
		return append(append(append([]string{}, first...), pause...), then...)
	}
	for _, c := range []struct {
		says    string
		records []string
		want    string
	}{
		{"one sender in order", []string{"A sent 1", "A sent 2", "B got 1", "B got 2"}, ""},
		{"one sender out of order", []string{"A sent 1", "A sent 2", "B got 2"}, "B delivered 2 of A without 1 of A, which happened before it"},
		{"two senders that know nothing of each other", []string{"A sent 1", "B sent 2", "C got 2", "C got 1"}, ""},
		{"an answer before its question", after([]string{"A sent 1", "A > B"}, "B got 1", "B sent 2", "C got 2"), "C delivered 2 of B without 1 of A, which happened before it"},
		{"an answer after its question", after([]string{"A sent 1", "A > B"}, "B got 1", "B sent 2", "C got 1", "C got 2"), ""},
		{"who sent it needs not deliver it", []string{"A sent 1", "B sent 2", "A got 2", "A sent 3"}, ""},
		{"what nobody sent", []string{"B got 7"}, "B recorded got 7, which nobody recorded as sent"},
	} {
		t.Run(c.says, func(t *testing.T) {
			p := sim.CausalDelivery("in causal order", "sent", "got")
			if got := told(p, "ABC", recording(c.records)); got != c.want {
				t.Errorf("it says %q, want %q", got, c.want)
			}
		})
	}
}

func TestSessionGuarantees(t *testing.T) {
	all := map[string]sim.Property{
		"ryw": sim.ReadYourWrites("own writes"), "mr": sim.MonotonicReads("reads"),
		"mw": sim.MonotonicWrites("writes"), "wfr": sim.WritesFollowReads("writes after reads"),
	}
	for _, c := range []struct {
		says   string
		ops    []string // client, name, key, version
		breaks map[string]string
	}{
		{"all newer and newer", []string{"C write x 1", "C read x 1", "C write x 2", "C read x 3"}, nil},
		{"an own write is not seen", []string{"C write x 5", "C read x 4"}, map[string]string{"ryw": "C saw version 4 of x at 4ms, having made version 5 at 2ms"}},
		{"a newer write of another is seen", []string{"C write x 5", "D write x 6", "C read x 6"}, nil},
		{"another's write is not seen", []string{"D write x 5", "C read x 4"}, nil},
		{"another key", []string{"C write x 5", "C read y 1"}, nil},
		{"a read goes back", []string{"C read x 5", "C read x 4"}, map[string]string{"mr": "C saw version 4 of x at 4ms, having seen version 5 at 2ms"}},
		{"a write goes back", []string{"C write x 5", "C write x 4"}, map[string]string{"mw": "C made version 4 of x at 4ms, having made version 5 at 2ms"}},
		{"a write makes the same version", []string{"C write x 5", "C write x 5"}, map[string]string{"mw": "C made version 5 of x at 4ms, having made version 5 at 2ms"}},
		{"a write below what was read", []string{"C read x 5", "C write x 4"}, map[string]string{"wfr": "C made version 4 of x at 4ms, having seen version 5 at 2ms"}},
	} {
		for name, p := range all {
			t.Run(c.says+" "+name, func(t *testing.T) {
				got := told(p, "A", func(w *sim.World, _ map[string]*sim.Node) {
					for i, line := range c.ops {
						var client, name, key string
						var version int
						fmt.Sscan(line, &client, &name, &key, &version)
						var o *sim.Operation
						w.At(time.Duration(2*i+1)*milli, "", "", func() { o = w.Begin(client, name, key, 0) })
						w.At(time.Duration(2*i+2)*milli, "", "", func() { o.End(version) })
					}
				})
				if got != c.breaks[name] {
					t.Errorf("it says %q, want %q", got, c.breaks[name])
				}
			})
		}
	}
}
