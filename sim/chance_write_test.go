package sim_test

import (
	"testing"

	"happensbefore/sim"
)

func TestSeedsDrawCrashesInTheMiddleOfWritesWhereTheyMay(t *testing.T) {
	in, all, met := 0, 0, 0
	for seed := range uint64(300) {
		s := writing()
		drawn := sim.Random(s, seed).Schedule
		for _, step := range drawn.Steps {
			if step.Action != sim.Crash {
				continue
			}
			all++
			if step.N == 0 {
				continue
			}
			in++
			// Whether it came to that write is seen by who goes down.
			one := *sim.NewSchedule()
			one.Steps = []sim.Step{step}
			for _, e := range sim.Story(s, one) {
				if e.Kind == "crash" {
					met++
				}
			}
		}
	}
	if in < all/3 || in > all*2/3 || met < in/2 {
		t.Errorf("of %d crashes %d come in a write, and %d of those take a node down", all, in, met)
	}
	s := writing()
	s.Faults.MidWrite = false
	for seed := range uint64(100) {
		for _, step := range sim.Random(s, seed).Schedule.Steps {
			if step.Action == sim.Crash && step.N > 0 {
				t.Fatalf("seed %d: %s", seed, step)
			}
		}
	}
}
