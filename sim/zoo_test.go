package sim_test

import (
	"fmt"
	"time"

	"happensbefore/sim"
)

// The zoo is small protocols, each with a classic bug whose shortest schedule
// is known by hand.

type beast struct {
	says   string
	system func() sim.System
	steps  int      // of the shortest schedule
	kinds  []string // the actions of one shortest schedule, in any order; nil where several will do
}

var zoo = []beast{
	{says: "a request that is retried counts twice", system: retries, steps: 1},
	{says: "an update that arrives late overwrites a newer one", system: lateUpdates, steps: 1, kinds: []string{"delay"}},
	{says: "what was acknowledged was not synced", system: unsynced, steps: 1, kinds: []string{"crash"}},
	{says: "a second copy of a reply panics", system: secondCopy, steps: 1, kinds: []string{"duplicate"}},
	{says: "who hears nothing leads", system: silence, steps: 1},
	{says: "a vote that a crash forgets", system: forgottenVote, steps: 2},
	{says: "who pauses goes on writing with a lease that is over", system: expiredLease, steps: 1, kinds: []string{"pause"}},
	{says: "data on two nodes only in memory", system: twoMemories, steps: 2, kinds: []string{"crash", "crash"}},
	{says: "data on three nodes only in memory", system: threeMemories, steps: 3, kinds: []string{"crash", "crash", "crash"}},
	{says: "wrong even if nothing goes wrong", system: wrongAnyway, steps: 0},
	{says: "what it broadcasts need not arrive everywhere", system: unreliableBroadcast, steps: 1},
	{says: "a clock that jumps decides who was last", system: lastByClock, steps: 1, kinds: []string{"skew"}},
}

type note struct {
	Kind  string
	ID    int
	Value int
}

// handler is a node made of two functions.
type handler struct {
	receive func(from string, m note)
	timer   func(name string)
}

func (h *handler) Receive(from string, m sim.Message) {
	if h.receive != nil {
		h.receive(from, m.(note))
	}
}

func (h *handler) Timer(name string) {
	if h.timer != nil {
		h.timer(name)
	}
}

func lossy() sim.Faults {
	return sim.Faults{Delay: 30 * time.Millisecond, Loss: 0.1, Duplication: 0.05}
}

func retries() sim.System {
	count := 0
	return sim.System{
		Nodes: []string{"client", "server"}, For: time.Second, Faults: lossy(),
		Drive: func(*sim.World) { count = 0 },
		Start: func(n *sim.Node) sim.Handler {
			if n.Name() == "server" {
				return &handler{receive: func(from string, m note) {
					count++
					n.Record("count", count)
					n.Send(from, note{Kind: "done", ID: m.ID})
				}}
			}
			h := &handler{}
			id := 0
			ask := func() {
				n.Send("server", note{Kind: "add", ID: id})
				n.After(50*time.Millisecond, "retry")
			}
			h.receive = func(_ string, m note) {
				if m.ID != id {
					return
				}
				n.Cancel("retry")
				if id < 5 {
					id++
					ask()
				}
			}
			h.timer = func(string) { ask() }
			id++
			ask()
			return h
		},
		Must: []sim.Property{sim.Always("each of the 5 requests counts once", func(w *sim.World) string {
			if count > 5 {
				return fmt.Sprintf("server counted %d", count)
			}
			return ""
		})},
	}
}

func lateUpdates() sim.System {
	return sim.System{
		Nodes: []string{"A", "B"}, For: time.Second, Faults: sim.Faults{Delay: 40 * time.Millisecond},
		Start: func(n *sim.Node) sim.Handler {
			if n.Name() == "B" {
				return &handler{receive: func(_ string, m note) { n.Record("value", m.Value) }}
			}
			next := 0
			h := &handler{}
			h.timer = func(string) {
				if next++; next <= 8 {
					n.Send("B", note{Kind: "set", Value: next})
					n.After(20*time.Millisecond, "set")
				}
			}
			n.After(20*time.Millisecond, "set")
			return h
		},
		Must: []sim.Property{sim.Finally("B ends with the last value", func(w *sim.World) string {
			records := w.Records()
			if last := records[len(records)-1]; last.Number != 8 {
				return fmt.Sprintf("B has %d", last.Number)
			}
			return ""
		})},
	}
}

