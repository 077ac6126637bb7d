package sim_test

import (
	"strings"
	"testing"

	"happensbefore/sim"
)

func TestASystemThatCannotRunIsRefusedWithAMend(t *testing.T) {
	start := func(*sim.Node) sim.Handler { return node{} }
	for part, s := range map[string]sim.System{
		"name them in System.Nodes":                {Start: start},
		"two nodes have the name \"A\"":            {Nodes: []string{"A", "B", "A"}, Start: start},
		"set System.Start to the function":         {Nodes: []string{"A"}},
		"holds ' ': use letters":                   {Nodes: []string{"node 1"}, Start: start},
		"a node has no name":                       {Nodes: []string{""}, Start: start},
		"\"note\" is a word of the diagrams":       {Nodes: []string{"note"}, Start: start},
		"begin it with a letter":                   {Nodes: []string{"->"}, Start: start},
		"is longer than 24 bytes":                  {Nodes: []string{strings.Repeat("x", 25)}, Start: start},
		"cannot be negative":                       {Nodes: []string{"A"}, Start: start, For: -1},
		"Faults.Drift is 2: it is a share, from 0": {Nodes: []string{"A"}, Start: start, Faults: sim.Faults{Drift: 2}},
	} {
		panics(t, part, func() { sim.Run(&s, sim.Schedule{}) })
		panics(t, part, func() { sim.Random(&s, 1) })
	}
}

func TestAScheduleForAnotherSystemIsRefused(t *testing.T) {
	s := sim.System{Nodes: []string{"A", "B"}, Start: func(*sim.Node) sim.Handler { return node{} }}
	for part, sch := range map[string]*sim.Schedule{
		"names a node that the system does not have: it has A, B": sim.NewSchedule().Drop("A", "C", 1),
		"messages are counted from 1":                             sim.NewSchedule().Delay("A", "B", 0, ms),
		"it begins before the run":                                sim.NewSchedule().Crash("A", -ms, 0),
		"a partition has two groups at least":                     sim.NewSchedule().Partition(0, 0, []string{"A"}),
		"A stands in the partition twice":                         sim.NewSchedule().Partition(0, 0, []string{"A"}, []string{"B", "A"}),
		"nothing lies between a node and itself":                  sim.NewSchedule().Cut("A", "A", 0, 0),
		"a clock's rate can be wrong by 0.5 at most":              sim.NewSchedule().Drift("A", -1),
		"there is no action \"explode\"":                          {Steps: []sim.Step{{Action: "explode", Node: "A"}}},
	} {
		panics(t, part, func() { sim.Run(&s, *sch) })
	}
}

func TestARunWithoutEndIsCutOffAndSaidToBe(t *testing.T) {
	s := sim.System{Nodes: []string{"A", "B"}, Events: 1000, Start: func(n *sim.Node) sim.Handler {
		n.After(0, "again")
		return node{timer: func(string) { n.After(0, "again") }}
	}}
	out := sim.Run(&s, sim.Schedule{})
	if out.Broken == nil || out.Events != 1000 || !strings.Contains(out.Broken.What, "1000 events had happened by 0s") {
		t.Errorf("%d events, %+v", out.Events, out.Broken)
	}
}

func TestAMessageToNobodyIsAMistake(t *testing.T) {
	panics(t, `there is no node "Z": the nodes are ["A"]`, func() {
		sim.Run(&sim.System{Nodes: []string{"A"}, Start: func(n *sim.Node) sim.Handler {
			n.Send("Z", letter{})
			return node{}
		}}, sim.Schedule{})
	})
}
