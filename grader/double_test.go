package grader

import (
	"testing"

	"happensbefore/course"
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
