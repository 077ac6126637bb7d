package sim

import (
	"fmt"
	"time"
)

// LeadsTo is the property that whenever from holds, to holds then or at most
// within later. What is still owed when the run ends, and not yet due, is
// forgiven.
func LeadsTo(says string, from, to func(*World) bool, within time.Duration) Property {
	return Property{says, func(*World) Judge {
		owed, since := false, time.Duration(0)
		late := func(now time.Duration) string {
			if !owed || now <= since+within {
				return ""
			}
			return fmt.Sprintf("it began at %s, and nothing came of it within %s", since, within)
		}
		return Judge{
			Step: func(w *World) string {
				// What holds now began now: it is too late for what was due before.
				if what := late(w.now); what != "" {
					return what
				}
				if to(w) {
					owed = false
				} else if !owed && from(w) {
					owed, since = true, w.now
				}
				return ""
			},
			End: func(w *World) string { return late(w.system.length()) },
		}
	}}
}

// Converges is the property that at the end all nodes that are up have the same
// state, as state says it of a node.
func Converges(says string, state func(node string) string) Property {
	return Property{says, func(*World) Judge {
		return Judge{End: func(w *World) string {
			first := ""
			for _, n := range w.system.Nodes {
				if !w.Up(n) {
					continue
				}
				if first == "" {
					first = n
				} else if a, b := state(first), state(n); a != b {
					return fmt.Sprintf("%s ends with %s and %s with %s", first, a, n, b)
				}
			}
			return ""
		}}
	}}
}
