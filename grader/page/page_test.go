package page

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/grader/frontend"
	"happensbefore/grader/tally"
	"happensbefore/grader/wire"
	"happensbefore/trace"
)

// lab is a job as the page writes it.
const lab = `{
	"files": [{"name": "clock.go", "source": "package clock\n\nfunc Now() int { return 1 }\n"}],
	"tests": [{"name": "visible_test.go", "source": "package clock_test\n\nimport (\n\t\"testing\"\n\n\tclock \"lab\"\n)\n\nfunc TestA(t *testing.T) {\n\tif clock.Now() != 1 {\n\t\tt.Fatal()\n\t}\n}\n\nfunc TestB(t *testing.T) {}\n"}],
	"checks": [{"test": "TestA", "says": "it tells the time", "points": 2, "seeds": 3}, {"test": "TestB", "says": "it stands still", "points": 1, "seeds": 0}],
	"limits": {"wallMilliseconds": 2000, "memoryBytes": 1048576, "outputBytes": 100}
}`

func read(t *testing.T, text string) Job {
	t.Helper()
	j, err := ReadJob(text)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func program(t *testing.T, source string) Job {
	t.Helper()
	text, err := json.Marshal(Job{Files: []File{{"main.go", source}}})
	if err != nil {
		t.Fatal(err)
	}
	return read(t, string(text))
}

func TestAJobIsAWorkersJob(t *testing.T) {
	j := read(t, lab).Wire("TestB")
	want := wire.Limits{Wall: 2 * time.Second, Memory: 1 << 20, Output: 100}
	if j.Limits != want || len(j.Checks) != 1 || j.Checks[0] != (wire.Check{Test: "TestB", Seeds: 1}) || len(j.Tests) != 1 {
		t.Errorf("%+v", j)
	}
	if all := read(t, lab).Wire().Checks; len(all) != 2 || all[0].Seeds != 3 {
		t.Errorf("all checks: %+v", all)
	}
	for _, text := range []string{"", "[]", `{"tests": [{"name": "a_test.go"}]}`} {
		if _, err := ReadJob(text); err == nil {
			t.Errorf("%q is a job", text)
		}
	}
}

func TestWhatTheFrontEndFinds(t *testing.T) {
	packages, err := frontend.OpenPackages()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, source string
		diagnostics  int
		exact        bool
		reasons      bool
	}{
		{"a program for the interpreter", "package main\n\nfunc main() {}\n", 0, true, false},
		{"a program for the compiler", "package main\n\nfunc main() { println() }\n", 0, false, true},
		{"a mistake", "package main\n\nfunc main() { x := 1 }\n", 1, false, false},
	} {
		found, err := program(t, tt.source).Check(packages)
		if err != nil || len(found.Diagnostics) != tt.diagnostics || found.Exact != tt.exact || (len(found.Reasons) > 0) != tt.reasons {
			t.Errorf("%s: %+v, %v", tt.name, found, err)
		}
	}
	if found, err := read(t, lab).Check(packages); err != nil || !found.Exact {
		t.Errorf("a lab: %+v, %v", found, err)
	}
}

func TestAPlanShowsTheLearnersPackageWhatItMayImport(t *testing.T) {
	plan, err := read(t, lab).Plan("TestA")
	if err != nil {
		t.Fatal(err)
	}
	if got := plan.Files["lab.importcfg"]; !strings.Contains(got, "packagefile fmt=/archives/fmt.a\n") || strings.Contains(got, "testing") || strings.Contains(got, "packagefile os=") {
		t.Errorf("the learner's imports:\n%s", got)
	}
	for _, file := range []string{"lab.importcfg", "main.importcfg"} {
		for _, line := range []string{"importmap sim=happensbefore/sim\n", "importmap sim/linear=happensbefore/sim/linear\n", "packagefile happensbefore/sim/linear=/archives/happensbefore-sim-linear.a\n"} {
			if got := plan.Files[file]; !strings.Contains(got, line) {
				t.Errorf("%s without %s:\n%s", file, line, got)
			}
		}
	}
	if got := plan.Files["main.importcfg"]; !strings.Contains(got, "packagefile testing=") || !strings.Contains(got, "packagefile lab=lab.a\n") {
		t.Errorf("the tests' imports:\n%s", got)
	}
	var tools []string
	for _, s := range plan.Steps {
		tools = append(tools, s.Tool)
	}
	if !slices.Equal(tools, []string{"compile", "compile", "link"}) || !slices.Equal(plan.Args, []string{"program", "2s", "TestA=3"}) {
		t.Errorf("%v, then %v", tools, plan.Args)
	}
	if !strings.HasPrefix(plan.Files["tests/visible_test.go"], "package main\n") {
		t.Errorf("the tests are %.40q", plan.Files["tests/visible_test.go"])
	}

	plan, err = program(t, "package main\n\nfunc main() {}\n").Plan()
	if err != nil || len(plan.Steps) != 2 || len(plan.Args) != 1 {
		t.Errorf("a program: %+v, %v", plan, err)
	}
	if plan, err := program(t, "package main\n\nimport \"os\"\n\nfunc main() { os.Exit(0) }\n").Plan(); err == nil {
		t.Errorf("there is a plan for a forbidden import: %+v", plan)
	}
}

