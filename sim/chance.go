package sim

import (
	"math/rand/v2"
	"time"
)

// chance draws what goes wrong, and keeps what it drew as a schedule.
type chance struct {
	faults Faults
	random *rand.Rand
}

func newChance(s *System, seed uint64) *chance {
	return &chance{s.Faults, rand.New(rand.NewPCG(seed, 0))}
}

// grain is the unit of what is drawn, so that schedules read well.
const grain = time.Millisecond

// between is a time from low to high, both included.
func (c *chance) between(low, high time.Duration) time.Duration {
	if high <= low {
		return low
	}
	return low + time.Duration(c.random.Int64N(int64((high-low)/grain)+1))*grain
}

// upTo is a number from 0 to n, both included.
func (c *chance) upTo(n int) int {
	if n <= 0 {
		return 0
	}
	return c.random.IntN(n + 1)
}

// before draws what does not depend on the run.
func (c *chance) before(w *World) {
	f, until, s := c.faults, w.system.until(), &w.done
	node := func() string { return w.nodes[c.random.IntN(len(w.nodes))].name }
	length := or(f.Length, defaultLength)
	for range c.upTo(f.Crashes) {
		keep := 0
		if f.TornWrites {
			keep = c.random.IntN(64)
		}
		s.Tear(node(), c.between(grain, until), c.between(grain, length), keep)
	}
	for range c.upTo(f.Pauses) {
		s.Pause(node(), c.between(0, until), c.between(grain, length))
	}
	// One after the other: a diagram shows one partition at a time.
	at := time.Duration(0)
	for range c.upTo(f.Partitions) {
		at = c.between(at, until)
		d := c.between(grain, length)
		if f.OneWay && c.random.IntN(2) == 0 {
			from, to := c.random.IntN(len(w.nodes)), c.random.IntN(len(w.nodes))
			if from != to {
				s.Cut(w.nodes[from].name, w.nodes[to].name, at, d)
			}
		} else if groups := c.groups(w); groups != nil {
			s.Partition(at, d, groups...)
		}
		at += d + grain
	}
	if f.Skew > 0 {
		for _, n := range w.nodes {
			if by := c.between(-f.Skew, f.Skew); by != 0 && c.random.IntN(2) == 0 {
				s.Skew(n.name, 0, by)
			}
		}
	}
	if f.Drift > 0 {
		for _, n := range w.nodes {
			if c.random.IntN(2) == 0 {
				s.Drift(n.name, float64(c.random.IntN(2001)-1000)/1000*f.Drift)
			}
		}
	}
}

// groups is two sides of the nodes, neither empty, or nil if the draw was so.
func (c *chance) groups(w *World) [][]string {
	var sides [2][]string
	for _, n := range w.nodes {
		at := c.random.IntN(2)
		sides[at] = append(sides[at], n.name)
	}
	if len(sides[0]) == 0 || len(sides[1]) == 0 {
		return nil
	}
	return sides[:]
}

// fate draws what becomes of a message. Every message draws the same number of
// times, so that a fault of one changes nothing for the next.
func (c *chance) fate(w *World, from, to *Node, nth int) *fate {
	loss, twice, slow := c.random.Float64(), c.random.Float64(), c.random.IntN(2)
	delay, after := c.between(0, c.faults.Delay), c.between(grain, max(c.faults.Delay, grain))
	if w.now >= w.system.until() || from == to {
		return nil
	}
	s, f := &w.done, fate{}
	if loss < c.faults.Loss {
		s.Drop(from.name, to.name, nth)
		f.drop = true
		return &f
	}
	if slow == 1 && delay > 0 {
		s.Delay(from.name, to.name, nth, delay)
		f.delay = delay
	}
	if twice < c.faults.Duplication {
		s.Duplicate(from.name, to.name, nth, after)
		f.again = []time.Duration{after}
	}
	return &f
}
