package sim_test

import (
	"strings"
	"testing"
	"time"

	"happensbefore/sim"
	"happensbefore/trace"
)

func TestBreaks(t *testing.T) {
	second := 200 * time.Millisecond
	anything := func() sim.System { s := memories("A", "B"); s.Faults = sim.Faults{}; return s }
	kept := func() sim.System { return memories("A", "B") }
	for _, c := range []struct {
		says   string
		system func() sim.System
		sch    *sim.Schedule
		atMost int
		want   string // "" where it passes; a part of what is said
		drawn  bool
	}{
		{"as short as the best", kept, sim.NewSchedule().Crash("A", milli, 150*milli).Crash("B", milli, 150*milli), 2, "", false},
		{"shorter than the best", kept, sim.NewSchedule().Crash("A", milli, 150*milli).Crash("B", milli, 150*milli), 3, "", false},
		{"no schedule", kept, nil, 2, `There is no schedule: return one, such as sim.NewSchedule().Drop("A", "B", 1).`, false},
		{"an empty schedule", kept, sim.NewSchedule(), 2, "The schedule breaks nothing. In 400ms this held: the data is somewhere.", true},
		{"a schedule that breaks nothing", kept, sim.NewSchedule().Crash("A", milli, 150*milli), 2, "The schedule breaks nothing.", true},
		{"a message that is never sent", anything, sim.NewSchedule().Drop("A", "B", 9), 2, "The step “drop A -> B #9” did nothing: A sent B 2 messages.", true},
		{"a crash after the end", anything, sim.NewSchedule().Crash("A", time.Second, 0), 2, "did nothing: the run lasts 400ms.", true},
		{"a step too many", kept, sim.NewSchedule().Crash("A", milli, 150*milli).Crash("A", 180*milli, milli).Crash("B", milli, 150*milli), 2,
			"no node has it.\nIt is broken, but with 3 steps; the best that is known needs 2.\nThe step “crash A at 180ms for 1ms” is not needed: something breaks without it too.", true},
		{"too long, but no step too many", kept, sim.NewSchedule().Crash("A", milli, 150*milli).Crash("B", milli, 150*milli), 1,
			"with 2 steps; the best that is known needs 1.\nNo single step of it can be left out: look for another way.", true},
		{"a node that there is not", kept, sim.NewSchedule().Crash("Z", milli, milli), 2, "names a node that the system does not have: it has A, B", false},
		{"a crash for good", kept, sim.NewSchedule().Crash("A", milli, 0), 2, "the step “crash A at 1ms” is not allowed, a crash may last 150ms at most", false},
		{"a crash that is too long", kept, sim.NewSchedule().Crash("A", milli, second), 2, "a crash may last 150ms at most", false},
		{"a crash too late", kept, sim.NewSchedule().Crash("A", 300*milli, milli), 2, "faults end at 200ms", false},
		{"loss where there is none", kept, sim.NewSchedule().Drop("A", "B", 1), 2, "there is no loss of messages here", false},
		{"a delay where there is none", kept, sim.NewSchedule().Delay("A", "B", 1, milli), 2, "there is no delay here", false},
		{"a partition where there is none", kept, sim.NewSchedule().Partition(0, milli, []string{"A"}, []string{"B"}), 2, "there is no partition here", false},
		{"one direction where there is none", kept, sim.NewSchedule().Cut("A", "B", 0, milli), 2, "there is no partition of one direction here", false},
		{"a clock that is right here", kept, sim.NewSchedule().Drift("A", 0.1), 2, "a clock runs faster or slower by 0 at most", false},
		{"all is allowed where nothing is said", anything, sim.NewSchedule().Crash("A", milli, 300*milli).Crash("B", milli, 350*milli), 2, "", false},
	} {
		t.Run(c.says, func(t *testing.T) {
			p := watch("TestBreak", func(t sim.T) { sim.Breaks(t, c.system(), c.sch, c.atMost) })
			said, drawn, isDrawn := strings.Cut(strings.Join(p.said, "\n"), "\n"+sim.TraceMark+"\n")
			if p.panicked != nil || p.failed != (c.want != "") || !strings.Contains(said, c.want) {
				t.Errorf("it says %q and panics with %v; want %q", said, p.panicked, c.want)
			}
			if isDrawn != c.drawn {
				t.Errorf("drawn: %t", isDrawn)
			}
			if isDrawn {
				if _, err := trace.Parse(drawn); err != nil {
					t.Errorf("the trace does not parse: %v\n%s", err, drawn)
				}
			}
		})
	}
}

// What a seed draws, and what a search finds, is what an adversary may do.
func TestWhatIsDrawnOrFoundIsAllowed(t *testing.T) {
	for _, b := range zoo {
		s := b.system()
		for seed := uint64(1); seed <= 30; seed++ {
			if fault := sim.Refuses(&s, sim.Drawn(&s, seed)); fault != "" {
				t.Errorf("%s: seed %d draws what does not count: %s", b.says, seed, fault)
			}
		}
		for _, step := range sim.Choices(&s) {
			if fault := sim.Refuses(&s, sim.Schedule{Steps: []sim.Step{step}}); fault != "" {
				t.Errorf("%s: tried is what does not count: %s", b.says, fault)
			}
		}
		s.Effort = 1000
		for seed := uint64(1); seed <= 30; seed++ {
			if f, _ := sim.Shorten(&s, seed); f != nil && sim.Refuses(&s, f.Schedule) != "" {
				t.Errorf("%s: seed %d: found was what does not count: %s", b.says, seed, sim.Refuses(&s, f.Schedule))
			}
		}
	}
}
