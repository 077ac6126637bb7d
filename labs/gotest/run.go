package gotest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// A Result is how one check ended.
type Result struct {
	Passed bool
	Seeds  int    // on how many seeds it failed
	Output string // what it printed, as go test shows it
}

// Schedule is the steps of the shortest schedule that a failed check found, if
// it looked for one.
func (r Result) Schedule() (steps []string, found bool) {
	_, told, found := strings.Cut(r.Output, "⏱trace:\n")
	for line := range strings.Lines(told) {
		if step, ok := strings.CutPrefix(strings.TrimSpace(line), "step: "); ok {
			steps = append(steps, step)
		}
	}
	return steps, found
}

// Run runs the checks of the module that Write left in dir, with flags for go
// test such as -race, and gives the results by the name of the check's test.
// A check that takes the whole process down has failed; the checks behind it
// run in another. Code that does not build is an error.
func (m Module) Run(ctx context.Context, dir string, flags ...string) (map[string]Result, error) {
	results := map[string]Result{}
	left := slices.Clone(m.Checks)
	for len(left) > 0 {
		var names []string
		for _, c := range left {
			names = append(names, function(c))
		}
		r, err := m.start(ctx, dir, names, flags)
		if err != nil {
			return nil, fmt.Errorf("gotest: %s: %w", dir, err)
		}
		var behind = left[:0:0]
		for _, c := range left {
			log := r.tests[function(c)]
			if log == nil || !log.ran {
				behind = append(behind, c)
				continue
			}
			results[c.Test] = Result{Passed: log.passed, Seeds: log.seeds, Output: log.output.String()}
		}
		if len(behind) == len(left) {
			return nil, fmt.Errorf("gotest: %s: go test ran none of %s:\n%s", dir, strings.Join(names, ", "), r.output.String())
		}
		if r.failed && !r.blamed() {
			return nil, fmt.Errorf("gotest: %s: go test failed outside every test:\n%s", dir, r.output.String())
		}
		left = behind
	}
	return results, nil
}

// A report is what one process of go test said.
type report struct {
	tests  map[string]*log // by top-level test
	output bytes.Buffer    // outside the tests
	failed bool
}

// A log is what a report says of one top-level test.
type log struct {
	ran    bool // it began, and is not merely waiting
	passed bool
	seeds  int
	output bytes.Buffer
}

// blamed says whether a test is to blame for the failure.
func (r *report) blamed() bool {
	for _, l := range r.tests {
		if l.ran && !l.passed {
			return true
		}
	}
	return false
}

// event is one line of go test -json, as "go doc test2json" describes it.
type event struct {
	Action, Test, Output string
}

func (m Module) start(ctx context.Context, dir string, tests, flags []string) (*report, error) {
	args := append([]string{"test", "-json", "-count=1", "-vet=off", "-trimpath", "-run=^(" + strings.Join(tests, "|") + ")$"}, flags...)
	cmd := exec.CommandContext(ctx, "go", append(args, ".")...)
	cmd.Dir = dir
	// The module needs nothing from outside, whatever the caller's settings are.
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off", "GOTOOLCHAIN=local")
	cmd.Env = append(cmd.Env, m.Env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	r := &report{tests: map[string]*log{}, failed: err != nil}
	built, readErr := r.read(stdout)
	if readErr != nil {
		return nil, fmt.Errorf("reading what go test said: %w\n%s", readErr, stderr.String())
	}
	if !built || len(r.tests) == 0 && err != nil {
		return nil, fmt.Errorf("does not build:\n%s%s", r.output.String(), stderr.String())
	}
	return r, nil
}

// read takes in the lines of go test -json; built says whether the build
// itself was without a fault.
func (r *report) read(stdout []byte) (built bool, err error) {
	built = true
	lines := bufio.NewScanner(bytes.NewReader(stdout))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return built, fmt.Errorf("%w in %q", err, lines.Text())
		}
		r.take(e)
		built = built && e.Action != "build-fail"
	}
	return built, lines.Err()
}

func (r *report) take(e event) {
	if e.Test == "" {
		r.output.WriteString(e.Output)
		return
	}
	name, sub, isSub := strings.Cut(e.Test, "/")
	l := r.tests[name]
	if l == nil {
		l = &log{}
		r.tests[name] = l
	}
	l.output.WriteString(e.Output)
	if isSub {
		if e.Action == "fail" && strings.HasPrefix(sub, "seed=") && !strings.Contains(sub, "/") {
			l.seeds++
		}
		return
	}
	switch e.Action {
	case "run", "cont":
		l.ran = true
	case "pause":
		l.ran = false
	case "pass":
		l.passed = true
	}
}