func unsynced() sim.System {
	acknowledged := 0
	return sim.System{
		Nodes: []string{"client", "store"}, For: time.Second, Faults: sim.Faults{Delay: 20 * time.Millisecond, Crashes: 2, Length: 100 * time.Millisecond},
		Drive: func(*sim.World) { acknowledged = 0 },
		Start: func(n *sim.Node) sim.Handler {
			if n.Name() == "client" {
				n.Send("store", note{Kind: "put", ID: 1})
				return &handler{receive: func(_ string, m note) {
					acknowledged = m.ID
					if m.ID < 3 {
						n.Send("store", note{Kind: "put", ID: m.ID + 1})
					}
				}}
			}
			n.Record("kept", len(n.Disk().Read("log")))
			return &handler{receive: func(from string, m note) {
				n.Disk().Append("log", []byte{byte(m.ID)})
				if m.ID%2 == 0 {
					n.Disk().Sync("log")
				}
				n.Record("kept", len(n.Disk().Read("log")))
				n.Send(from, note{Kind: "ok", ID: m.ID})
			}}
		},
		Must: []sim.Property{sim.Always("what was acknowledged is kept", func(w *sim.World) string {
			for i := len(w.Records()) - 1; i >= 0; i-- {
				if r := w.Records()[i]; r.Node == "store" {
					if r.Number < acknowledged && w.Up("store") {
						return fmt.Sprintf("store has %d of %d", r.Number, acknowledged)
					}
					break
				}
			}
			return ""
		})},
	}
}

func secondCopy() sim.System {
	return sim.System{
		Nodes: []string{"A", "B"}, For: time.Second, Faults: lossy(),
		Start: func(n *sim.Node) sim.Handler {
			if n.Name() == "B" {
				return &handler{receive: func(from string, m note) { n.Send(from, m) }}
			}
			waiting := map[int]*int{}
			for id := range 6 {
				waiting[id] = new(int)
				n.Send("B", note{Kind: "ping", ID: id})
			}
			return &handler{receive: func(_ string, m note) {
				*waiting[m.ID]++
				delete(waiting, m.ID)
			}}
		},
	}
}

func silence() sim.System {
	return sim.System{
		Nodes: []string{"A", "B", "C"}, For: time.Second,
		Faults: sim.Faults{Delay: 30 * time.Millisecond, Loss: 0.05, Partitions: 2, Length: 200 * time.Millisecond},
		Start: func(n *sim.Node) sim.Handler {
			if n.Name() == "A" {
				n.Record("leader", 1)
				h := &handler{timer: func(string) {
					for _, p := range n.Peers() {
						n.Send(p, note{Kind: "alive"})
					}
					n.After(20*time.Millisecond, "beat")
				}}
				h.timer("beat")
				return h
			}
			n.After(100*time.Millisecond, "silence")
			return &handler{
				receive: func(string, note) { n.After(100*time.Millisecond, "silence") },
				timer:   func(string) { n.Record("leader", 1) },
			}
		},
		Must: []sim.Property{sim.AtMostOne("one leader at most", "leader")},
	}
}

// A and C want to lead; B votes for who asks first, and forgets it in a crash.
// C gives up once it hears that A leads. So C must not hear, and B must forget.
func forgottenVote() sim.System {
	return sim.System{
		Nodes: []string{"A", "B", "C"}, For: 500 * time.Millisecond,
		Faults: sim.Faults{Delay: 30 * time.Millisecond, Loss: 0.2, Crashes: 2, Length: 50 * time.Millisecond},
		Start: func(n *sim.Node) sim.Handler {
			voted := ""
			h := &handler{}
			switch n.Name() {
			case "A":
				if n.Now().Sub(epoch) == 0 {
					n.After(time.Millisecond, "stand")
				}
			case "C":
				n.After(60*time.Millisecond, "stand")
			}
			h.timer = func(string) { n.Send("B", note{Kind: "vote?"}) }
			h.receive = func(from string, m note) {
				switch m.Kind {
				case "vote?":
					if voted == "" || voted == from {
						voted = from
						n.Send(from, note{Kind: "vote"})
					}
				case "vote":
					n.Record("leader", 1)
					for _, p := range n.Peers() {
						n.Send(p, note{Kind: "leads"})
					}
				case "leads":
					n.Cancel("stand")
				}
			}
			return h
		},
		Must: []sim.Property{sim.AtMostOne("at most one leader in a term", "leader")},
	}
}

