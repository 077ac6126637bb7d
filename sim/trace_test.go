package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/sim"
	"happensbefore/trace"
)

var systems = map[string]func() *sim.System{"ping-pong": pingPong, "election": election, "writing": writing}

func TestEveryRunCanBeDrawnAndReadBack(t *testing.T) {
	for name, system := range systems {
		for seed := uint64(1); seed <= 200; seed++ {
			out := sim.Run(system(), sim.Random(system(), seed).Schedule)
			text := out.Text()
			back, err := trace.Parse(text)
			if err != nil {
				t.Fatalf("%s, seed %d: %v\n%s", name, seed, err, text)
			}
			if diff := cmp.Diff(text, trace.Format(back)); diff != "" {
				t.Fatalf("%s, seed %d: it reads back as something else:\n%s", name, seed, diff)
			}
			if shown := len(out.Trace.Events); shown > trace.MaxEvents*3/4 {
				t.Fatalf("%s, seed %d: %d events are shown", name, seed, shown)
			}
		}
	}
}

// crowded is more nodes than a diagram has room for, under every fault and
// barriers that overlap.
func crowded(seed uint64) (*sim.System, sim.Schedule) {
	s := ring(20, 400)
	s.For, s.Faults = 300*ms, everything
	sch := sim.Random(s, seed).Schedule
	for i := range uint64(3) {
		at := 1 + (seed+7*i)%18
		a, b := s.Nodes[:at], s.Nodes[at:]
		if i == 1 {
			b = b[:len(b)/2+1] // and some on no side
		}
		sch.Partition(time.Duration(seed*(37+i)%150)*ms, time.Duration(50+seed%100)*ms, a, b)
		sch.Cut(s.Nodes[i], s.Nodes[i+3], time.Duration(20*i)*ms, 60*ms)
		sch.Cut(s.Nodes[i], s.Nodes[i+3], time.Duration(50*i)*ms, 0)
	}
	return s, sch
}

func TestAThrongCanBeDrawn(t *testing.T) {
	for seed := uint64(1); seed <= 200; seed++ {
		s, sch := crowded(seed)
		out := sim.Run(s, sch)
		if _, err := trace.Parse(out.Text()); err != nil || len(out.Trace.Nodes) != trace.MaxNodes {
			t.Fatalf("seed %d: %d nodes: %v\n%s", seed, len(out.Trace.Nodes), err, out.Text())
		}
	}
}

// What a diagram says of who reaches whom has to be what the network did.
func TestBarriersThatOverlapAreDrawnAsTheyWere(t *testing.T) {
	groups := func(text string) (g [][]string) {
		for side := range strings.SplitSeq(text, "|") {
			g = append(g, strings.Split(side, ""))
		}
		return g
	}
	for _, tt := range []struct {
		name string
		sch  *sim.Schedule
	}{
		{"two that refine each other", sim.NewSchedule().Partition(10*ms, 30*ms, groups("A|BCD")...).Partition(20*ms, 30*ms, groups("AB|CD")...)},
		{"two of other nodes", sim.NewSchedule().Partition(10*ms, 30*ms, groups("A|B")...).Partition(20*ms, 30*ms, groups("C|D")...)},
		{"a finer one inside", sim.NewSchedule().Partition(10*ms, 50*ms, groups("AB|CD")...).Partition(20*ms, 10*ms, groups("A|B|CD")...)},
		{"the same twice", sim.NewSchedule().Partition(10*ms, 50*ms, groups("AB|CD")...).Partition(20*ms, 10*ms, groups("AB|CD")...)},
		{"cuts that outlast a partition", sim.NewSchedule().Partition(10*ms, 20*ms, groups("AB|CD")...).Cut("A", "B", 15*ms, 50*ms).Cut("A", "C", 15*ms, 50*ms)},
		{"a cut twice", sim.NewSchedule().Cut("A", "B", 10*ms, 30*ms).Cut("A", "B", 20*ms, 40*ms)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// Everybody sends to everybody all the time.
			met := map[string]bool{}
			s := &sim.System{Nodes: []string{"A", "B", "C", "D"}, Latency: ms, For: 80 * ms}
			s.Start = func(n *sim.Node) sim.Handler {
				n.After(5*ms, "tick")
				return node{
					timer: func(string) {
						for _, peer := range n.Peers() {
							n.Send(peer, letter{n.Name()})
						}
						n.After(5*ms, "tick")
					},
				}
			}
			reach := barriers{}
			for _, e := range sim.Story(s, *tt.sch) {
				reach.take(e)
				if e.Kind == trace.Receive || e.Kind == trace.Lost {
					from, to := e.Node, e.Peer
					if e.Kind == trace.Receive {
						from, to = e.Peer, e.Node
					}
					met[string(e.Kind)] = true
					if reach.apart(from, to) != (e.Kind == trace.Lost) {
						t.Errorf("%s: %s to %s is %s, although the diagram says %v", e.At, from, to, e.Kind, reach)
					}
				}
			}
			if !met["receive"] || !met["lost"] {
				t.Errorf("it shows nothing: %v", met)
			}
		})
	}
}

