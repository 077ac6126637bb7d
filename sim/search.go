package sim

import (
	"fmt"
	"strings"
	"time"
)

// A Found is what a search came to.
type Found struct {
	Schedule Schedule   // the best that was found, or the one that was given
	Broken   *Violation // what it breaks; nil where nothing was found
	Events   int        // that happen until then
	Tried    int        // runs
	Spent    int        // events simulated in all of them
	Complete bool       // the search came to its own end, not to that of its effort
}

// A search runs a system under one schedule after the other. It counts
// simulated events, not time, so that it comes to the same result on every
// machine and in every engine.
type search struct {
	system   *System
	property string // that has to break; "" for the first that does
	left     int    // effort
	tried    int
	spent    int
}

func newSearch(s *System, effort int) *search { return &search{system: s, left: effort} }

// panics is the property that a panic breaks.
const panics = "no panic"

// try runs the system under a schedule, at most for so many events. What it
// found is nil where the property held, or the effort is at its end.
func (se *search) try(sch Schedule, limit int, seen *sight) *Found {
	if se.left <= 0 {
		return nil
	}
	w := newWorld(se.system, sch, nil, false)
	w.limit, w.sight, w.early = limit, seen, true
	w.attempt()
	return se.account(w, sch)
}

func (se *search) account(w *World, sch Schedule) *Found {
	se.tried++
	// A run costs something even if nothing happens in it.
	cost := w.events + len(w.nodes)
	se.spent += cost
	se.left -= cost
	if w.broken == nil || se.property != "" && w.broken.Property != se.property {
		return nil
	}
	return &Found{Schedule: sch, Broken: w.broken, Events: w.events}
}

// within gives a part of the search so much of what is left, and no more.
func (se *search) within(effort int, part func()) {
	kept := max(se.left-effort, 0)
	se.left -= kept
	part()
	se.left += kept
}

// done is the result of the search.
func (se *search) done(best *Found) *Found {
	best.Tried, best.Spent, best.Complete = se.tried, se.spent, se.left > 0
	return best
}

// attempt runs the world; a panic is a violation.
func (w *World) attempt() {
	defer func() {
		if p := recover(); p != nil {
			w.broken = w.panicked(p)
		}
	}()
	w.judges()
	w.run()
}

func (w *World) panicked(p any) *Violation {
	node := w.stage()
	if process, ok := p.(*Panic); ok {
		node, p = process.Node, process.Value
	}
	return &Violation{Property: panics, What: fmt.Sprintf("%s panicked: %v", or(node, "the test"), p), At: w.now, Node: node}
}

// better says whether a is to be preferred to b: fewer steps, then fewer
// events, then simpler numbers, and the text's order where all is equal.
func better(a, b *Found) bool {
	for _, c := range [][2]int{
		{a.Schedule.Len(), b.Schedule.Len()},
		{a.Events, b.Events},
		{digits(a.Schedule), digits(b.Schedule)},
		{int(length(a.Schedule)), int(length(b.Schedule))},
	} {
		if c[0] != c[1] {
			return c[0] < c[1]
		}
	}
	if a.Schedule.Seed != b.Schedule.Seed {
		return a.Schedule.Seed < b.Schedule.Seed
	}
	return a.Schedule.String() < b.Schedule.String()
}

// digits is how many digits of a schedule's numbers say something.
func digits(sch Schedule) int {
	n := 0
	for _, s := range sch.Steps {
		n += significant(s.At) + significant(s.For)
		if s.Keep > 0 {
			n++
		}
		if s.Rate != 0 {
			n += len(strings.TrimLeft(fmt.Sprint(s.Rate), "-0."))
		}
	}
	return n
}

func significant(d time.Duration) int {
	if d == 0 {
		return 0
	}
	n := len(strings.TrimRight(fmt.Sprint(int64(d.Abs())), "0"))
	if d%grain != 0 {
		n += 2
	}
	return n
}

// length is how long a schedule's steps take and how late they come, together.
func length(sch Schedule) time.Duration {
	var d time.Duration
	for _, s := range sch.Steps {
		d += s.At.Abs() + s.For.Abs() + time.Duration(s.Keep) + time.Duration(s.N)*time.Millisecond
	}
	return d
}

// roundest is a time in between, the limits not included, that has few digits,
// or false where there is none.
func roundest(low, high time.Duration) (time.Duration, bool) {
	if high <= low+1 {
		return 0, false
	}
	if low < grain && grain < high {
		return grain, true
	}
	for unit := time.Duration(1e12); unit > 0; unit /= 10 {
		for _, u := range []time.Duration{unit, unit / 2, unit / 5} {
			if u == 0 {
				continue
			}
			if d := (low/u + 1) * u; low < d && d < high {
				return d, true
			}
		}
	}
	return 0, false
}
