package sim_test

import (
	"fmt"
	"testing"

	"happensbefore/sim"
)

// named is a testing.TB that has only a name.
type named struct {
	testing.TB
	name string
}

func (n named) Name() string { return n.name }

var seeds = []struct {
	says string
	name string
	want uint64
}{
	{"a test without a seed", "TestCausalOrder", 1},
	{"a seeded test", "TestCausalOrder/seed=7", 7},
	{"a seed of several digits", "TestCausalOrder/seed=200", 200},
	{"the largest seed", "TestCausalOrder/seed=18446744073709551615", 18446744073709551615},
	{"a seed below another seed", "TestCausalOrder/seed=7/seed=12", 12},
	{"a subtest below a seed", "TestCausalOrder/seed=7/three_nodes", 7},
	{"a seed that was run twice", "TestCausalOrder/seed=7#01", 7},
	{"a word where the number should be", "TestCausalOrder/seed=first", 1},
	{"a number that does not fit", "TestCausalOrder/seed=18446744073709551616", 1},
	{"a marker inside another name", "TestCausalOrder/reseed=7", 1},
}

func TestSeed(t *testing.T) {
	for _, c := range seeds {
		t.Run(c.says, func(t *testing.T) {
			if got := sim.Seed(named{name: c.name}); got != c.want {
				t.Errorf("Seed of %q = %d, want %d", c.name, got, c.want)
			}
		})
	}
}

func TestSeedReadsTheNameOfARealTest(t *testing.T) {
	for seed := uint64(1); seed <= 3; seed++ {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			if got := sim.Seed(t); got != seed {
				t.Errorf("Seed = %d, want %d", got, seed)
			}
		})
	}
}
