package sim_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"happensbefore/sim"
)

// caught is the first seed that breaks a system.
func caught(t testing.TB, s *sim.System) uint64 {
	t.Helper()
	for seed := uint64(1); seed <= 500; seed++ {
		if out := try(s, seed); out {
			return seed
		}
	}
	t.Fatal("500 seeds do not break it")
	return 0
}

// try says whether a seed breaks a system, by a panic too.
func try(s *sim.System, seed uint64) (broken bool) {
	defer func() { broken = recover() != nil || broken }()
	return sim.Random(s, seed).Broken != nil
}

func kinds(sch sim.Schedule) []string {
	var kinds []string
	for _, s := range sch.Steps {
		kinds = append(kinds, string(s.Action))
	}
	slices.Sort(kinds)
	return kinds
}

func TestTheShortestScheduleIsAsShortAsIsKnown(t *testing.T) {
	for _, b := range zoo {
		t.Run(b.says, func(t *testing.T) {
			s := b.system()
			seed := caught(t, &s)
			found, again := sim.Shorten(&s, seed)
			if !again {
				t.Fatal("the schedule that was drawn does not break it again")
			}
			t.Logf("seed %d, %d tried, %d events spent:\n%s%d events: %s", seed, found.Tried, found.Spent, found.Schedule, found.Events, found.Broken)
			if got := found.Schedule.Len(); got != b.steps {
				t.Errorf("%d steps, want %d", got, b.steps)
			}
			if got := kinds(found.Schedule); b.kinds != nil && !slices.Equal(got, b.kinds) {
				t.Errorf("steps of kinds %q, want %q", got, b.kinds)
			}
			out := sim.Attempt(&s, found.Schedule)
			if out == nil || out.Property != found.Broken.Property {
				t.Errorf("replayed, the schedule breaks %v, want %v", out, found.Broken)
			}
		})
	}
}

func TestASearchIsTheSameEveryTime(t *testing.T) {
	for _, b := range zoo {
		t.Run(b.says, func(t *testing.T) {
			t.Parallel()
			s, other := b.system(), b.system()
			s.Effort, other.Effort = 1500, 1500
			for seed := uint64(1); seed <= 100; seed++ {
				first, _ := sim.Shorten(&s, seed)
				second, _ := sim.Shorten(&other, seed)
				if diff := cmp.Diff(first, second, cmpopts.IgnoreUnexported(sim.Violation{})); diff != "" {
					t.Fatalf("seed %d: -first +second:\n%s", seed, diff)
				}
				if first != nil {
					if v := sim.Attempt(&s, first.Schedule); v == nil || v.Property != first.Broken.Property {
						t.Errorf("seed %d: replayed, %s breaks %v", seed, first.Schedule, v)
					}
				}
			}
		})
	}
}

func TestAShrunkScheduleCanSpareNoStep(t *testing.T) {
	for _, b := range zoo {
		t.Run(b.says, func(t *testing.T) {
			s := b.system()
			for seed, shrunk := uint64(1), 0; shrunk < 10 && seed < 300; seed++ {
				if !try(&s, seed) {
					continue
				}
				shrunk++
				drawn := sim.Drawn(&s, seed)
				f := sim.Shrink(&s, drawn, 100_000)
				if f.Broken == nil || f.Schedule.Len() > drawn.Len() {
					t.Fatalf("seed %d: %s was shrunk to %s, which breaks %v", seed, drawn, f.Schedule, f.Broken)
				}
				for i := range f.Schedule.Steps {
					less := f.Schedule
					less.Steps = slices.Delete(slices.Clone(less.Steps), i, i+1)
					if v := sim.Attempt(&s, less); v != nil && v.Property == f.Broken.Property {
						t.Errorf("seed %d: %s breaks it without %s too", seed, f.Schedule, f.Schedule.Steps[i])
					}
				}
			}
		})
	}
}

func TestAScheduleThatBreaksNothingIsNotShrunk(t *testing.T) {
	s := lateUpdates()
	sch := *sim.NewSchedule().Delay("A", "B", 1, 10*time.Millisecond)
	f := sim.Shrink(&s, sch, 10_000)
	if f.Broken != nil || f.Schedule.String() != sch.String() {
		t.Errorf("it became %s, which breaks %v", f.Schedule, f.Broken)
	}
	if found, again := sim.Shorten(&s, 1<<40); found != nil && found.Broken == nil || !again {
		t.Errorf("a seed that breaks nothing gives %v", found)
	}
}

