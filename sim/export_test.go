package sim

// Shorten is what Check does under "/shortest".
func Shorten(s *System, seed uint64) (*Found, bool) { return shorten(s, seed) }

// Attempt is what a schedule breaks, panics included.
func Attempt(s *System, sch Schedule) *Violation {
	w := newWorld(s, sch, nil, false)
	w.early = true
	w.attempt()
	return w.broken
}

// Drawn is the schedule that a seed draws.
func Drawn(s *System, seed uint64) Schedule {
	w := newWorld(s, Schedule{Seed: seed}, newChance(s, seed), false)
	w.early = true
	w.attempt()
	return w.done
}

// Choices are the single steps that a search tries.
func Choices(s *System) []Step {
	seen := newSight(len(s.Nodes))
	newSearch(s, 1).try(Schedule{Seed: 1}, noLimit, seen)
	var steps []Step
	for _, c := range choices(s, Schedule{}, seen, false) {
		steps = append(steps, c.step)
	}
	return steps
}

// Refuses says what of a schedule System.Faults does not allow.
func Refuses(s *System, sch Schedule) string { return s.refuses(&sch) }

// Words is what a diagram says of a message.
func Words(m Message) string { return words(m) }