// barriers are what a reader of a trace takes to be in the way.
type barriers struct {
	split [][]string
	cuts  [][2]string
}

func (b *barriers) take(e trace.Event) {
	link := [2]string{e.Node, e.Peer}
	switch {
	case e.Kind == trace.Partition:
		b.split = e.Groups
	case e.Kind == trace.Cut:
		b.cuts = append(b.cuts, link)
	case e.Kind == trace.Heal && e.Node == "":
		b.split, b.cuts = nil, nil
	case e.Kind == trace.Heal:
		b.cuts = slices.DeleteFunc(b.cuts, func(c [2]string) bool { return c == link })
	}
}

func (b *barriers) apart(from, to string) bool {
	side := func(n string) int {
		return slices.IndexFunc(b.split, func(g []string) bool { return slices.Contains(g, n) })
	}
	x, y := side(from), side(to)
	return slices.Contains(b.cuts, [2]string{from, to}) || x >= 0 && y >= 0 && x != y
}

func TestALongRunKeepsWhatLedToItsEnd(t *testing.T) {
	// B hears of A once, early; then C and D talk for a long time; then B breaks.
	s := &sim.System{Nodes: []string{"A", "B", "C", "D"}, For: time.Second}
	s.Start = func(n *sim.Node) sim.Handler {
		switch n.Name() {
		case "A":
			n.After(ms, "cause")
		case "B":
			n.After(900*ms, "effect")
		default:
			n.After(2*ms, "chat")
		}
		on := func(name string) {
			switch name {
			case "cause":
				n.Send("B", letter{"the cause"})
			case "effect":
				n.Record("broken", 1)
			default:
				n.Send(map[string]string{"C": "D", "D": "C"}[n.Name()], letter{"chat"})
				n.After(2*ms, "chat")
			}
		}
		return node{timer: on}
	}
	s.Must = []sim.Property{sim.Always("nothing breaks", func(w *sim.World) string {
		if len(w.Records()) > 0 {
			return "B broke"
		}
		return ""
	})}
	out := sim.Run(s, sim.Schedule{})
	text := says(out.Trace)
	for _, want := range []string{"omitted: ", `A -> B: m1 "text=the cause"`, "B <- m1", "B: broken 1", "fail B: B broke"} {
		if !strings.Contains(text, want) {
			t.Errorf("the diagram lacks %q:\n%s", want, text)
		}
	}
	if !strings.HasSuffix(text, "fail B: B broke\n") || len(out.Trace.Events) != 200 {
		t.Errorf("%d events, ending with %s", len(out.Trace.Events), text[len(text)-40:])
	}
	whole := len(sim.Story(s, sim.Schedule{})) + 1
	if out.Trace.Omitted != whole-200 {
		t.Errorf("%d events are said to be left out of %d", out.Trace.Omitted, whole)
	}
	if !strings.Contains(text, "(sent earlier)") {
		t.Errorf("a message whose sending is cut off is not said to be:\n%s", text)
	}
}

