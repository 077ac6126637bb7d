package sim

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"
)

// A Bound says how far Explore goes.
type Bound struct {
	Steps  int    // how many things go wrong in one run, at most
	Effort int    // simulated events, about; System.Effort if 0
	Seed   uint64 // what Node.Rand draws from; 1 if 0
}

// Explore runs the system on a network where nothing goes wrong, then with
// each single thing that System.Faults allows, then with each two, and so on,
// until a property breaks: the first schedule found has as few steps as any
// that it could find. (Bounding what differs from one deterministic run is
// after Emmi, Qadeer and Rakamarić, "Delay-Bounded Scheduling", 2011.)
//
// Times are not tried one by one: only such that change the order in which
// something happens at one node. And a run in which every node met the same
// events in the same order as in an earlier one is not taken further.
func Explore(s *System, b Bound) *Found {
	se := newSearch(s, or(b.Effort, s.effort()))
	sch := Schedule{Seed: b.Seed}
	if sch.Seed == 0 {
		sch.Seed = 1
	}
	found, complete := se.explore(sch, b.Steps, noLimit)
	if found == nil {
		found = &Found{Schedule: sch}
	}
	found = se.done(found)
	found.Complete = complete
	return found
}

// A branch is a schedule that broke nothing, and the next thing to go wrong in it.
type branch struct {
	from Schedule
	choice
}

// maxBranches bounds what the search holds in memory: some 20 MB.
const maxBranches = 1 << 16

// explore begins with the given schedule and adds up to so many steps. It says
// too whether nothing within the bound was left out.
func (se *search) explore(from Schedule, steps, limit int) (found *Found, complete bool) {
	tried := map[string]bool{}
	prints := map[uint64]bool{}
	complete = true
	var next []branch
	share := maxBranches // so many may come of each schedule
	visit := func(sch Schedule, after time.Duration, last bool) *Found {
		seen := newSight(len(se.system.Nodes))
		if se.left <= 0 {
			complete = false
			return nil
		}
		if f := se.try(sch, limit, seen); f != nil {
			return f
		}
		if print := seen.print(); last || prints[print] {
			return nil
		} else {
			prints[print] = true
		}
		more := choices(se.system, sch, seen, false)
		// What begins earlier was, or will be, tried with this step added to it.
		more = slices.DeleteFunc(more, func(c choice) bool { return c.at < after })
		if len(more) > share {
			complete = false
		}
		for i := range min(len(more), share) {
			next = append(next, branch{sch, more[i*len(more)/min(len(more), share)]})
		}
		return nil
	}
	if f := visit(from, 0, steps == 0); f != nil {
		return f, true
	}
	for level := 1; level <= steps && len(next) > 0; level++ {
		now := next
		next, share = nil, max(maxBranches/len(now), 1)
		if level == 1 {
			slices.SortStableFunc(now, func(a, b branch) int { return cmp.Compare(a.rank, b.rank) })
		} else {
			// Where there is not effort enough for all, try some from everywhere.
			r := rand.New(rand.NewPCG(uint64(level), 0))
			r.Shuffle(len(now), func(i, j int) { now[i], now[j] = now[j], now[i] })
		}
		for _, b := range now {
			sch := b.from.clone()
			sch.Steps = append(sch.Steps, b.step)
			if text := sch.sorted(); tried[text] {
				continue
			} else {
				tried[text] = true
			}
			if f := visit(sch, b.at, level == steps); f != nil {
				return f, true
			}
			if se.left <= 0 {
				return nil, false
			}
		}
	}
	return nil, complete
}

// sorted is the same for all orders of a schedule's steps.
func (s Schedule) sorted() string {
	s = s.clone()
	slices.SortFunc(s.Steps, func(a, b Step) int { return cmp.Compare(a.String(), b.String()) })
	return s.String()
}
