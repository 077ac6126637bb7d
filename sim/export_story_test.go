package sim

import "happensbefore/trace"

// Story is all that a run has to tell, before any of it is left out.
func Story(s *System, sch Schedule) []trace.Event {
	w := newWorld(s, sch, nil, true)
	w.judges()
	w.run()
	return w.story
}
