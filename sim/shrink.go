package sim

import (
	"slices"
	"time"
)

// Shrink makes a schedule that breaks a property shorter for as long as that
// same property breaks: first fewer steps, by delta debugging (after Zeller and
// Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002), then
// fewer events until it breaks and simpler numbers. It simulates about effort
// events, then gives the best so far. A schedule that breaks nothing is
// returned as it is, with Broken nil.
func Shrink(s *System, sch Schedule, effort int) *Found {
	se := newSearch(s, effort)
	best := se.try(sch, noLimit, nil)
	if best == nil {
		return se.done(&Found{Schedule: sch})
	}
	se.property = best.Broken.Property
	return se.done(se.shrink(best))
}

// shrink does both until there is nothing left to do: with other numbers, a step
// may have become one that can be spared.
func (se *search) shrink(best *Found) *Found {
	best = se.reduce(best)
	for {
		best = se.simplify(best)
		fewer := se.reduce(best)
		if fewer == best {
			return best
		}
		best = fewer
	}
}

// patience is how much longer a run may go on than the one that is to be
// shortened, where it would have fewer steps.
func patience(best *Found) int {
	if best.Broken.end {
		return noLimit
	}
	return best.Events + best.Events/2 + 50
}

// reduce takes steps away until none can be spared.
func (se *search) reduce(best *Found) *Found {
	seed, limit := best.Schedule.Seed, patience(best)
	with := func(steps []Step) *Found { return se.try(Schedule{Seed: seed, Steps: steps}, limit, nil) }
	if best.Schedule.Len() == 0 {
		return best
	}
	if calm := with(nil); calm != nil {
		return calm
	}
	// What is to happen after the property broke had no part in it.
	before := slices.DeleteFunc(slices.Clone(best.Schedule.Steps), func(s Step) bool { return s.At > best.Broken.At })
	if len(before) < best.Schedule.Len() {
		if f := with(before); f != nil {
			best = f
		}
	}
	for _, kind := range kindsOf(best.Schedule) {
		rest := slices.DeleteFunc(best.Schedule.clone().Steps, func(s Step) bool { return s.Action == kind })
		if f := with(rest); f != nil {
			best = f
		}
	}
	// Ever smaller parts; the smallest until nothing more can be spared.
	for part := (best.Schedule.Len() + 1) / 2; part >= 1 && se.left > 0; {
		shorter := se.without(best, part, with)
		switch {
		case part > 1:
			part = (part + 1) / 2
		case shorter == best:
			return best
		}
		best = shorter
	}
	return best
}

// without takes away each part of so many steps that can be spared.
func (se *search) without(best *Found, part int, with func([]Step) *Found) *Found {
	for at := 0; at < best.Schedule.Len(); {
		steps := best.Schedule.Steps
		if f := with(slices.Concat(steps[:at], steps[min(at+part, len(steps)):])); f != nil {
			best = f
		} else {
			at += part
		}
	}
	return best
}

// kindsOf is the kinds of steps in a schedule, the most frequent first.
func kindsOf(sch Schedule) []Action {
	var kinds []Action
	number := map[Action]int{}
	for _, s := range sch.Steps {
		if number[s.Action] == 0 {
			kinds = append(kinds, s.Action)
		}
		number[s.Action]++
	}
	slices.SortStableFunc(kinds, func(a, b Action) int { return number[b] - number[a] })
	return kinds
}

// simplify changes one thing at a time, for as long as that makes it better.
func (se *search) simplify(best *Found) *Found {
	accept := func(sch Schedule) bool {
		f := se.try(sch, best.Events+1, nil)
		if f == nil || !better(f, best) {
			return false
		}
		best = f
		return true
	}
	if best.Schedule.Seed != 1 {
		accept(Schedule{Seed: 1, Steps: best.Schedule.Steps})
	}
	for changed := true; changed && se.left > 0; {
		changed = false
		for i := range best.Schedule.Steps {
			for _, step := range se.simpler(best, i) {
				other := best.Schedule.clone()
				if same(other.Steps[i], step) || se.strays(other.Steps[i], step) {
					continue
				}
				other.Steps[i] = step
				if accept(other) {
					changed = true
				}
			}
		}
	}
	return best
}

// earlier bounds how many earlier places of a step are tried in one round.
const earlier = 24

// simpler is what could stand in the place of a step, the most welcome first:
// the same a while earlier, as the run offers it, then the same with simpler
// numbers.
func (se *search) simpler(best *Found, i int) []Step {
	step := best.Schedule.Steps[i]
	var steps []Step
	seen := newSight(len(se.system.Nodes))
	if se.try(best.Schedule, best.Events+1, seen) == nil {
		return nil // the effort is at its end
	}
	rest := Schedule{Steps: slices.Delete(best.Schedule.clone().Steps, i, i+1)}
	moved := 0
	for _, c := range choices(se.system, rest, seen, true) {
		if c.step.Action != step.Action || c.step.At > step.At || moved == earlier {
			continue
		}
		moved++
		steps = append(steps, c.step)
	}
	for _, d := range rounder(step.For) {
		other := step
		other.For = d
		steps = append(steps, other)
	}
	for _, d := range rounder(step.At) {
		other := step
		other.At = d
		steps = append(steps, other)
	}
	for keep := 0; keep < step.Keep; keep = 2*keep + 1 {
		other := step
		other.Keep = keep
		steps = append(steps, other)
	}
	if step.Action == Drift {
		for _, rate := range []float64{step.Rate / 2, 0.1, -0.1, 0.01, -0.01} {
			other := step
			other.Rate = rate
			steps = append(steps, other)
		}
	}
	return steps
}

// rounder is times with fewer digits, or shorter, the simplest first.
func rounder(d time.Duration) []time.Duration {
	if d == 0 {
		return nil
	}
	sign := time.Duration(1)
	if d < 0 {
		sign, d = -1, -d
	}
	ds := []time.Duration{grain}
	unit := time.Duration(1)
	for unit*10 <= d {
		unit *= 10
	}
	for ; unit >= min(grain, d); unit /= 10 {
		ds = append(ds, d/unit*unit, (d/unit+1)*unit)
	}
	if d >= 2*grain {
		ds = append(ds, d/2)
	}
	out := ds[:0]
	for _, r := range ds {
		if r > 0 && r != d && !slices.Contains(out, sign*r) {
			out = append(out, sign*r)
		}
	}
	return out
}

// strays says whether a step leaves what System.Faults allows, where the step
// that it would replace did not.
func (se *search) strays(from, to Step) bool {
	return se.system.forbids(from, 0) == "" && se.system.forbids(to, 0) != ""
}

func same(a, b Step) bool { return a.String() == b.String() }
