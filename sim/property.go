package sim

import (
	"fmt"
	"time"
)

// A Property is what has to hold of every run. Step is asked after each event,
// End when the run is over; either may be nil. They say what is wrong, in
// words for a learner, or "".
//
// New makes what a property needs to remember, once for each run, so that one
// System can be run many times.
type Property struct {
	Says string // what has to hold, in words
	New  func(*World) Judge
}

// A Judge decides a property for one run.
type Judge struct {
	Step func(*World) string
	End  func(*World) string
}

// A Violation is a property that did not hold.
type Violation struct {
	Property string        // what had to hold
	What     string        // what was wrong
	At       time.Duration //
	Node     string        // where the last event was, if at a node

	end bool // decided when the run was over
}

// Always is a property that has to hold after every event.
func Always(says string, wrong func(*World) string) Property {
	return Property{says, func(*World) Judge { return Judge{Step: wrong} }}
}

// Finally is a property that has to hold when the run is over.
func Finally(says string, wrong func(*World) string) Property {
	return Property{says, func(*World) Judge { return Judge{End: wrong} }}
}

// Eventually is a property that has to hold at one time at least.
func Eventually(says string, holds func(*World) bool) Property {
	return Property{says, func(*World) Judge {
		held := false
		return Judge{
			Step: func(w *World) string {
				held = held || holds(w)
				return ""
			},
			End: func(w *World) string {
				if held || holds(w) {
					return ""
				}
				return fmt.Sprintf("it never held in %s", w.now)
			},
		}
	}}
}

// AtMostOne is the property that no two nodes record what with the same number:
// with "leader", that there is at most one leader in each term.
func AtMostOne(says, what string) Property {
	return Property{says, func(*World) Judge {
		seen, first := 0, map[int]Record{}
		return Judge{Step: func(w *World) string {
			for ; seen < len(w.records); seen++ {
				r := w.records[seen]
				if r.What != what {
					continue
				}
				if other, twice := first[r.Number]; twice && other.Node != r.Node {
					return fmt.Sprintf("%s became %s %d at %s, and %s at %s", other.Node, what, r.Number, roughly(other.At), r.Node, roughly(r.At))
				}
				first[r.Number] = r
			}
			return ""
		}}
	}}
}

// roughly is a time in words for a learner.
func roughly(d time.Duration) time.Duration { return d.Round(100 * time.Microsecond) }
