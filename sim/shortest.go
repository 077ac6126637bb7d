package sim

// shorten looks for the shortest schedule that breaks what the seed's own
// schedule breaks. It gives nil where that breaks nothing; again says whether
// the schedule that was drawn breaks the property when it is run once more.
func shorten(s *System, seed uint64) (found *Found, again bool) {
	se := newSearch(s, s.effort())
	found = se.draw(seed, noLimit)
	if found == nil {
		return nil, true
	}
	se.property = found.Broken.Property
	se.left = max(se.left, 1)
	best := se.try(found.Schedule, noLimit, nil)
	if best == nil {
		return found, false
	}
	proven := false // that nothing shorter can be found
	se.within(se.left/2, func() { best = se.shrink(best) })
	if best.Schedule.Len() >= 2 {
		se.within(se.left/2, func() { best, proven = se.systematic(best) })
	}
	if best.Schedule.Len() >= 2 && !proven {
		se.within(se.left*3/4, func() { best = se.otherSeeds(best) })
	}
	return se.done(se.shrink(best)), true
}

// draw runs the system under the schedule that is drawn from a seed.
func (se *search) draw(seed uint64, limit int) *Found {
	w := newWorld(se.system, Schedule{Seed: seed}, newChance(se.system, seed), false)
	w.limit, w.early = limit, true
	w.attempt()
	return se.account(w, w.done)
}

// systematic looks for a schedule with fewer steps than the best has: all that
// have so few, then what keeps all but two of its steps and adds one. It says too whether it is
// certain that fewer steps will not do.
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
	for again := true; again; {
		again = false
		steps := best.Schedule.Steps
		for i := 0; i < len(steps) && !again && len(steps) > 2; i++ {
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
	return best, false
}

// otherSeeds shortens what other seeds draw: some begin nearer to the shortest.
func (se *search) otherSeeds(best *Found) *Found {
	for seed := uint64(1); se.left > 0 && best.Schedule.Len() >= 2; seed++ {
		f := se.draw(seed, patience(best))
		if f == nil {
			continue
		}
		if f = se.reduce(f); better(f, best) {
			best = f
		}
	}
	return best
}
