package sim

import "math/rand/v2"

// shorten looks for the shortest schedule that breaks what the seed's own
// schedule breaks. It gives nil where that breaks nothing; again says whether
// the schedule that was drawn breaks the property when it is run once more.
func shorten(s *System, seed uint64) (found *Found, again bool) {
	se := newSearch(s, s.effort())
	found = se.draw(seed, s.Faults, noLimit)
	if found == nil {
		return nil, true
	}
	se.property = found.Broken.Property
	se.left = max(se.left, 1)
	best := se.try(found.Schedule, noLimit, nil)
	if best == nil {
		return found, false
	}
	se.within(se.left/3, func() { best = se.reduce(best) })
	proven := false // that fewer steps will not do
	systematic := func() { best, proven = se.systematic(best) }
	swarm := func() { best = se.swarm(best) }
	phases := []func(){systematic, swarm}
	if best.Schedule.Len() > long {
		phases = []func(){swarm, systematic}
	}
	for _, phase := range phases {
		if best.Schedule.Len() >= 2 && !proven {
			se.within(se.left*2/5, phase)
		}
	}
	return se.done(se.shrink(best)), true
}

// long is how many steps are so many that other seeds promise more than trying
// all that have one less.
const long = 4

// draw runs the system under the schedule that is drawn from a seed, of these faults.
func (se *search) draw(seed uint64, faults Faults, limit int) *Found {
	s := *se.system
	s.Faults = faults
	s.Faults.Until = se.system.until()
	w := newWorld(&s, Schedule{Seed: seed}, newChance(&s, seed), false)
	w.limit, w.early = limit, true
	w.attempt()
	return se.account(w, w.done)
}

// systematic looks for a schedule with fewer steps than the best has. It says
// too whether it is certain that fewer will not do.
func (se *search) systematic(best *Found) (*Found, bool) {
	calm := Schedule{Seed: best.Schedule.Seed}
	var f *Found
	complete := false
	se.within(se.left*2/3, func() { f, complete = se.explore(calm, best.Schedule.Len()-1, patience(best)) })
	if f != nil {
		return f, true
	}
	if complete {
		return best, true
	}
	return se.exchange(best), false
}

// exchange looks for a step that does what two of the best schedule do.
func (se *search) exchange(best *Found) *Found {
	for again := true; again; {
		again = false
		steps := best.Schedule.Steps
		if len(steps) <= 2 || len(steps) > 6 {
			return best // nothing is kept, or there are too many pairs
		}
		for i := 0; i < len(steps) && !again; i++ {
			for j := i + 1; j < len(steps) && !again; j++ {
				kept := Schedule{Seed: best.Schedule.Seed}
				for k, s := range steps {
					if k != i && k != j {
						kept.Steps = append(kept.Steps, s)
					}
				}
				if f, _ := se.explore(kept, 1, patience(best)); f != nil {
					best, again = f, true
				}
			}
		}
	}
	return best
}

// swarm shortens what other seeds draw, of some kinds of faults only: with
// fewer kinds there are fewer steps to begin with, and the ones that matter do
// not get in each other's way (Groce and others, "Swarm Testing", 2012).
func (se *search) swarm(best *Found) *Found {
	random := rand.New(rand.NewPCG(best.Schedule.Seed, 1))
	for seed := uint64(1); se.left > 0 && best.Schedule.Len() >= 2; seed++ {
		f := se.draw(seed, some(se.system.Faults, random), patience(best))
		if f == nil {
			continue
		}
		if f = se.reduce(f); better(f, best) {
			best = f
		}
	}
	return best
}

// some is each kind of faults or not, as it falls.
func some(f Faults, random *rand.Rand) Faults {
	kinds := random.Uint32()
	for i, omit := range []func(){
		func() { f.Delay = 0 },
		func() { f.Loss = 0 },
		func() { f.Duplication = 0 },
		func() { f.Crashes = 0 },
		func() { f.Partitions = 0 },
		func() { f.OneWay = false },
		func() { f.Pauses = 0 },
		func() { f.Skew = 0 },
		func() { f.Drift = 0 },
		func() { f.TornWrites = false },
	} {
		if kinds>>i&1 == 0 {
			omit()
		}
	}
	return f
}
