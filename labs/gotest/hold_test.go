package gotest_test

import (
	"flag"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
	"happensbefore/labs"
	"happensbefore/labs/gotest"
)

var everyWrong = flag.Bool("every", false, "run every wrong solution by go test, not only the first of each lab")

// The go command has the final word on every lab: each solution passes every
// test, the starter fails at least one check, and a wrong solution fails exactly
// the checks it names. That takes it seconds for each; so all the other wrong
// solutions, and that no check is for nothing, are proven by "happensbefore
// check", in both engines, unless -every is given.
func TestLabsHoldInCompiledGo(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Fatalf("the labs cannot be proven without the go command: %v", err)
	}
	began := time.Now()
	shelf, _ := labs.Load(labs.FS, "labs")
	var runs atomic.Int64
	t.Run("labs", func(t *testing.T) {
		for _, lab := range shelf.Labs() {
			if len(lab.Problems) > 0 {
				t.Errorf("%s breaks rules and cannot be run", lab.Slug)
				continue
			}
			secret, err := shelf.Secret(lab.Slug)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(lab.Slug, func(t *testing.T) {
				t.Parallel()
				runs.Add(int64(hold(t, secret)))
			})
		}
	})
	t.Logf("%d runs of go test -race in %.1f s", runs.Load(), time.Since(began).Seconds())
}

// hold returns how many runs that took.
func hold(t *testing.T, lab *labs.Lab) int {
	var names []string
	for _, c := range lab.Checks {
		names = append(names, c.Test)
	}
	wrong := lab.Wrong
	if !*everyWrong {
		wrong = wrong[:min(1, len(wrong))]
	}
	caught := make(chan []string, 1+len(lab.Wrong)) // the checks that one run failed
	t.Run("runs", func(t *testing.T) {
		for _, s := range lab.Solutions {
			t.Run("solution "+s.Name, func(t *testing.T) {
				t.Parallel()
				checks := slices.Concat(lab.Checks, lab.Visible)
				results := run(t, lab, s.Files, checks)
				for _, test := range failed(checks, results) {
					t.Errorf("%s fails:\n%s", test, results[test].Output)
				}
			})
		}
		t.Run("starter", func(t *testing.T) {
			t.Parallel()
			fails := failed(lab.Checks, run(t, lab, lab.Starter, lab.Checks))
			if len(fails) == 0 {
				t.Error("the starter fails no check")
			}
			caught <- fails
		})
		for _, w := range wrong {
			t.Run("wrong "+w.Name, func(t *testing.T) {
				t.Parallel()
				results := run(t, lab, w.Files, lab.Checks)
				fails := failed(lab.Checks, results)
				if diff := cmp.Diff(w.Fails, fails); diff != "" {
					t.Errorf("checks that fail (-named +failed):\n%s%s", diff, surprises(w.Fails, fails, results))
				}
				if w.Steps != nil {
					holdSteps(t, w, fails, results)
				}
				caught <- fails
			})
		}
	})
	close(caught)
	idle := names
	for fails := range caught {
		idle = slices.DeleteFunc(idle, func(test string) bool { return slices.Contains(fails, test) })
	}
	if len(idle) > 0 && *everyWrong {
		t.Errorf("neither the starter nor a wrong solution fails %s", strings.Join(idle, ", "))
	}
	return 1 + len(lab.Solutions) + len(wrong)
}

// holdSteps holds the schedule that was found for the first check to have one
// to the length that the lab names.
func holdSteps(t *testing.T, w labs.Wrong, fails []string, results map[string]gotest.Result) {
	for _, test := range fails {
		if steps, found := results[test].Schedule(); found {
			if len(steps) > *w.Steps {
				t.Errorf("the shortest schedule that was found for %s has %d steps, want %d at most:\n%s", test, len(steps), *w.Steps, strings.Join(steps, "\n"))
			}
			return
		}
	}
	t.Errorf("no check that it fails found a schedule, yet it has steps=%d", *w.Steps)
}

func run(t *testing.T, lab *labs.Lab, files []course.File, checks []course.Check) map[string]gotest.Result {
	t.Helper()
	m := gotest.Module{Learner: files, Tests: slices.Concat(lab.Tests, lab.Hidden), Checks: checks, Root: "../.."}
	dir := t.TempDir()
	if err := m.Write(dir); err != nil {
		t.Fatal(err)
	}
	// Compiled code under the race detector is slower than the limit assumes,
	// and the machine may be busy: the limit proper is the grader's to hold.
	results, err := m.Run(t.Context(), dir, "-race", fmt.Sprintf("-timeout=%s", 12*lab.Limits.Wall))
	if err != nil {
		t.Fatal(err)
	}
	return results
}

// failed are the checks that results does not show as passed, in their order.
func failed(checks []course.Check, results map[string]gotest.Result) []string {
	var tests []string
	for _, c := range checks {
		if !results[c.Test].Passed {
			tests = append(tests, c.Test)
		}
	}
	return tests
}

// surprises is what the checks printed that failed without being named.
func surprises(named, fails []string, results map[string]gotest.Result) string {
	var b strings.Builder
	for _, test := range fails {
		if !slices.Contains(named, test) {
			output := results[test].Output
			fmt.Fprintf(&b, "%s:\n%.2000s\n", test, output)
		}
	}
	return b.String()
}
