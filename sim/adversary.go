package sim

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Breaks is for labs in which the learner is the adversary: it fails the test
// unless the schedule breaks a property of the system, with so many steps at
// most. Where System.Faults allows anything, the schedule has to keep to what it
// allows; where it allows nothing, every step may be taken.
func Breaks(t T, s System, sch *Schedule, atMost int) {
	t.Helper()
	if sch == nil {
		t.Fatalf("There is no schedule: return one, such as sim.NewSchedule().Drop(%q, %q, 1).", s.Nodes[0], s.Nodes[len(s.Nodes)-1])
		return
	}
	if fault := s.refuses(sch); fault != "" {
		t.Fatalf("This schedule does not count: %s.\n%s", fault, listed(sch.Steps))
		return
	}
	w := shown(&s, *sch)
	switch {
	case w.broken == nil:
		t.Fatalf("%s%s", w.unbroken(), drawing(w))
	case sch.Len() > atMost:
		t.Fatalf("%s\nIt is broken, but with %s; the best that is known needs %d.\n%s%s", w.broken, count(sch.Len(), "step"), atMost, s.unneeded(sch), drawing(w))
	}
}

func listed(steps []Step) string {
	var lines []string
	for _, s := range steps {
		lines = append(lines, s.String())
	}
	return strings.Join(lines, "\n")
}

// unbroken says what held although it was to break, and which steps had no part
// in what happened.
func (w *World) unbroken() string {
	var says []string
	for _, p := range w.system.Must {
		says = append(says, p.Says)
	}
	lines := []string{fmt.Sprintf("The schedule breaks nothing. In %s this held: %s.", w.system.length(), strings.Join(says, "; "))}
	for i := range w.steps {
		if why := w.idle(&w.steps[i]); why != "" {
			lines = append(lines, fmt.Sprintf("The step “%s” did nothing: %s.", w.steps[i], why))
		}
	}
	return strings.Join(lines, "\n")
}

// idle says why a step did nothing in the run, or "".
func (w *World) idle(s *Step) string {
	switch s.Action {
	case Drop, Delay, Duplicate:
		if sent := w.links[w.pair(w.named[s.From], w.named[s.To])].sent; sent < s.N {
			return fmt.Sprintf("%s sent %s %s", s.From, s.To, count(sent, "message"))
		}
	case Drift:
	default:
		if s.Action == Crash && s.N > 0 {
			if writes := w.named[s.Node].writes; writes < s.N {
				return fmt.Sprintf("%s wrote to its disk %s", s.Node, count(writes, "time"))
			}
		} else if s.At > w.system.length() {
			return fmt.Sprintf("the run lasts %s", w.system.length())
		}
	}
	return ""
}

// unneeded names the first step without which it breaks too.
func (s *System) unneeded(sch *Schedule) string {
	for i, step := range sch.Steps {
		less := sch.clone()
		less.Steps = slices.Delete(less.Steps, i, i+1)
		w := newWorld(s, less, nil, false)
		w.attempt()
		if w.broken != nil {
			return fmt.Sprintf("The step “%s” is not needed: something breaks without it too.", step)
		}
	}
	return "No single step of it can be left out: look for another way."
}

// refuses says what a schedule holds that cannot be, or is not allowed, or "".
func (s *System) refuses(sch *Schedule) string {
	known := map[string]*machine{}
	for _, n := range s.Nodes {
		known[n] = &machine{}
	}
	if fault := sch.fault(known, s.Nodes); fault != "" {
		return fault
	}
	if s.Faults == (Faults{}) {
		return ""
	}
	taken := map[Action]int{}
	for _, step := range sch.Steps {
		kind := step.Action
		if kind == Cut {
			kind = Partition // they are counted together
		}
		taken[kind]++
		if fault := s.forbids(step, taken[kind]); fault != "" {
			return fmt.Sprintf("the step “%s” is not allowed, %s", step, fault)
		}
	}
	return ""
}

// forbids says why a step, the nth of its kind, is not allowed.
func (s *System) forbids(step Step, nth int) string {
	f := s.Faults
	length := or(f.Length, defaultLength)
	lasts := func(what string) string {
		if step.For <= 0 || step.For > length {
			return fmt.Sprintf("%s may last %s at most", what, length)
		}
		return ""
	}
	most := func(n int, what string) string {
		switch {
		case n == 0:
			return "there is no " + what + " here"
		case nth > n:
			return fmt.Sprintf("there may be %d of its kind at most", n)
		case step.At > s.until():
			return fmt.Sprintf("faults end at %s", s.until())
		}
		return ""
	}
	longest := func(allowed bool, what string, by, most time.Duration) string {
		if !allowed {
			return "there is no " + what + " here"
		}
		if by > most {
			return fmt.Sprintf("a %s is %s at most", what, most)
		}
		return ""
	}
	switch step.Action {
	case Drop:
		return longest(f.Loss > 0, "loss of messages", 0, 0)
	case Delay:
		most := f.Delay + s.spread(step.From, step.To).most()
		return longest(most > 0, "delay", step.For, most)
	case Duplicate:
		return longest(f.Duplication > 0, "second copy", step.For, max(f.Delay, grain))
	case Crash:
		if (step.Keep > 0 || step.N > 0) && !f.TornWrites {
			return "there is no crash in the midst of a write here"
		}
		return or(most(f.Crashes, "crash"), lasts("a crash"))
	case Pause:
		return or(most(f.Pauses, "pause"), lasts("a pause"))
	case Partition:
		return or(most(f.Partitions, "partition"), lasts("a partition"))
	case Cut:
		if !f.OneWay {
			return "there is no partition of one direction here"
		}
		return or(most(f.Partitions, "partition"), lasts("a partition"))
	case Skew:
		return longest(f.Skew > 0, "jump of a clock", step.For.Abs(), f.Skew)
	case Drift:
		if step.Rate > f.Drift || -step.Rate > f.Drift {
			return fmt.Sprintf("a clock runs faster or slower by %v at most", f.Drift)
		}
	}
	return ""
}
