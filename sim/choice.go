package sim

import (
	"cmp"
	"slices"
	"time"
)

// A choice is one more thing that could have gone wrong in a run.
type choice struct {
	step Step
	at   time.Duration // when the run begins to differ
	rank int           // what is likely to matter more is tried first: 0 before 1
}

// A chooser finds them.
type chooser struct {
	system *System
	f      Faults
	until  time.Duration
	length time.Duration
	sight  *sight
	taken  Schedule
	times  [][]time.Duration // of each node: when something happened to it
	all    []choice
}

// choices is what System.Faults allows besides the steps that are taken
// already, in the order of time. With free set, the number of each kind in the
// taken steps does not count.
func choices(s *System, taken Schedule, seen *sight, free bool) []choice {
	c := &chooser{system: s, f: s.Faults, until: s.until(), length: or(s.Faults.Length, defaultLength), sight: seen, taken: taken}
	c.times = make([][]time.Duration, len(s.Nodes))
	for _, v := range seen.visits {
		if t := c.times[v.node]; len(t) == 0 || t[len(t)-1] < v.at {
			c.times[v.node] = append(t, v.at)
		}
	}
	room := func(kind Action, most int) bool { return most > 0 && (free || c.count(kind) < most) }
	for _, m := range seen.sends {
		if m.sender != m.receiver {
			c.message(m)
		}
	}
	crash, pause := room(Crash, c.f.Crashes), room(Pause, c.f.Pauses)
	if crash || pause {
		for n := range s.Nodes {
			c.node(n, crash, pause)
		}
	}
	if c.f.Partitions > 0 && (free || c.count(Partition)+c.count(Cut) < c.f.Partitions) {
		c.partitions()
	}
	c.clocks()
	slices.SortStableFunc(c.all, func(a, b choice) int { return cmp.Compare(a.at, b.at) })
	return c.all
}

func (c *chooser) count(kind Action) int {
	n := 0
	for _, s := range c.taken.Steps {
		if s.Action == kind {
			n++
		}
	}
	return n
}

func (c *chooser) add(step Step, at time.Duration, rank int) {
	for _, s := range c.taken.Steps {
		if s.Action == step.Action && s.From == step.From && s.To == step.To && s.N == step.N && s.Node == step.Node && s.N > 0 {
			return // this of this message is taken already
		}
	}
	c.all = append(c.all, choice{step, at, rank})
}

// message adds what can become of a message.
func (c *chooser) message(m sending) {
	about := Step{From: c.system.Nodes[m.sender], To: c.system.Nodes[m.receiver], N: m.n}
	faulty := m.at < c.until
	if faulty && c.f.Loss > 0 {
		step := about
		step.Action = Drop
		c.add(step, m.at, 0)
	}
	most := c.system.spread(about.From, about.To).likely()
	if faulty {
		most += c.f.Delay
	}
	if most > 0 {
		for rank, d := range c.past(m.receiver, m.arrives, most) {
			step := about
			step.Action, step.For = Delay, d
			c.add(step, m.at, rank)
		}
	}
	if faulty && c.f.Duplication > 0 {
		step := about
		step.Action, step.For = Duplicate, grain
		c.add(step, m.at, 0)
		for rank, d := range c.past(m.receiver, m.arrives, max(c.f.Delay, grain)) {
			step.For = d
			c.add(step, m.at, rank)
		}
	}
}

// spread is that of the latencies from one node to another.
func (s *System) spread(from, to string) Spread {
	if s.Links == nil {
		return Spread{}
	}
	return s.Links(from, to).Spread
}

// past is for how long something has to be held back at a node so that it
// comes after the next event there, after the next two, the next four and so
// on, and after all that it can.
func (c *chooser) past(node int, from, most time.Duration) []time.Duration {
	times := c.times[node]
	next, found := slices.BinarySearch(times, from)
	if found {
		next++
	}
	times = times[next:]
	var ds []time.Duration
	for i := 0; i < len(times) && times[i]-from < most; i = 2*i + 1 {
		high := most + 1
		if i+1 < len(times) {
			high = min(high, times[i+1]-from)
		}
		if d, ok := roundest(times[i]-from, high); ok {
			ds = append(ds, d)
		}
	}
	// Even where nothing else happens to this node, what it causes may come too
	// late elsewhere.
	if !slices.Contains(ds, most) {
		ds = append(ds, most)
	}
	return ds
}

// node adds crashes and pauses between each two events of a node.
func (c *chooser) node(n int, crash, pause bool) {
	last := time.Duration(0)
	unsynced, writes := 0, 0
	for _, v := range c.sight.visits {
		if v.node != n {
			continue
		}
		c.gap(n, last, v.at, unsynced, crash, pause)
		if crash && c.f.TornWrites {
			c.writes(n, last, writes, v.writes)
		}
		last, unsynced, writes = v.at, v.unsynced, v.writes
	}
	c.gap(n, last, c.until, unsynced, crash, pause)
}

// writes adds crashes in the midst of what an event at a time wrote.
func (c *chooser) writes(n int, at time.Duration, low, high int) {
	if at > c.until {
		return
	}
	for write := low + 1; write <= high; write++ {
		for rank, keep := range []int{0, 1, mostKept} {
			c.add(Step{Action: Crash, Node: c.system.Nodes[n], N: write, For: c.length, Keep: keep}, at, rank)
		}
	}
}

