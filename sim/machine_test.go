package sim_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"happensbefore/sim"
)

func TestACrashForgetsMemoryAndTimersAndKeepsTheDisk(t *testing.T) {
	s := &scene{}
	s.Nodes = []string{"A", "B"}
	var w *sim.World
	s.Drive = func(world *sim.World) { w = world }
	s.Start = func(n *sim.Node) sim.Handler {
		starts, _ := n.Disk().Load("starts")
		count, _ := starts.(int)
		s.note(w, n, fmt.Sprintf("start %d", count))
		n.Disk().Save("starts", count+1)
		n.After(50*ms, "old timer")
		return node{
			receive: func(from string, m sim.Message) { s.note(w, n, m.(letter).Text) },
			timer:   func(name string) { s.note(w, n, fmt.Sprint(name, " of life ", count)) },
		}
	}
	s.For = 90 * ms
	s.run(sim.NewSchedule().Crash("A", 20*ms, 15*ms), func(w *sim.World, at map[string]*sim.Node) {
		w.At(12*ms, "B", "", func() { at["B"].Send("A", letter{"to a node that is down"}) })
		w.At(27*ms, "B", "", func() { at["B"].Send("A", letter{"to the next life"}) })
		w.At(25*ms, "A", "", func() { t.Error("a client acts at a node that is down") })
	})
	s.wants(t, "0s A: start 0", "0s B: start 0", "35ms A: start 1", "37ms A: to the next life", "50ms B: old timer of life 0", "85ms A: old timer of life 1")
}

func TestACrashMayTearWhatWasNotSynced(t *testing.T) {
	var found []byte
	s := &sim.System{Nodes: []string{"A"}, Start: func(n *sim.Node) sim.Handler {
		if found = n.Disk().Read("log"); found == nil {
			n.Disk().Append("log", []byte("safe|"))
			n.Disk().Sync("log")
			n.Disk().Append("log", []byte("torn"))
		}
		return node{}
	}}
	for keep, want := range []string{"safe|", "safe|t", "safe|to", "safe|tor", "safe|torn", "safe|torn"} {
		sim.Run(s, *sim.NewSchedule().Tear("A", ms, ms, keep))
		if string(found) != want {
			t.Errorf("keeping %d bytes: after the crash the file holds %q, want %q", keep, found, want)
		}
	}
}

func TestACrashInTheMidstOfAWrite(t *testing.T) {
	type kept struct {
		term, vote any
		log        string
		heard      int
	}
	for n, want := range []kept{
		1: {nil, nil, "", 0},
		2: {1, nil, "", 0},
		3: {1, 2, "lo", 0},
		4: {1, 2, "lo", 0},
		5: {1, 2, "long", 1}, // there is no such write
	} {
		if n == 0 {
			continue
		}
		var got kept
		lives := 0
		s := &sim.System{Nodes: []string{"A", "B"}, Start: func(n *sim.Node) sim.Handler {
			if n.Name() == "B" {
				return node{receive: func(string, sim.Message) { got.heard++ }}
			}
			d := n.Disk()
			read := func() {
				got.term, _ = d.Load("term")
				got.vote, _ = d.Load("vote")
				got.log = string(d.Read("log"))
			}
			read()
			if lives++; lives == 1 {
				n.After(ms, "write")
			}
			return node{timer: func(string) {
				d.Save("term", 1)
				d.Save("vote", 2)
				d.Append("log", []byte("long"))
				d.Sync("log")
				n.Send("B", letter{"all is written"})
				read()
			}}
		}}
		sim.Run(s, *sim.NewSchedule().CrashWriting("A", n, 5*ms, 2))
		if got != want {
			t.Errorf("a crash in write %d leaves %+v, want %+v", n, got, want)
		}
	}
}

func TestAPausedNodeDoesEverythingLater(t *testing.T) {
	s := listening("A", "B")
	s.run(sim.NewSchedule().Pause("B", 5*ms, 30*ms), func(w *sim.World, at map[string]*sim.Node) {
		w.At(0, "A", "", func() { at["A"].Send("B", letter{"waits"}) })
		w.At(ms, "B", "", func() { at["B"].After(10*ms, "timer"); at["B"].After(13*ms, "cancelled") })
		w.At(12*ms, "B", "client", func() { at["B"].Cancel("cancelled"); s.note(w, at["B"], "client") })
	})
	s.wants(t, "35ms B: waits", "35ms B: timer", "35ms B: client")
}

func TestWhatWaitsForAPausedNodeDiesInItsCrash(t *testing.T) {
	s := listening("A", "B")
	s.run(sim.NewSchedule().Pause("B", 5*ms, 30*ms).Crash("B", 20*ms, ms), func(w *sim.World, at map[string]*sim.Node) {
		w.At(0, "A", "", func() { at["A"].Send("B", letter{"dies"}) })
		w.At(30*ms, "A", "", func() { at["A"].Send("B", letter{"is heard: the pause is over"}) })
	})
	s.wants(t, "40ms B: is heard: the pause is over")
}