func TestEndingsAreSummedUpAsOnTheServer(t *testing.T) {
	passed := func(test string, seeds int) wire.Frame {
		return wire.Frame{Kind: wire.Checked, Test: test, Result: &wire.Result{Passed: true, Seeds: seeds}}
	}
	for _, tt := range []struct {
		name    string
		endings []tally.Ending
		over    bool
		left    int
		outcome course.Outcome
		fault   bool
	}{
		{"all pass", []tally.Ending{{Frames: []wire.Frame{passed("TestA", 3), passed("TestB", 1)}, Clean: true}}, true, 0, course.Passed, false},
		{"a check passes on too few seeds", []tally.Ending{{Frames: []wire.Frame{passed("TestA", 1), passed("TestB", 1)}, Clean: true}}, false, 0, 0, true},
		{"a check takes the worker with it, and another runs the rest",
			[]tally.Ending{{Frames: []wire.Frame{{Kind: wire.Started, Test: "TestA"}}, Stderr: "panic: no\n\ngoroutine 1 [running]:\n"}}, false, 1, course.Panicked, false},
		{"the rest passes", []tally.Ending{{Frames: []wire.Frame{{Kind: wire.Started, Test: "TestA"}}, Stderr: "panic: no\n\ngoroutine 1 [running]:\n"},
			{Frames: []wire.Frame{passed("TestB", 1)}, Clean: true}}, true, 0, course.Panicked, false},
		{"it takes too long", []tally.Ending{{Frames: []wire.Frame{{Kind: wire.Started, Test: "TestA"}}, TimedOut: true}}, true, 1, course.TimedOut, false},
		{"it is killed and says nothing", []tally.Ending{{}}, false, 0, 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sum, err := read(t, lab).Add(tally.Interpreted, tt.endings)
			if (err != nil) != tt.fault {
				t.Fatalf("%+v, %v", sum, err)
			}
			if err == nil && (sum.Over != tt.over || len(sum.Left) != tt.left || sum.Verdict.Outcome != tt.outcome || sum.Verdict.Engine != tally.Interpreted) {
				t.Errorf("%+v", sum)
			}
		})
	}
}

func TestWhatHappenedIsDrawn(t *testing.T) {
	const drawn = "nodes: A\nfail A: it broke\n"
	ending := tally.Ending{Clean: true, Frames: []wire.Frame{
		{Kind: wire.Checked, Test: "TestA", Result: &wire.Result{Reason: wire.Assertion, Message: "first words", Seed: 1, Failed: 1, Seeds: 3}},
		{Kind: wire.Checked, Test: "TestB", Result: &wire.Result{Passed: true, Seeds: 1}},
		{Kind: wire.Decided},
		{Kind: wire.Retold, Test: "TestA", Result: &wire.Result{Message: "it broke", Trace: drawn}},
		{Kind: wire.End},
	}}
	sum, err := read(t, lab).Add(tally.Interpreted, []tally.Ending{ending})
	if err != nil {
		t.Fatal(err)
	}
	if c := sum.Verdict.Checks[0]; c.Trace != drawn || c.Message != "it broke" {
		t.Errorf("%+v", c)
	}
	if want := map[string]string{"TestA": trace.Shown(drawn, "trace-TestA", true)}; !maps.Equal(sum.Figures, want) {
		t.Errorf("drawn as %q, want %q", sum.Figures, want)
	}
}

func TestWhatTheCompilerRefusesIsToldAsOnTheServer(t *testing.T) {
	for _, tt := range []struct {
		name, said string
		want       []course.Diagnostic
	}{
		{"a message with its place", "lab/main.go:4:6: stack frame too large\n", []course.Diagnostic{{File: "main.go", Line: 4, Column: 6, Message: "stack frame too large"}}},
		{"a message about the tests", "tests/visible_test.go:9:2: undefined: lab.Old\n", []course.Diagnostic{{Message: "the tests need what your code does not offer: undefined: lab.Old"}}},
		{"a linker's", "/link: too much data, last section runtime.noptrbss\n", []course.Diagnostic{{Message: "the program is too large: /link: too much data, last section runtime.noptrbss"}}},
		{"a defect of the compiler", "lab/main.go:4:6: internal compiler error: no\n", nil},
		{"nothing about the source", "open /archives/fmt.a: no such file or directory\n", nil},
	} {
		v := read(t, lab).Refused(tt.said)
		switch {
		case tt.want == nil && v != nil:
			t.Errorf("%s: %+v", tt.name, v)
		case tt.want != nil && (v == nil || v.Outcome != course.DidNotCompile || v.Engine != tally.Compiled || v.Says == "" || !slices.Equal(v.Diagnostics, tt.want)):
			t.Errorf("%s: %+v", tt.name, v)
		}
	}
}

func TestFormatting(t *testing.T) {
	if got := Format("package  main\nfunc main(){}"); got.Text != "package main\n\nfunc main() {}\n" || got.Fault != nil {
		t.Errorf("%+v", got)
	}
	if got := Format("package main\n\nfunc main( {"); got.Fault == nil || got.Fault.Line != 3 || got.Text != "" {
		t.Errorf("%+v", got)
	}
}
