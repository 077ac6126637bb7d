package sim_test

import (
	"testing"
	"time"

	"happensbefore/sim"
)

type silent struct{}

func (silent) Receive(string, sim.Message) {}
func (silent) Timer(string)                {}

// Partitions come one after the other, begin before faults end, and are not
// all crowded at that end.
func TestPartitionsAreSpreadOverTheTimeOfFaults(t *testing.T) {
	const until = 4 * time.Second
	s := sim.System{
		Nodes:  []string{"A", "B", "C"},
		Start:  func(*sim.Node) sim.Handler { return silent{} },
		Faults: sim.Faults{Partitions: 8, OneWay: true, Length: 300 * time.Millisecond, Until: until},
	}
	early, all := 0, 0
	for seed := range uint64(300) {
		over := time.Duration(0)
		for _, step := range sim.Random(&s, seed).Schedule.Steps {
			if step.At > until {
				t.Errorf("seed %d: %s, and faults end at %s", seed, step, until)
			}
			if step.At < over {
				t.Errorf("seed %d: %s, and the one before ends at %s", seed, step, over)
			}
			over = step.At + step.For
			all++
			if step.At < until/2 {
				early++
			}
		}
	}
	if early < all*2/5 || early > all*3/5 {
		t.Errorf("%d of %d partitions begin in the first half, want about half", early, all)
	}
}
