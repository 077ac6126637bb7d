package sim_test

import (
	"strings"
	"testing"
	"time"

	"happensbefore/sim"
)

func TestAMessageTakesItsLinksLatency(t *testing.T) {
	s := listening("A", "B", "C")
	s.Links = func(from, to string) sim.Link {
		if to == "C" {
			return sim.Link{Latency: 70 * ms}
		}
		return sim.Link{}
	}
	s.run(nil, func(w *sim.World, at map[string]*sim.Node) {
		w.At(0, "A", "sends", func() {
			at["A"].Send("C", letter{"far"})
			at["A"].Send("B", letter{"near"})
			at["A"].Send("A", letter{"self"})
		})
	})
	s.wants(t, "10ms B: near", "10ms A: self", "70ms C: far")
}

func TestASchedulesStepsReachTheirMessages(t *testing.T) {
	s := listening("A", "B")
	sch := sim.NewSchedule().Drop("A", "B", 1).Delay("A", "B", 2, 25*ms).Duplicate("A", "B", 3, 5*ms).Duplicate("A", "B", 3, 7*ms)
	s.run(sch, func(w *sim.World, at map[string]*sim.Node) {
		w.At(0, "A", "sends", func() {
			for _, text := range []string{"one", "two", "three"} {
				at["A"].Send("B", letter{text})
			}
		})
	})
	s.wants(t, "10ms B: three", "15ms B: three", "17ms B: three", "35ms B: two")
}

func TestMessagesAreCopied(t *testing.T) {
	type box struct {
		Words []string
		Table map[string][]int
		Pairs [2][]int
	}
	s := &sim.System{Nodes: []string{"A", "B"}}
	var got []box
	s.Start = func(n *sim.Node) sim.Handler {
		if n.Name() == "A" {
			b := box{[]string{"sent"}, map[string][]int{"a": {1}}, [2][]int{{1}, {2}}}
			n.Send("B", b)
			b.Words[0], b.Table["a"][0], b.Pairs[1][0] = "changed", 9, 9
			n.Send("B", b)
			b.Table["b"] = nil
		}
		return node{receive: func(from string, m sim.Message) {
			b := m.(box)
			got = append(got, box{append([]string(nil), b.Words...), map[string][]int{"a": append([]int(nil), b.Table["a"]...)}, b.Pairs})
			b.Words[0], b.Table["a"][0] = "changed by who received it", 8
		}}
	}
	sim.Run(s, *sim.NewSchedule().Duplicate("A", "B", 1, ms))
	for i, want := range []string{"sent 1 2", "changed 9 9", "sent 1 2"} {
		words := strings.Fields(want)
		if i >= len(got) || got[i].Words[0] != words[0] || got[i].Table["a"][0] != int(words[1][0]-'0') || got[i].Pairs[1][0] != int(words[2][0]-'0') {
			t.Fatalf("message %d is %+v, want %s", i, got, want)
		}
	}
}

func TestWhatCannotTravelIsRefusedWithAMend(t *testing.T) {
	for part, m := range map[string]sim.Message{
		"the field hidden of a message is not exported": struct{ hidden int }{1},
		"a message holds a ptr":                         &letter{},
		"a message holds a func":                        struct{ F func() }{},
		"a message holds a chan":                        struct{ C []chan int }{},
		"a message holds a interface":                   struct{ Any any }{},
	} {
		panics(t, part, func() {
			sim.Run(&sim.System{Nodes: []string{"A"}, Start: func(n *sim.Node) sim.Handler {
				n.Send("A", m)
				return node{}
			}}, sim.Schedule{})
		})
	}
}

func TestAPartitionKeepsItsGroupsApart(t *testing.T) {
	s := listening("A", "B", "C", "D")
	sch := sim.NewSchedule().Partition(5*ms, 20*ms, []string{"A"}, []string{"B", "C"})
	s.run(sch, func(w *sim.World, at map[string]*sim.Node) {
		send := func(text string) func() {
			return func() {
				at["A"].Send("B", letter{text})
				at["C"].Send("B", letter{text})
				at["A"].Send("D", letter{text})
			}
		}
		w.At(0, "", "", send("arrives while it lasts"))
		w.At(20*ms, "", "", send("arrives after"))
	})
	s.wants(t, "10ms B: arrives while it lasts", "10ms D: arrives while it lasts",
		"30ms B: arrives after", "30ms B: arrives after", "30ms D: arrives after")
}

func TestACutIsOfOneDirection(t *testing.T) {
	s := listening("A", "B")
	s.run(sim.NewSchedule().Cut("A", "B", 0, 0), func(w *sim.World, at map[string]*sim.Node) {
		w.At(0, "", "", func() {
			at["A"].Send("B", letter{"there"})
			at["B"].Send("A", letter{"back"})
		})
	})
	s.wants(t, "10ms A: back")
}

// spread collects how much longer messages took.
func spread(t *testing.T, of sim.Spread) []time.Duration {
	var longer []time.Duration
	for seed := uint64(1); seed <= 40; seed++ {
		out := sim.Random(&sim.System{
			Nodes: []string{"A", "B"},
			Links: func(string, string) sim.Link { return sim.Link{Latency: ms, Spread: of} },
			Start: func(n *sim.Node) sim.Handler {
				for range 50 {
					n.Send("B", letter{})
				}
				return node{}
			},
		}, seed)
		for _, step := range out.Schedule.Steps {
			if step.Action != sim.Delay {
				t.Fatalf("step %s", step)
			}
			longer = append(longer, step.For)
		}
		for len(longer)%100 != 0 { // no delay is no step
			longer = append(longer, 0)
		}
	}
	return longer
}

func TestLatenciesAreSpreadAsSaid(t *testing.T) {
	share := func(of []time.Duration, below time.Duration) float64 {
		n := 0
		for _, d := range of {
			if d < below {
				n++
			}
		}
		return float64(n) / float64(len(of))
	}
	for _, tt := range []struct {
		name  string
		of    sim.Spread
		below time.Duration
		want  float64
	}{
		{"uniform, half", sim.Uniform(100 * ms), 50 * ms, .5},
		{"uniform, all", sim.Uniform(100 * ms), 101 * ms, 1},
		{"halving, its median", sim.Halving(20 * ms), 20 * ms, .5},
		{"halving, thrice", sim.Halving(20 * ms), 60 * ms, .875},
		{"long tail, its median", sim.LongTail(20 * ms), 20 * ms, .5},
		{"long tail, seven times", sim.LongTail(20 * ms), 140 * ms, .875},
		{"long tail, its bound", sim.LongTail(20 * ms), 1023*20*ms + 1, 1},
	} {
		if got := share(spread(t, tt.of), tt.below); got < tt.want-.03 || got > tt.want+.03 {
			t.Errorf("%s: a share of %.3f lies below %s, want %.3f", tt.name, got, tt.below, tt.want)
		}
	}
}
