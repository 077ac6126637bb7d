package sim

import "happensbefore/trace"

// An Outcome is what came of one run.
type Outcome struct {
	Broken   *Violation // nil where every property held
	Schedule Schedule   // what went wrong in it; running it again gives the same
	Events   int        // how many events happened
	Trace    *trace.Trace
}

// Run runs the system under a schedule, and draws it.
func Run(s *System, sch Schedule) *Outcome { return carryOut(s, sch, nil, true) }

// Random runs the system under the schedule that is drawn from a seed while it runs.
func Random(s *System, seed uint64) *Outcome {
	return carryOut(s, Schedule{Seed: seed}, newChance(s, seed), false)
}

func carryOut(s *System, sch Schedule, chance *chance, drawn bool) *Outcome {
	w := newWorld(s, sch, chance, drawn)
	w.judges()
	w.run()
	out := &Outcome{Broken: w.broken, Schedule: sch, Events: w.events}
	if chance != nil {
		out.Schedule = w.done
	}
	if drawn {
		out.Trace = w.trace()
	}
	return out
}

// judges makes the properties' judges for this run.
func (w *World) judges() {
	for _, p := range w.system.Must {
		w.bench = append(w.bench, judge{p.Says, p.New(w)})
	}
}

type judge struct {
	says string
	Judge
}

// judge asks after an event whether all properties still hold.
func (w *World) judge() {
	for _, j := range w.bench {
		if j.Step == nil {
			continue
		}
		if what := j.Step(w); what != "" {
			w.broken = &Violation{Property: j.says, What: what, At: w.now, Node: w.stage()}
			return
		}
	}
}

// conclude asks at the end.
func (w *World) conclude() {
	for _, j := range w.bench {
		if j.End == nil {
			continue
		}
		if what := j.End(w); what != "" {
			w.broken = &Violation{Property: j.says, What: what, At: w.now, Node: w.first(what), end: true}
			return
		}
	}
}