func TestAShortRunIsDrawnWhole(t *testing.T) {
	s := listening("A", "B")
	out := s.run(sim.NewSchedule().Drop("A", "B", 1).Duplicate("A", "B", 2, ms).Crash("B", 12*ms, 5*ms).Pause("A", 30*ms, 5*ms).Skew("A", 2*ms, -ms).Cut("B", "A", 40*ms, ms),
		func(w *sim.World, at map[string]*sim.Node) {
			w.At(0, "A", "writes x", func() {
				for _, text := range []string{"one", "two", "three"} {
					at["A"].Send("B", letter{text})
				}
				at["A"].Send("A", letter{"self"})
				w.Begin("C1", "write", "x", 1).End(0)
				w.Begin("C2", "read", "x", 0)
			})
			w.At(6*ms, "A", "", func() { at["A"].Send("B", letter{"into the crash"}) })
			w.At(ms, "B", "", func() { at["B"].After(ms, "a timer that does nothing"); at["B"].Say("hm") })
		})
	const want = `nodes: A, B
A: writes x
A -> B: m1 "text=one"
m1 lost
A -> B: m2 "text=two"
A -> B: m3 "text=three"
A: to itself: text=self
note B: hm
note A: its clock jumps by -1ms
A -> B: m5 "text=into the crash"
B <- m2
B <- m3
A: from itself: text=self
B <- m2 again
crash B
m5 lost
restart B
pause A
resume A
cut B -> A
heal B -> A
op C1 @0s..0s: write x=1 → ok
op C2 @0s..: read x
`
	if diff := cmp.Diff(want, says(out.Trace)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if when := fmt.Sprint(out.Trace.Events[len(out.Trace.Events)-1].At); when != "41ms" {
		t.Errorf("the last event is at %s", when)
	}
}

// The loss of one copy is no loss as long as another arrives.
func TestAMessageIsLostWithItsLastCopy(t *testing.T) {
	s := listening("A", "B")
	out := s.run(sim.NewSchedule().Duplicate("A", "B", 1, 20*ms).Duplicate("A", "B", 2, 3*ms).Crash("B", 5*ms, 10*ms), func(w *sim.World, at map[string]*sim.Node) {
		w.At(0, "", "", func() {
			at["A"].Send("B", letter{"its copy arrives"})
			at["A"].Send("B", letter{"both are lost"})
		})
	})
	if text := says(out.Trace); !strings.Contains(text, "B <- m1\n") || strings.Contains(text, "m1 lost") || strings.Count(text, "m2 lost") != 1 {
		t.Error(text)
	}
}

// A property may break where no node can do anything any more.
func TestWhatBreaksAtANodeThatIsDownIsSaid(t *testing.T) {
	for node, want := range map[string]string{"A": "note A: broken: nobody is up\n", "": "note A: broken: nobody is up\n", "B": "fail B: nobody is up\n"} {
		s := &sim.System{Nodes: []string{"A", "B"}, Start: func(*sim.Node) sim.Handler { return silent{} }}
		sch := sim.NewSchedule().Crash("A", ms, 0)
		if node == "" {
			sch.Crash("B", ms, 0)
		}
		s.Must = []sim.Property{{Says: "somebody is up", New: func(*sim.World) sim.Judge {
			return sim.Judge{End: func(*sim.World) string { return "nobody is up" }}
		}}}
		s.Drive = func(w *sim.World) {
			if node == "B" {
				w.At(2*ms, "B", "looks", func() {})
			}
		}
		out := sim.Run(s, *sch)
		if text := says(out.Trace); !strings.HasSuffix(text, want) {
			t.Errorf("at %q: it ends otherwise than with %q:\n%s", node, want, text)
		}
		if _, err := trace.Parse(out.Text()); err != nil {
			t.Error(err)
		}
	}
}

func TestNothingHappensIsDrawnToo(t *testing.T) {
	out := sim.Run(&sim.System{Nodes: []string{"A"}, Start: func(*sim.Node) sim.Handler { return node{} }}, sim.Schedule{})
	if _, err := trace.Parse(out.Text()); err != nil {
		t.Error(err)
	}
}
