package sim_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/sim"
)

func everyStep() sim.Schedule {
	s := sim.NewSchedule().
		Drop("A", "B", 1).Delay("B", "A", 12, 30*ms).Duplicate("A", "n-2_x", 3, 1500*ms).
		Crash("A", 0, 0).Crash("B", 1500*ms, 20*ms).Tear("B", ms, ms, 7).CrashWriting("A", 3, ms, 0).CrashWriting("A", 4, 0, 9).
		Pause("A", ms, 0).Pause("A", ms, 2*ms).
		Partition(ms, 0, []string{"A"}, []string{"B", "C"}).Partition(ms, ms, []string{"A", "D"}, []string{"B"}, []string{"C"}).
		Cut("A", "B", 0, ms).Skew("A", 0, -20*ms).Drift("A", 0.000001).Drift("B", -0.05)
	s.Seed = 18446744073709551615
	return *s
}

func TestAScheduleIsReadBackFromItsText(t *testing.T) {
	want := everyStep()
	got, err := sim.ParseSchedule("# a comment\n\n" + want.String())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDrawnSchedulesAreReadBackFromTheirText(t *testing.T) {
	for name, system := range systems {
		for seed := uint64(1); seed <= 50; seed++ {
			want := sim.Random(system(), seed).Schedule
			got, err := sim.ParseSchedule(want.String())
			if err != nil || !cmp.Equal(want, got) {
				t.Fatalf("%s, seed %d: %v\n%s", name, seed, err, cmp.Diff(want, got))
			}
		}
	}
}

func TestAWrongLineOfAScheduleIsNamedWithItsMend(t *testing.T) {
	for line, part := range map[string]string{
		"explode A at 1s":              "begin it with seed, drop",
		"crash A":                      `the line ends too early; write it as "crash A at 1s`,
		"crash A at noon":              `"noon" is no time such as 30ms`,
		"crash A at 1s for 0s":         "leave out",
		"crash A at 1s for 2s keeping": "the line ends too early",
		"crash A in write #0":          "writes are counted from 1",
		"crash my node at 1s":          `"at" is expected where "node" stands`,
		"crash Ä! at 1s":               `holds '!': use letters, digits, - and _`,
		"drop A -> B 1":                "a number with # before it",
		"drop A B #1":                  `"->" is expected where "B" stands`,
		"drop A -> B #1 twice":         `nothing is expected where "twice" stands`,
		"delay A -> B #1 by":           "the line ends too early",
		"delay A -> B #1 by -3ms":      "it lasts less than no time",
		"partition A, B at 1s":         "two groups at least",
		"partition A B | C at 1s":      `a comma, a bar or “at” is expected behind "A"`,
		"partition A, | B at 1s":       `"|" stands where`,
		"partition | B at 1s":          `"|" stands where`,
		"partition A | A at 1s":        "A stands in the partition twice",
		"skew A at 0s":                 "the line ends too early",
		"drift A by much":              "the rate is no number",
		"drift A by NaN":               "can be wrong by",
		"seed -1":                      "the seed is a number from 0 on",
		"seed 1 2":                     `nothing is expected where "2" stands`,
		"crash A at 99999999h for 1s":  "no time",
		"crash A at 1001h":             "a time is longer than",
		"duplicate A -> B #99999999999999999999 after 1ms": "is no number",
	} {
		_, err := sim.ParseSchedule("seed 1\n# next is wrong\n" + line)
		if strings.HasPrefix(line, "seed") {
			_, err = sim.ParseSchedule("\n\n" + line)
		}
		if err == nil || !strings.Contains(err.Error(), part) || !strings.Contains(err.Error(), "line 3") {
			t.Errorf("%q: %v, want words with %q", line, err, part)
		}
	}
}

func FuzzParseSchedule(f *testing.F) {
	for line := range strings.Lines(everyStep().String()) {
		f.Add(line)
	}
	f.Add("partition A,B | C at 1s")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := sim.ParseSchedule(text)
		if err != nil {
			return
		}
		again, err := sim.ParseSchedule(s.String())
		if err != nil || !reflect.DeepEqual(s, again) {
			t.Fatalf("%q reads as\n%s\nand that as\n%s%v", text, s, again, err)
		}
	})
}
