package gotest_test

import (
	"go/format"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/labs/gotest"
)

// nothingShorter looks through every schedule that is shorter than the best
// that the lab knows of.
const nothingShorter = `package adversary_test

import (
	"testing"

	"sim"
)

func TestNothingShorter(t *testing.T) {
	explore := func(says string, s sim.System, steps int) {
		for seed := uint64(1); seed <= 6; seed++ {
			f := sim.Explore(&s, sim.Bound{Steps: steps, Effort: 5_000_000, Seed: seed})
			if f.Broken != nil || !f.Complete {
				t.Errorf("%s, seed %d: %d tried, complete: %t, broken: %v\n%s", says, seed, f.Tried, f.Complete, f.Broken, f.Schedule)
			}
		}
	}
	explore("the till with 0 steps", retry(), 0)
	explore("the backup with 1 step", backup(), 1)
	explore("the throne with 0 steps", throne(), 0)
	explore("the journal with 0 steps", torn(), 0)
	explore("the lease with 1 step", lease(), 1)

	// The hints say so.
	s := throne()
	s.Faults.OneWay = false
	explore("the throne with a partition of both directions", s, 1)
	s = torn()
	s.Faults.TornWrites = false
	explore("the journal with a crash between two writes", s, 1)
}
`

func adversary(t *testing.T) *labs.Lab {
	shelf, _ := labs.Load(labs.FS, "labs")
	lab, err := shelf.Secret("adversary")
	if err != nil {
		t.Fatal(err)
	}
	return lab
}

func TestTheBestSchedulesOfTheAdversaryAreTheShortest(t *testing.T) {
	lab := adversary(t)
	checks := []course.Check{{Test: "TestNothingShorter"}}
	m := gotest.Module{
		Learner: lab.Solutions[0].Files,
		Tests:   slices.Concat(lab.Tests, []course.File{{Name: "shorter_test.go", Source: nothingShorter}}),
		Checks:  checks,
		Root:    "../..",
	}
	dir := t.TempDir()
	if err := m.Write(dir); err != nil {
		t.Fatal(err)
	}
	results, err := m.Run(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if r := results["TestNothingShorter"]; !r.Passed {
		t.Errorf("something shorter breaks a system, or not everything shorter was tried:\n%s", r.Output)
	}
}

var ownName = regexp.MustCompile(`\bown([A-Z])`)

// What the learner reads is what counts.
func TestTheAdversarysVisibleSystemsAreTheHiddenOnes(t *testing.T) {
	lab := adversary(t)
	systems := func(files []course.File, name string) string {
		for _, f := range files {
			if f.Name != name {
				continue
			}
			_, after, _ := strings.Cut(f.Source, "\nimport ")
			after = ownName.ReplaceAllStringFunc(after, func(s string) string { return strings.ToLower(s[len("own"):]) })
			after = strings.ReplaceAll(after, "Message", "message") // the only name with a capital
			source, err := format.Source([]byte("package p\n\nimport " + after))
			if err != nil {
				t.Fatal(err)
			}
			return string(source)
		}
		t.Fatalf("there is no %s", name)
		return ""
	}
	if diff := cmp.Diff(systems(lab.Tests, "nodes_test.go"), systems(lab.Hidden, "hidden_nodes_test.go")); diff != "" {
		t.Errorf("-visible +hidden:\n%s", diff)
	}
}