// gap adds what may happen to a node after one event and before the next. A
// step comes before all else at its instant, so the next event's is early enough.
func (c *chooser) gap(n int, low, high time.Duration, unsynced int, crash, pause bool) {
	at, ok := roundest(low, min(high, c.until)+1)
	if !ok {
		return
	}
	about := Step{Node: c.system.Nodes[n], At: at}
	spans := c.past(n, at, c.length)
	if crash {
		about.Action = Crash
		// Back before anything else reaches it: what it forgot is all that it lost.
		if d, ok := roundest(0, min(high-at, c.length+1)); ok {
			spans = append(spans, d)
		} else if len(spans) == 0 {
			spans = append(spans, grain)
		}
		for rank, d := range spans {
			about.For, about.Keep = d, 0
			c.add(about, at, rank)
			if c.f.TornWrites {
				for _, keep := range []int{unsynced / 2, unsynced - 1, unsynced} {
					if 0 < keep && keep <= mostKept {
						about.Keep = keep
						c.add(about, at, rank+1)
					}
				}
			}
		}
	}
	if pause {
		about.Action, about.Keep = Pause, 0
		for rank, d := range c.past(n, at, c.length) {
			about.For = d
			c.add(about, at, rank)
		}
	}
}

// partitions adds one before each message that arrives, between all sides that
// keep it from arriving.
func (c *chooser) partitions() {
	var arrivals []sending
	for _, m := range c.sight.sends {
		if m.sender != m.receiver {
			arrivals = append(arrivals, m)
		}
	}
	slices.SortStableFunc(arrivals, func(a, b sending) int { return cmp.Compare(a.arrives, b.arrives) })
	last := time.Duration(-1)
	for i := 0; i < len(arrivals); {
		now := arrivals[i].arrives
		end := i
		for end < len(arrivals) && arrivals[end].arrives == now {
			end++
		}
		if at, ok := roundest(last, min(now, c.until)+1); ok {
			spans := c.spans(arrivals[end:], at, now)
			for rank, d := range spans {
				c.sides(arrivals[i:end], at, d, rank)
			}
		}
		last, i = now, end
	}
}

// spans is for how long a partition may last: past these arrivals, past some
// of the next, and as long as it can.
func (c *chooser) spans(later []sending, at, now time.Duration) []time.Duration {
	var ds []time.Duration
	low := now - at
	for i := 0; i < len(later) && low < c.length; i = 4*i + 3 {
		if d, ok := roundest(low, min(later[i].arrives-at, c.length+1)); ok {
			ds = append(ds, d)
		}
		low = later[i].arrives - at
	}
	if low < c.length || len(ds) == 0 {
		ds = append(ds, c.length)
	}
	slices.Reverse(ds) // a long one is the likelier to matter
	return ds
}

func (c *chooser) sides(arriving []sending, at, d time.Duration, rank int) {
	for _, s := range c.taken.Steps {
		if (s.Action == Partition || s.Action == Cut) && at <= s.At+s.For && s.At <= at+d {
			return // one after the other: a diagram shows one at a time
		}
	}
	nodes := c.system.Nodes
	for _, sides := range twoSides(len(nodes)) {
		apart := func(m sending) bool { return sides>>m.sender&1 != sides>>m.receiver&1 }
		if !slices.ContainsFunc(arriving, apart) {
			continue
		}
		var groups [2][]string
		for i, name := range nodes {
			groups[sides>>i&1] = append(groups[sides>>i&1], name)
		}
		c.add(Step{Action: Partition, At: at, For: d, Groups: groups[:]}, at, rank)
	}
	if c.f.OneWay {
		for i, m := range arriving {
			if !slices.ContainsFunc(arriving[:i], func(o sending) bool { return o.sender == m.sender && o.receiver == m.receiver }) {
				c.add(Step{Action: Cut, From: nodes[m.sender], To: nodes[m.receiver], At: at, For: d}, at, rank)
			}
		}
	}
}

// twoSides is the ways to split nodes in two, as sets of bits: all of them for
// five nodes at most, and else each node alone against the others and the
// first half against the second.
func twoSides(nodes int) []uint64 {
	var all []uint64
	if nodes <= 5 {
		for sides := uint64(1); sides < 1<<(nodes-1); sides++ {
			all = append(all, sides)
		}
		return all
	}
	for i := range min(nodes, 64) {
		all = append(all, 1<<i)
	}
	return append(all, 1<<(min(nodes, 64)/2)-1)
}

// clocks adds clocks that are wrong from the beginning.
func (c *chooser) clocks() {
	for _, node := range c.system.Nodes {
		about := Step{Node: node}
		taken := func(kind Action) bool {
			return slices.ContainsFunc(c.taken.Steps, func(s Step) bool { return s.Action == kind && s.Node == node })
		}
		if c.f.Skew > 0 && !taken(Skew) {
			about.Action = Skew
			for _, about.For = range []time.Duration{c.f.Skew, -c.f.Skew} {
				c.add(about, 0, 0)
			}
			about.For = 0
		}
		if c.f.Drift > 0 && !taken(Drift) {
			about.Action = Drift
			for _, about.Rate = range []float64{c.f.Drift, -c.f.Drift} {
				c.add(about, 0, 0)
			}
		}
	}
}