func TestALaterTimerOfOneNameReplacesTheEarlier(t *testing.T) {
	s := listening("A")
	s.run(nil, func(w *sim.World, at map[string]*sim.Node) {
		w.At(0, "A", "", func() {
			at["A"].After(5*ms, "once")
			at["A"].After(9*ms, "once")
			at["A"].After(7*ms, "never")
			at["A"].Cancel("never")
			at["A"].Cancel("unknown")
		})
	})
	s.wants(t, "9ms A: once")
}

func TestATimerMayBeSetForLongerThanAnyRun(t *testing.T) {
	s := listening("A", "B")
	s.run(sim.NewSchedule().Drift("B", -0.5), func(w *sim.World, at map[string]*sim.Node) {
		w.At(ms, "", "", func() {
			at["A"].After(math.MaxInt64, "never")
			at["B"].After(math.MaxInt64, "never")
			at["A"].After(-ms, "at once")
		})
	})
	s.wants(t, "1ms A: at once")
}

func TestClocksAreWrongAsTheScheduleSays(t *testing.T) {
	s := listening("A", "B", "C")
	shown := map[string][]time.Duration{}
	epoch := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	s.run(sim.NewSchedule().Skew("A", 50*ms, -20*ms).Drift("B", 0.25).Drift("C", -0.2), func(w *sim.World, at map[string]*sim.Node) {
		for _, when := range []time.Duration{40 * ms, 100 * ms} {
			w.At(when, "", "", func() {
				for _, n := range []string{"A", "B", "C"} {
					shown[n] = append(shown[n], at[n].Now().Sub(epoch))
				}
			})
		}
		w.At(0, "", "", func() {
			at["B"].After(100*ms, "fast")
			at["C"].After(100*ms, "slow")
		})
	})
	s.wants(t, "80ms B: fast", "125ms C: slow")
	for n, want := range map[string][]time.Duration{"A": {40 * ms, 80 * ms}, "B": {50 * ms, 125 * ms}, "C": {32 * ms, 80 * ms}} {
		if !slices.Equal(shown[n], want) {
			t.Errorf("the clock of %s shows %v, want %v", n, shown[n], want)
		}
	}
}

// A lease that a clock's rate makes end early for the node itself would be a
// wrong lesson: the node's own clock must have reached what it waited for.
func TestATimerNeverRunsOutBeforeTheNodesOwnClockShowsIt(t *testing.T) {
	for rate := -0.5; rate <= 0.5; rate += 0.0137 {
		var n *sim.Node
		var began time.Time
		fired := 0
		wait := 7*ms + 333*time.Nanosecond
		s := &sim.System{Nodes: []string{"A"}, For: time.Second, Start: func(node1 *sim.Node) sim.Handler {
			n = node1
			began = n.Now()
			n.After(wait, "lease")
			return node{timer: func(string) {
				fired++
				if since := n.Now().Sub(began); since < wait {
					t.Fatalf("rate %v: the clock shows %s after the start of a timer of %s", rate, since, wait)
				}
				began = n.Now()
				n.After(wait, "lease")
			}}
		}}
		sim.Run(s, *sim.NewSchedule().Drift("A", rate))
		if fired < 60 {
			t.Fatalf("rate %v: %d timers", rate, fired)
		}
	}
}

func TestRandomNumbersAfterARestartFollowFromSeedAndLifeAlone(t *testing.T) {
	draws := func(before int, sch *sim.Schedule) (numbers []int) {
		sim.Run(&sim.System{Nodes: []string{"A"}, Start: func(n *sim.Node) sim.Handler {
			for range before {
				n.Rand().IntN(1000)
			}
			numbers = append(numbers, n.Rand().IntN(1_000_000))
			before = 0
			return node{}
		}}, *sch)
		return numbers
	}
	crash := func(seed uint64) *sim.Schedule {
		s := sim.NewSchedule().Crash("A", ms, ms)
		s.Seed = seed
		return s
	}
	first, other := draws(0, crash(7)), draws(5, crash(7))
	if len(first) != 2 || first[1] != other[1] {
		t.Errorf("after the restart %v and %v: what the first life drew must not matter", first, other)
	}
	if first[0] == first[1] || slices.Equal(first, draws(0, crash(8))) {
		t.Errorf("every life and every seed has numbers of its own: %v", first)
	}
}

// What an earlier life left behind, such as a closure of a client, does nothing.
func TestAnEarlierLifeDoesNothing(t *testing.T) {
	s := listening("A", "B")
	var first *sim.Node
	s.run(sim.NewSchedule().Crash("A", 5*ms, ms), func(w *sim.World, at map[string]*sim.Node) {
		w.At(ms, "", "", func() { first = at["A"] })
		w.At(20*ms, "", "", func() {
			first.Send("B", letter{"from the grave"})
			first.After(ms, "from the grave")
			first.Record("leader", 1)
			first.Disk().Save("x", 1)
			if _, ok := at["A"].Disk().Load("x"); ok || len(w.Records()) > 0 || first.Context().Err() == nil {
				t.Error("an earlier life writes, records, or believes that it goes on")
			}
		})
	})
	s.wants(t)
}
