package grader

import (
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/grader/compiled"
	"happensbefore/grader/hostile"
	"happensbefore/labs"
)

// double is a lab as small as a lab can be, for submissions that misbehave.
func double() *labs.Lab {
	return &labs.Lab{
		Lab: course.Lab{
			Slug:    "double",
			Limits:  course.DefaultLimits(),
			Starter: []course.File{{Name: "double.go", Source: "package double\n\nfunc Double(n int) int { return 0 }\n"}},
			Checks: []course.Check{
				{Test: "TestOne", Says: "one doubles to two", Points: 1, Seeds: 1},
				{Test: "TestTwo", Says: "two doubles to four", Points: 2, Seeds: 3},
			},
		},
		Hidden: []course.File{{Name: "hidden_test.go", Source: `package double_test

import (
	"testing"
	"testing/synctest"

	double "lab"
	"sim"
)

func TestOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got := double.Double(1); got != 2 {
			t.Errorf("Double(1) = %d, want 2", got)
		}
	})
}

func TestTwo(t *testing.T) {
	if got := double.Double(2); got != 4 {
		t.Errorf("seed %d: Double(2) = %d,\nwant 4", sim.Seed(t), got)
	}
}
`}},
	}
}

const rightAnswer = "package double\n\nfunc Double(n int) int { return 2 * n }\n"

// hostileWall is the wall limit of hostile answers: enough for every honest one
// on a busy machine, and short enough for the many that never end.
const hostileWall = 5 * time.Second

// TestHostileAnswersGetTheirVerdict grades the hostile corpus in the
// interpreter alone. An answer that it cannot run exactly has no verdict here.
func TestHostileAnswersGetTheirVerdict(t *testing.T) {
	count := gradeHostile(t, newTestGrader(t, nil, nil), EngineInterpreted)
	if count[""] > count[engineInterpreted] {
		t.Errorf("%d of the corpus get no verdict, and only %d do", count[""], count[engineInterpreted])
	}
}

// TestHostileAnswersGetTheirCompiledVerdict grades the hostile corpus as a
// server with a toolchain does. Every answer has a verdict, and every one that
// the front end accepts and can finish with has the compiler's.
func TestHostileAnswersGetTheirCompiledVerdict(t *testing.T) {
	count := gradeHostile(t, newCompilingGrader(t), EngineCompiled)
	if count[""] > 0 || count[engineCompiled] < count[engineInterpreted] {
		t.Errorf("verdicts by engine: %v", count)
	}
}

// newCompilingGrader is a grader with the toolchain that make build leaves.
func newCompilingGrader(t *testing.T) *Grader {
	t.Helper()
	worker := testWorker()
	toolchain, err := compiled.Open(compiled.Config{Dir: "../bin/toolchain", Scratch: t.TempDir(), Host: worker.Host})
	if err != nil {
		t.Fatalf("%v: make toolchain makes it", err)
	}
	t.Cleanup(func() {
		if err := toolchain.Close(); err != nil {
			t.Error(err)
		}
	})
	return New(Config{Worker: worker, Toolchain: toolchain, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
}

// gradeHostile grades the corpus and holds each verdict against its case.
// Whoever comes after a hostile answer is graded as usual. It counts the
// verdicts by engine; "" is for none.
func gradeHostile(t *testing.T, g *Grader, engine string) map[string]int {
	cases, err := hostile.Read(os.DirFS("testdata/hostile"))
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	count := map[string]int{}
	t.Run("cases", func(t *testing.T) {
		for _, c := range cases {
			t.Run(c.Name, func(t *testing.T) {
				t.Parallel()
				v := hostileVerdict(t, g, c, engine)
				mu.Lock()
				if v.Outcome == course.Ungraded {
					count[""]++
				} else {
					count[v.Engine]++
				}
				mu.Unlock()
				if v.Outcome != course.Ungraded || engine == EngineCompiled {
					for _, fault := range c.Faults(v) {
						t.Error(fault)
					}
				}
				next, err := g.Grade(t.Context(), double(), answer(rightAnswer))
				if err != nil || next.Outcome != course.Passed {
					t.Errorf("the next submission: %v, %v", next.Outcome, err)
				}
			})
		}
	})
	t.Logf("%d hostile answers; verdicts by engine: %v", len(cases), count)
	return count
}

func hostileVerdict(t *testing.T, g *Grader, c hostile.Case, engine string) course.Verdict {
	t.Helper()
	if c.Program {
		r, err := g.Program(t.Context(), c.Source, engine)
		if err != nil {
			t.Fatal(err)
		}
		return r.Verdict
	}
	lab := double()
	lab.Limits.Wall = hostileWall
	v, err := g.Grade(t.Context(), lab, answer(c.Source))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// everything is all that a learner can read in a verdict.
func everything(v course.Verdict) string { return hostile.Told(v) }

func TestACheckThatPanicsLeavesTheOthersTheirResults(t *testing.T) {
	source := "package double\n\nimport \"time\"\n\nfunc Double(n int) int {\n\tif n == 1 {\n\t\tgo func() { panic(\"boom\") }()\n\t\ttime.Sleep(time.Second)\n\t}\n\treturn 2 * n\n}\n"
	v, err := newTestGrader(t, nil, nil).Grade(t.Context(), double(), []course.File{{Name: "double.go", Source: source}})
	if err != nil {
		t.Fatal(err)
	}
	if v.Checks[0].Outcome != course.Panicked || !v.Checks[1].Passed || v.Score != 2 {
		t.Errorf("checks %+v, score %d", v.Checks, v.Score)
	}
}

func TestASeededCheckTellsTheFirstSeedAndTheShare(t *testing.T) {
	source := "package double\n\nfunc Double(n int) int {\n\tif n == 2 {\n\t\treturn 5\n\t}\n\treturn 2 * n\n}\n"
	v, err := newTestGrader(t, nil, nil).Grade(t.Context(), double(), []course.File{{Name: "double.go", Source: source}})
	if err != nil {
		t.Fatal(err)
	}
	want := course.CheckResult{Test: "TestTwo", Says: "two doubles to four", Outcome: course.Failed, Points: 2, Seed: 1, Failed: 3, Seeds: 3,
		Message: "seed 1: Double(2) = 5,\nwant 4"}
	if got := v.Checks[1]; got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestAProgramRunsInVirtualTime(t *testing.T) {
	source := "package main\n\nimport (\n\t\"fmt\"\n\t\"time\"\n)\n\nfunc main() {\n\tbegin := time.Now()\n\tgo func() {\n\t\tfor {\n\t\t\ttime.Sleep(time.Hour)\n\t\t}\n\t}()\n\ttime.Sleep(48 * time.Hour)\n\tfmt.Println(time.Since(begin))\n}\n"
	v, err := newTestGrader(t, nil, nil).Example(t.Context(), "somebody", source)
	if err != nil {
		t.Fatal(err)
	}
	if v.Outcome != course.Passed || v.Output != "48h0m0s\n" {
		t.Errorf("%s: %q", v.Outcome, v.Output)
	}
}
