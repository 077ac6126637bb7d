package sim

import (
	"math/bits"
	"time"
)

// A Link is the way from one node to another.
type Link struct {
	Latency time.Duration // of a message that nothing delays; System.Latency if zero
	Spread  Spread        // how much longer messages take, from seed to seed
}

// A Spread is how a link's latencies are distributed: what a seed adds to the
// least. In a schedule it becomes the delays of single messages. The zero
// Spread adds nothing.
type Spread struct {
	kind spreadKind
	size time.Duration
}

type spreadKind uint8

const (
	noSpread spreadKind = iota
	uniform
	halving
	longTail
)

// Uniform adds any time up to most, each as likely.
func Uniform(most time.Duration) Spread { return Spread{uniform, most} }

// Halving adds less than median to half of the messages, up to twice as much to
// half of the others, up to three times as much to half of what remains, and so
// on: an exponential distribution, in straight pieces. It adds at most 64 medians.
func Halving(median time.Duration) Spread { return Spread{halving, median} }

// LongTail adds less than median to half of the messages, up to 3 times as much
// to half of the others, up to 7 times as much to half of what remains, and so
// on: few messages take very long, as in a network that is overloaded. It adds
// at most 1023 medians.
func LongTail(median time.Duration) Spread { return Spread{longTail, median} }

// most is the longest that it adds.
func (s Spread) most() time.Duration {
	switch s.kind {
	case uniform:
		return s.size
	case halving:
		return (mostHalvings + 1) * s.size
	case longTail:
		return (2<<mostDoublings - 1) * s.size
	}
	return 0
}

// likely is the longest that it adds to all but one message in a hundred or so.
func (s Spread) likely() time.Duration {
	switch s.kind {
	case halving:
		return 7 * s.size
	case longTail:
		return 127 * s.size
	}
	return s.most()
}

const (
	mostHalvings  = 63
	mostDoublings = 9
)

// draw is in whole numbers: floating point logarithms are not the same on every
// machine to the last bit.
func (s Spread) draw(d *dice) time.Duration {
	first, second := d.next(), d.next()
	if s.size <= 0 {
		return 0
	}
	unit := s.grain()
	var low, width time.Duration
	switch s.kind {
	case uniform:
		width = s.size + unit
	case halving:
		k := min(bits.TrailingZeros64(first), mostHalvings)
		low, width = time.Duration(k)*s.size, s.size
	case longTail:
		k := min(bits.TrailingZeros64(first), mostDoublings)
		low, width = (1<<k-1)*s.size, s.size<<k
	}
	return (low + below(second, width)) / unit * unit
}

// grain is a unit that suits the size, so that schedules read well.
func (s Spread) grain() time.Duration {
	unit := grain
	for unit > time.Microsecond && unit > s.size/10 {
		unit /= 10
	}
	return unit
}

// dice are thrown for one message: what they show follows from the seed and the
// message alone, not from what else is sent.
type dice uint64

// next is one step of the generator SplitMix64.
func (d *dice) next() uint64 {
	*d += 0x9e3779b97f4a7c15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// share is from 0 to less than 1.
func (d *dice) share() float64 { return float64(d.next()>>11) / (1 << 53) }

// below is a time from 0 to less than limit.
func below(random uint64, limit time.Duration) time.Duration {
	high, _ := bits.Mul64(random, uint64(limit))
	return time.Duration(high)
}