var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// A takes a lease of 50 ms and writes at its end; B may take it after.
func expiredLease() sim.System {
	var last string
	return sim.System{
		Nodes: []string{"A", "B", "disk"}, For: time.Second, Faults: sim.Faults{Delay: 5 * time.Millisecond, Pauses: 2, Length: 200 * time.Millisecond},
		Drive: func(*sim.World) { last = "" },
		Start: func(n *sim.Node) sim.Handler {
			switch n.Name() {
			case "A":
				n.After(20*time.Millisecond, "write")
			case "B":
				n.After(90*time.Millisecond, "write")
			}
			return &handler{
				timer: func(string) { n.Send("disk", note{Kind: "write"}) },
				receive: func(from string, _ note) {
					if last == "B" && from == "A" {
						n.Record("stale", 1)
					}
					last = from
				},
			}
		},
		Must: []sim.Property{sim.Always("nobody writes with a lease that is over", func(w *sim.World) string {
			if len(w.Records()) > 0 {
				return "A wrote after B"
			}
			return ""
		})},
	}
}

// memories is replicas that fetch the data from one another when they restart.
func memories(names ...string) sim.System {
	has := map[string]bool{}
	return sim.System{
		Nodes: names, For: 400 * time.Millisecond, Faults: sim.Faults{Crashes: 6, Length: 150 * time.Millisecond},
		Drive: func(w *sim.World) {
			clear(has)
			for _, n := range names {
				has[n] = true
			}
		},
		Start: func(n *sim.Node) sim.Handler {
			if n.Now() != epoch {
				has[n.Name()] = false
			}
			for _, p := range n.Peers() {
				n.Send(p, note{Kind: "have?"})
			}
			return &handler{receive: func(from string, m note) {
				if m.Kind == "data" {
					has[n.Name()] = true
				} else if has[n.Name()] {
					n.Send(from, note{Kind: "data"})
				}
			}}
		},
		Must: []sim.Property{sim.Always("the data is somewhere", func(w *sim.World) string {
			for _, n := range names {
				if has[n] || !w.Up(n) {
					return ""
				}
			}
			return "no node has it"
		})},
	}
}

func twoMemories() sim.System   { return memories("A", "B") }
func threeMemories() sim.System { return memories("A", "B", "C") }

func wrongAnyway() sim.System {
	s := lateUpdates()
	s.Faults = lossy()
	s.Must = []sim.Property{sim.Always("B never hears of 3", func(w *sim.World) string {
		for _, r := range w.Records() {
			if r.Number == 3 {
				return "B heard of 3"
			}
		}
		return ""
	})}
	return s
}

func unreliableBroadcast() sim.System {
	return sim.System{
		Nodes: []string{"A", "B", "C", "D"}, For: 300 * time.Millisecond, Faults: sim.Faults{Delay: 20 * time.Millisecond, Loss: 0.02},
		Start: func(n *sim.Node) sim.Handler {
			if n.Name() == "A" {
				for _, p := range n.Peers() {
					n.Send(p, note{Kind: "news"})
				}
			}
			return &handler{receive: func(string, note) { n.Record("news", 1) }}
		},
		Must: []sim.Property{sim.Finally("all hear the news", func(w *sim.World) string {
			if n := len(w.Records()); n < 3 {
				return fmt.Sprintf("%d of 3 heard", n)
			}
			return ""
		})},
	}
}

// B's write comes 100 ms after A's, yet a clock that is wrong says otherwise.
func lastByClock() sim.System {
	var value string
	var at int64
	return sim.System{
		Nodes: []string{"A", "B", "C"}, For: 300 * time.Millisecond, Faults: sim.Faults{Delay: 10 * time.Millisecond, Skew: 500 * time.Millisecond},
		Drive: func(w *sim.World) { value, at = "", -1<<62 },
		Start: func(n *sim.Node) sim.Handler {
			switch n.Name() {
			case "A":
				n.After(10*time.Millisecond, "write")
			case "B":
				n.After(110*time.Millisecond, "write")
			}
			return &handler{
				timer: func(string) { n.Send("C", note{Kind: "write", Value: int(n.Now().Sub(epoch))}) },
				receive: func(from string, m note) {
					if int64(m.Value) > at {
						value, at = from, int64(m.Value)
					}
				},
			}
		},
		Must: []sim.Property{sim.Finally("the last write wins", func(w *sim.World) string {
			if value != "B" {
				return "C has the value of A"
			}
			return ""
		})},
	}
}