func TestExplorationFindsTheFewestSteps(t *testing.T) {
	for _, b := range zoo {
		if b.steps > 2 {
			continue // takes too long for a test
		}
		t.Run(b.says, func(t *testing.T) {
			s := b.system()
			f := sim.Explore(&s, sim.Bound{Steps: 2, Effort: 1_000_000})
			if f.Broken == nil {
				t.Fatalf("nothing was found, of %d tried", f.Tried)
			}
			t.Logf("%d tried, %d events spent:\n%s%s", f.Tried, f.Spent, f.Schedule, f.Broken)
			if f.Schedule.Len() != b.steps {
				t.Errorf("%d steps, want %d", f.Schedule.Len(), b.steps)
			}
			if b.steps == 0 {
				return
			}
			if f := sim.Explore(&s, sim.Bound{Steps: b.steps - 1, Effort: 1_000_000}); f.Broken != nil || !f.Complete {
				t.Errorf("with %d steps: %s breaks %v, complete: %t", b.steps-1, f.Schedule, f.Broken, f.Complete)
			}
		})
	}
}

func TestASearchKeepsToItsEffort(t *testing.T) {
	s := threeMemories()
	for _, effort := range []int{1, 100, 5000} {
		s.Effort = effort
		f, _ := sim.Shorten(&s, 1)
		if longest := 500; f == nil || f.Spent > effort+longest {
			t.Errorf("with an effort of %d events, %d were spent", effort, f.Spent)
		}
	}
}

func TestExplorationKeepsToTheFaultsThatAreAllowed(t *testing.T) {
	allowed := map[string]sim.Faults{
		"":          {},
		"drop":      {Loss: 0.1},
		"delay":     {Delay: 20 * time.Millisecond},
		"duplicate": {Duplication: 0.1},
		"crash":     {Crashes: 1},
		"pause":     {Pauses: 1},
		"partition": {Partitions: 1},
		"skew":      {Skew: time.Second},
		"drift":     {Drift: 0.1},
	}
	for kind, faults := range allowed {
		s := forgottenVote()
		s.Faults = faults
		s.Must = nil
		seen := sim.Choices(&s)
		for _, step := range seen {
			if string(step.Action) != kind {
				t.Errorf("%q is allowed, yet %s is tried", kind, step)
			}
			if step.At > s.For/2 {
				t.Errorf("%s comes when faults have ended", step)
			}
		}
		if len(seen) == 0 && kind != "" {
			t.Errorf("%q is allowed and nothing is tried", kind)
		}
	}
}

func TestLinksSayHowLongAMessageMayTake(t *testing.T) {
	s := lateUpdates()
	s.Faults = sim.Faults{Until: 30 * time.Millisecond}
	s.Links = func(from, to string) sim.Link { return sim.Link{Spread: sim.Uniform(50 * time.Millisecond)} }
	found, again := sim.Shorten(&s, caught(t, &s))
	if !again || found.Schedule.Len() != 1 || found.Schedule.Steps[0].Action != sim.Delay || found.Schedule.Steps[0].For > 50*time.Millisecond {
		t.Errorf("found: %s, again: %t", found.Schedule, again)
	}
	for _, step := range sim.Choices(&s) {
		if step.Action != sim.Delay || step.For > 50*time.Millisecond {
			t.Errorf("tried is %s", step)
		}
	}
}

// Nodes whose goroutines wait by any means are searched as others are.
func TestBlockingCodeIsSearchedToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := sim.System{
			Nodes: []string{"A", "B"}, For: 400 * time.Millisecond, Faults: lossy(), Wait: synctest.Wait,
			Start: func(n *sim.Node) sim.Handler {
				inbox := make(chan int)
				n.Go(func() {
					for {
						select {
						case v := <-inbox:
							n.Record("got", v)
						case <-n.Context().Done():
							return
						}
					}
				})
				if n.Name() == "A" {
					n.Go(func() {
						for i := 1; i <= 5; i++ {
							n.Send("B", note{Kind: "set", Value: i})
							n.Sleep(20 * time.Millisecond)
						}
					})
				}
				return &handler{receive: func(_ string, m note) {
					n.Go(func() {
						select {
						case inbox <- m.Value:
						case <-n.Context().Done():
						}
					})
				}}
			},
			Must: []sim.Property{sim.Always("in order", func(w *sim.World) string {
				last := 0
				for _, r := range w.Records() {
					if r.Number < last {
						return fmt.Sprintf("%d after %d", r.Number, last)
					}
					last = r.Number
				}
				return ""
			})},
			Effort: 3000,
		}
		seed := caught(t, &s)
		first, again := sim.Shorten(&s, seed)
		second, _ := sim.Shorten(&s, seed)
		if !again || first.Schedule.Len() != 1 {
			t.Errorf("found: %s, again: %t", first.Schedule, again)
		}
		if diff := cmp.Diff(first, second, cmpopts.IgnoreUnexported(sim.Violation{})); diff != "" {
			t.Errorf("-first +second:\n%s", diff)
		}
	})
}
