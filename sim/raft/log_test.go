package raft

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/sim"
)

// A bench is a node that does nothing of its own.
type bench struct{}

func (b *bench) Receive(string, sim.Message) {}
func (b *bench) Timer(string)                {}

// tear calls before at a node, crashes it so that keep bytes of what is not
// synced survive, and calls after when it restarts.
func tear(keep int, before, after func(*sim.Node)) {
	starts := 0
	s := sim.System{Nodes: []string{"S1"}, For: time.Second, Start: func(n *sim.Node) sim.Handler {
		starts++
		if starts == 1 {
			before(n)
		} else {
			after(n)
		}
		return &bench{}
	}}
	sim.Run(&s, *sim.NewSchedule().Tear("S1", 10*time.Millisecond, 10*time.Millisecond, keep))
}

func entries(n int) []Entry {
	var all []Entry
	for i := range n {
		all = append(all, Entry{Term: i/2 + 1, Command: Command{Client: "C1", Serial: i + 1, Name: "write", Key: "x", Value: -i}})
	}
	return all
}

// However much of the unsynced end a crash has kept, the log is what was
// synced and the whole records after it, and what follows can be read again.
func TestTornLogIsCutToWholeEntries(t *testing.T) {
	all := entries(6)
	length := 0
	for _, e := range all[3:] {
		length += len(encode(e))
	}
	for keep := range length + 1 {
		var got, again []Entry
		tear(keep, func(n *sim.Node) {
			j := recovered(n.Disk(), sound)
			j.append(all[:3]...)
			j.sync()
			j.append(all[3:]...)
		}, func(n *sim.Node) {
			j := recovered(n.Disk(), sound)
			got = j.after(0)
			j.append(entries(1)...)
			j.sync()
			again = recovered(n.Disk(), sound).after(0)
		})
		whole, end := 3, 0
		for _, e := range all[3:] {
			if end += len(encode(e)); end <= keep {
				whole++
			}
		}
		if diff := cmp.Diff(all[:whole], got); diff != "" {
			t.Errorf("%d bytes survived: recovered entries (-want +got):\n%s", keep, diff)
		}
		if len(again) != whole+1 {
			t.Errorf("%d bytes survived: %d entries after one more was appended, want %d", keep, len(again), whole+1)
		}
	}
}

func TestCutLogHasTheRestAfterARestart(t *testing.T) {
	for cut := range 5 {
		t.Run(fmt.Sprintf("cut to %d", cut), func(t *testing.T) {
			want := append(entries(cut), Entry{Term: 9})
			var got []Entry
			tear(0, func(n *sim.Node) {
				j := recovered(n.Disk(), sound)
				j.append(entries(4)...)
				j.sync()
				j.cut(cut)
				j.append(Entry{Term: 9})
				j.sync()
			}, func(n *sim.Node) { got = recovered(n.Disk(), sound).after(0) })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("recovered entries (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRepeatedCommandTakesEffectOnce(t *testing.T) {
	m := newMachine()
	var results []int
	for _, c := range []Command{
		{"C1", 1, "add", "n", 5},
		{"C1", 1, "add", "n", 5},
		{"C2", 1, "add", "n", 2},
		{"C1", 2, "read", "n", 0},
		{},
		{"C1", 1, "add", "n", 5},
	} {
		results = append(results, m.apply(c, sound))
	}
	if diff := cmp.Diff([]int{5, 5, 7, 7, 0, 7}, results); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if m.Values["n"] != 7 || m.Applied != 6 {
		t.Errorf("the machine holds %d after %d entries, want 7 after 6", m.Values["n"], m.Applied)
	}
}
