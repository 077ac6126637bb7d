package grader

import (
	"strings"
	"testing"

	"happensbefore/course"
	"happensbefore/labs"
)

// shortening is a lab whose test asks to be run once more, as the simulator
// does, and then behaves as the learner's package says.
func shortening() *labs.Lab {
	return &labs.Lab{
		Lab: course.Lab{
			Slug:    "shortening",
			Limits:  course.DefaultLimits(),
			Starter: []course.File{{Name: "again.go", Source: "package again\n"}},
			Checks: []course.Check{
				{Test: "TestSeeds", Says: "it holds for every seed", Points: 1, Seeds: 4},
				{Test: "TestOnce", Says: "it holds once", Points: 1, Seeds: 1},
				{Test: "TestPanics", Says: "it does not panic", Points: 1, Seeds: 1},
				{Test: "TestFine", Says: "all is fine", Points: 1, Seeds: 1},
			},
		},
		Hidden: []course.File{{Name: "hidden_test.go", Source: `package again_test

import (
	"strings"
	"testing"

	again "lab"
)

func shorten(t *testing.T) {
	if !strings.HasSuffix(t.Name(), "/shortest") {
		t.Fatal("first words of " + t.Name() + "\n⏱shorten:")
	}
	again.Twice()
	t.Fatal("two leaders under " + t.Name() + "\n⏱trace:\nnodes: A, B\nA: leads\n  # a remark\nfail B: leads too")
}

func TestSeeds(t *testing.T) {
	if !strings.Contains(t.Name(), "=1") {
		shorten(t)
	}
}

func TestOnce(t *testing.T) { shorten(t) }

func TestPanics(t *testing.T) {
	if !strings.HasSuffix(t.Name(), "/shortest") {
		defer t.Log("⏱shorten:")
		again.Panic()
	}
	t.Fatal("A panicked.\nIts shortest schedule\n⏱trace:\nnodes: A\nfail A: panicked")
}

func TestFine(t *testing.T) {}
`}},
	}
}

func TestAFailedCheckIsToldByItsShortestSchedule(t *testing.T) {
	const drawn = "nodes: A, B\nA: leads\n  # a remark\nfail B: leads too"
	for name, c := range map[string]struct{ body, seeds, once, trace string }{
		"an answer that fails again":     {"", "two leaders under TestSeeds/seed=2/shortest", "two leaders under TestOnce/shortest", drawn},
		"one that panics then":           {`panic("at the second time")`, "first words of TestSeeds/seed=2", "first words of TestOnce", ""},
		"one that prints without end":    {"for range 10_000 {\n\t\tfmt.Println(\"again and again\")\n\t}", "two leaders under TestSeeds/seed=2/shortest", "two leaders under TestOnce/shortest", drawn},
		"one that takes the rest of all": {"for {\n\t}", "first words of TestSeeds/seed=2", "first words of TestOnce", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := "package again\n\nimport \"fmt\"\n\nvar _ = fmt.Sprint\n\nfunc Panic() { panic(\"early\") }\n\nfunc Twice() {\n\t" + c.body + "\n}\n"
			lab := shortening()
			lab.Limits.Wall = lab.Limits.Wall / 4
			v, err := newTestGrader(t, nil, nil).Grade(t.Context(), lab, []course.File{{Name: "again.go", Source: source}})
			if err != nil {
				t.Fatal(err)
			}
			if panics := v.Checks[2]; name == "an answer that fails again" && (panics.Outcome != course.Panicked || panics.Trace != "nodes: A\nfail A: panicked" ||
				panics.Message != "A panicked.\nIts shortest schedule\npanic: early (again.go, line 7)") {
				t.Errorf("the panic: %+v", panics)
			}
			if v.Outcome != course.Panicked || v.Score != 1 || v.Output != "" {
				t.Errorf("%s with %d points; printed %.40q; %+v", v.Outcome, v.Score, v.Output, v.Diagnostics)
			}
			seeds, once := v.Checks[0], v.Checks[1]
			if seeds.Seed != 2 || seeds.Failed != 3 || seeds.Seeds != 4 || seeds.Message != c.seeds || seeds.Trace != c.trace {
				t.Errorf("with seeds: %+v", seeds)
			}
			if once.Message != c.once || once.Trace != c.trace {
				t.Errorf("without: %+v", once)
			}
			if strings.Contains(seeds.Message+once.Message, "⏱") {
				t.Error("a mark is shown")
			}
		})
	}
}
