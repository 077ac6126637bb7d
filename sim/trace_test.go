package sim_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/sim"
	"happensbefore/trace"
)

var systems = map[string]func() *sim.System{"ping-pong": pingPong, "election": election, "writing": writing}

func TestEveryRunCanBeDrawnAndReadBack(t *testing.T) {
	for name, system := range systems {
		for seed := uint64(1); seed <= 300; seed++ {
			out := sim.Run(system(), sim.Random(system(), seed).Schedule)
			text := trace.Format(out.Trace)
			back, err := trace.Parse(text)
			if err != nil {
				t.Fatalf("%s, seed %d: %v\n%s", name, seed, err, text)
			}
			if diff := cmp.Diff(text, trace.Format(back)); diff != "" {
				t.Fatalf("%s, seed %d: it reads back as something else:\n%s", name, seed, diff)
			}
		}
	}
}
