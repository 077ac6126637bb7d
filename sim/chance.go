package sim

import (
	"math/rand/v2"
	"time"
)

// chance draws what goes wrong, and keeps what it drew as a schedule.
type chance struct {
	faults Faults
	seed   uint64
	random *rand.Rand // for what does not depend on the run
}

func newChance(s *System, seed uint64) *chance {
	return &chance{s.Faults, seed, rand.New(rand.NewPCG(seed, 0))}
}

// grain is the unit of what is drawn, so that schedules read well.
const grain = time.Millisecond

// mostKept is how many bytes of an unsynced file survive a crash at most.
const mostKept = 63

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
			keep = c.random.IntN(mostKept + 1)
		}
		n, at, down := node(), c.between(grain, until), c.between(grain, length)
		// Goroutines that write at once have no order among their writes.
		if f.MidWrite && w.system.Wait == nil && c.random.IntN(2) == 0 {
			// Nobody knows how many writes there will be, and early ones matter most.
			s.CrashWriting(n, 1+c.random.IntN(1<<c.random.IntN(8)), down, keep)
		} else {
			s.Tear(n, at, down, keep)
		}
	}
	for range c.upTo(f.Pauses) {
		s.Pause(node(), c.between(0, until), c.between(grain, length))
	}
	// One after the other, so that they read well, and all over the time there is.
	at := time.Duration(0)
	for left := c.upTo(f.Partitions); left > 0 && at <= until; left-- {
		at += c.between(0, 2*(until-at)/time.Duration(left+1))
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
			// In millionths, so that it reads well.
			most := int(f.Drift * 1e6)
			if by := c.random.IntN(2*most+1) - most; by != 0 && c.random.IntN(2) == 0 {
				s.Drift(n.name, float64(by)/1e6)
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

// fate draws what becomes of a message. It follows from the seed and from
// which message of which link it is, so that a fault of one changes nothing for
// the others.
func (c *chance) fate(w *World, l *link, from, to *machine) fate {
	d := dice(c.seed)
	d = dice(d.next() ^ uint64(from.index)<<52 ^ uint64(to.index)<<40 ^ uint64(l.sent))
	d = dice(d.next())
	loss, twice, slow := d.share(), d.share(), d.next()
	longer, after := d.next(), d.next()
	delay := l.Spread.draw(&d)
	s, f, n := &w.done, fate{}, l.sent
	faulty := w.now < w.system.until() && from != to
	if faulty && loss < c.faults.Loss {
		s.Drop(from.name, to.name, n)
		f.drop = true
		return f
	}
	if faulty && slow&1 == 1 {
		delay += grains(longer, 0, c.faults.Delay)
	}
	if delay > 0 {
		s.Delay(from.name, to.name, n, delay)
		f.delay = delay
	}
	if faulty && twice < c.faults.Duplication {
		again := grains(after, grain, max(c.faults.Delay, grain))
		s.Duplicate(from.name, to.name, n, again)
		f.again = []time.Duration{again}
	}
	return f
}

// grains is a time from low to high, both included.
func grains(random uint64, low, high time.Duration) time.Duration {
	return (low + below(random, high-low+grain)) / grain * grain
}
