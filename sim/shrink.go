package sim

import (
	"slices"
	"time"
)

// Shrink makes a schedule that breaks a property shorter for as long as that
// same property breaks: first fewer steps, by delta debugging (Zeller and
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
		fewer := se.spare(best)
		if fewer == best {
			return best
		}
		best = fewer
	}
}

// spare takes single steps away.
func (se *search) spare(best *Found) *Found {
	for i := 0; i < best.Schedule.Len(); {
		less := Schedule{Seed: best.Schedule.Seed, Steps: slices.Delete(best.Schedule.clone().Steps, i, i+1)}
		if f := se.try(less, patience(best), nil); f != nil {
			best, i = f, 0
		} else {
			i++
		}
	}
	return best
}

// patience is how much longer a run may go on than the one that is to be
// shortened, where it would have fewer steps.
func patience(best *Found) int {
	if best.Broken.end {
		return noLimit
	}
	return 4*best.Events + 100
}

// reduce takes steps away until none can be spared.
func (se *search) reduce(best *Found) *Found {
	with := func(steps []Step) *Found {
		return se.try(Schedule{Seed: best.Schedule.Seed, Steps: steps}, patience(best), nil)
	}
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
	for parts := 2; best.Schedule.Len() > 1 && se.left > 0; {
		steps := best.Schedule.Steps
		parts = min(parts, len(steps))
		f, alone := se.divide(steps, parts, with)
		switch {
		case f == nil && parts == len(steps):
			return best
		case f == nil:
			parts = min(2*parts, len(steps))
		case alone:
			best, parts = f, 2
		default:
			best, parts = f, max(parts-1, 2)
		}
	}
	return best
}

// divide tries each part of the steps alone, then all the others without it.
func (se *search) divide(steps []Step, parts int, with func([]Step) *Found) (f *Found, alone bool) {
	cut := func(i int) int { return i * len(steps) / parts }
	for i := range parts {
		if f := with(slices.Clone(steps[cut(i):cut(i+1)])); f != nil {
			return f, true
		}
	}
	if parts == 2 {
		return nil, false // each half's complement is the other half
	}
	for i := range parts {
		if f := with(slices.Concat(steps[:cut(i)], steps[cut(i+1):])); f != nil {
			return f, false
		}
	}
	return nil, false
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
