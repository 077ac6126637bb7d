package gotest_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"happensbefore/course"
	"happensbefore/labs/gotest"
)

const learner = `package counter

import "sync"

type Counter struct {
	mu sync.Mutex
	n  int
}

func (c *Counter) Add() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n++
	return c.n
}

func (c *Counter) Sloppy() { c.n++ }
`

const tests = `package counter_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	counter "lab"
	"sim"
	"sim/linear"
)

func TestPasses(t *testing.T) {
	var c counter.Counter
	if got := c.Add(); got != 1 {
		t.Errorf("Add = %d, want 1", got)
	}
}

func TestFails(t *testing.T) { t.Run("part", func(t *testing.T) { t.Error("two is not one") }) }

func TestSkips(t *testing.T) { t.Skip("not today") }

func TestPanics(t *testing.T) { panic("out of ideas") }

func TestPanicsInGoroutine(t *testing.T) {
	go func() { panic("out of sight") }()
	time.Sleep(time.Minute)
}

func TestDeadlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { <-make(chan int) })
}

func TestRaces(t *testing.T) {
	var c counter.Counter
	done := make(chan bool)
	go func() {
		c.Sloppy()
		done <- true
	}()
	c.Sloppy()
	<-done
}

func TestLinear(t *testing.T) {
	if linear.Linearizable("it is", linear.Model{}).Says != "it is" {
		t.Error("it is not")
	}
}

func TestEvenSeeds(t *testing.T) {
	if strings.HasSuffix(t.Name(), "/shortest") {
		t.Fatalf("seed %d has a shorter way", sim.Seed(t))
	}
	if seed := sim.Seed(t); seed%2 == 1 {
		t.Errorf("seed %d is odd", seed)
	}
}
`

func module(checks ...course.Check) gotest.Module {
	return gotest.Module{
		Learner: []course.File{{Name: "counter.go", Source: learner}},
		Tests:   []course.File{{Name: "hidden_test.go", Source: tests}},
		Checks:  checks,
		Root:    "../..",
	}
}

func check(test string) course.Check { return course.Check{Test: test, Points: 1, Seeds: 1} }

func TestRun(t *testing.T) {
	m := module(
		check("TestPanics"), check("TestPasses"), check("TestLinear"), check("TestDeadlocks"), check("TestFails"), check("TestSkips"),
		check("TestPanicsInGoroutine"), check("TestRaces"), course.Check{Test: "TestEvenSeeds", Points: 1, Seeds: 5},
	)
	dir := t.TempDir()
	if err := m.Write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := m.Run(t.Context(), dir, "-race")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]gotest.Result{
		"TestPasses":            {Passed: true},
		"TestLinear":            {Passed: true},
		"TestFails":             {},
		"TestSkips":             {},
		"TestPanics":            {},
		"TestPanicsInGoroutine": {},
		"TestDeadlocks":         {},
		"TestRaces":             {},
		"TestEvenSeeds":         {Seeds: 3},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(gotest.Result{}, "Output")); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	for test, words := range map[string]string{
		"TestFails": "two is not one", "TestPanics": "out of ideas", "TestRaces": "DATA RACE", "TestEvenSeeds": "seed 1 has a shorter way",
	} {
		if !strings.Contains(got[test].Output, words) {
			t.Errorf("output of %s has no %q:\n%s", test, words, got[test].Output)
		}
	}
}

func TestRunHandsOnItsEnvironment(t *testing.T) {
	m := module(check("TestWord"))
	m.Tests = append(m.Tests, course.File{Name: "word_test.go", Source: "package counter_test\n\nimport (\n\t\"os\"\n\t\"testing\"\n)\n\n" +
		"func TestWord(t *testing.T) {\n\tif got := os.Getenv(\"GOTEST_WORD\"); got != \"passed on\" {\n\t\tt.Error(got)\n\t}\n}\n"})
	m.Env = []string{"GOTEST_WORD=passed on"}
	dir := t.TempDir()
	if err := m.Write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := m.Run(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if !got["TestWord"].Passed {
		t.Error(got["TestWord"].Output)
	}
}

func TestRunWithoutRaceDetector(t *testing.T) {
	m := module(check("TestRaces"))
	dir := t.TempDir()
	if err := m.Write(dir); err != nil {
		t.Fatal(err)
	}
	got, err := m.Run(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if !got["TestRaces"].Passed {
		t.Errorf("a race was noticed without -race:\n%s", got["TestRaces"].Output)
	}
}

func TestRunErrors(t *testing.T) {
	broken := module(check("TestPasses"))
	broken.Learner[0].Source += "\nfunc (c *Counter) Broken() { return 1 }\n"
	for _, c := range []struct {
		says   string
		module gotest.Module
		want   string
	}{
		{"code that does not build", broken, "too many return values"},
		{"a check without a test", module(check("TestPasses"), check("TestMissing")), "go test ran none of TestMissing"},
	} {
		t.Run(c.says, func(t *testing.T) {
			dir := t.TempDir()
			if err := c.module.Write(dir); err != nil {
				t.Fatal(err)
			}
			got, err := c.module.Run(t.Context(), dir)
			if err == nil {
				t.Fatalf("no error; results of %v", slices.Sorted(maps.Keys(got)))
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %q has no %q", err, c.want)
			}
		})
	}
}

func TestWriteErrors(t *testing.T) {
	withoutTests, withoutSim := module(), module()
	withoutTests.Tests = nil
	withoutSim.Root = t.TempDir()
	for says, m := range map[string]gotest.Module{"no tests": withoutTests, "no sim": withoutSim} {
		t.Run(says, func(t *testing.T) {
			if err := m.Write(t.TempDir()); err == nil {
				t.Error("no error")
			}
		})
	}
}
