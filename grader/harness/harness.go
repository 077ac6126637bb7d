// Package harness runs a lab's tests on a real *testing.T inside a worker and
// tells each check's end on the report. Both engines link it; it imports
// grader/wire only. It shares its process with the learner's code, so the
// grader takes a report as a claim to be checked, not as a verdict.
package harness

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"happensbefore/grader/wire"
)

// A Test is one check and the function that decides it.
type Test struct {
	Check wire.Check
	F     func(*testing.T)
}

// maxReport bounds what is kept of the testing package's own words per check.
// Only the first failing seed's part is shown.
const maxReport = 256 << 10

// A Runner runs tests one after the other. It takes over the process's
// os.Stdout, flags and arguments as testing's own main does.
type Runner struct {
	Report func(wire.Frame)          // called from one goroutine at a time
	Say    func(panicked any) string // words a panic's value for the learner
}

// Run runs every test on every seed and reports each. It returns an error
// only where the process itself is at fault.
func (r *Runner) Run(tests []Test) error {
	os.Args = os.Args[:1] // testing parses the rest as its flags
	for _, t := range tests {
		result, err := r.check(t)
		if err != nil {
			return fmt.Errorf("harness: %s: %w", t.Check.Test, err)
		}
		r.Report(wire.Frame{Kind: wire.Checked, Test: t.Check.Test, Result: &result})
	}
	return nil
}

// check runs one test on its seeds, as if each were a test of its own.
func (r *Runner) check(t Test) (wire.Result, error) {
	a := attempt{runner: r, test: t}
	r.Report(wire.Frame{Kind: wire.Started, Test: t.Check.Test})
	var cases []testing.InternalTest
	for seed := uint64(1); seed <= uint64(t.Check.Seeds); seed++ {
		cases = append(cases, testing.InternalTest{
			Name: caseName(t.Check, seed),
			F:    func(tt *testing.T) { a.run(tt, seed) },
		})
	}
	said, code, err := capture(func() int {
		return testing.MainStart(deps{}, cases, nil, nil, nil).Run()
	})
	if err != nil {
		return wire.Result{}, err
	}
	return a.result(code, said), nil
}

// caseName is what t.Name() says, and what sim.Seed reads.
func caseName(c wire.Check, seed uint64) string {
	if c.Seeds == 1 {
		return c.Test
	}
	return fmt.Sprintf("%s/seed=%d", c.Test, seed)
}

// An attempt is one check under way.
type attempt struct {
	runner *Runner
	test   Test

	ran    int // seeds that came to an end
	failed int
	first  uint64 // the first failing seed
	reason wire.Reason
	panics string // what the first failing seed panicked with
}

func (a *attempt) run(t *testing.T, seed uint64) {
	returned := false
	defer func() {
		reason, said := wire.Assertion, ""
		if p := recover(); p != nil {
			reason, said = a.explain(p)
			t.Fail()
		} else if !returned && !t.Failed() {
			// The test left by Goexit or Skip: that is no pass.
			said = "the test ended before it had decided"
			t.Fail()
		}
		a.ran++
		if !t.Failed() {
			return
		}
		a.failed++
		if a.failed == 1 {
			a.first, a.reason, a.panics = seed, reason, said
		}
	}()
	a.test.F(t)
	returned = true
}

func (a *attempt) explain(p any) (wire.Reason, string) {
	// The runtime's own type for this is not exported; only its text tells.
	if err, ok := p.(error); ok && strings.HasPrefix(err.Error(), "deadlock: ") {
		return wire.Deadlock, err.Error()
	}
	return wire.Panic, a.runner.Say(p)
}

func (a *attempt) result(code int, said []byte) wire.Result {
	seeds := a.test.Check.Seeds
	if code == 0 && a.failed == 0 && a.ran == seeds {
		return wire.Result{Passed: true, Seeds: seeds}
	}
	if a.failed == 0 {
		// A cleanup or a subtest failed after the test function had returned.
		a.failed, a.first, a.reason = 1, 1, wire.Assertion
	}
	message := a.panics
	if text := words(said, caseName(a.test.Check, a.first)); text != "" {
		message = strings.TrimSpace(text + "\n" + message)
	}
	return wire.Result{Reason: a.reason, Message: Clip(message), Seed: a.first, Failed: a.failed, Seeds: a.ran}
}

// Clip shortens a text to what a frame may hold.
func Clip(s string) string {
	if len(s) <= wire.MaxMessage {
		return s
	}
	const mark = "\n… (the rest is cut)"
	return strings.ToValidUTF8(s[:wire.MaxMessage-len(mark)], "") + mark
}

// capture runs f with os.Stdout as a pipe and returns what was written to it.
// The testing package writes there; the learner's code has its own way out.
func capture(f func() int) ([]byte, int, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	var said bytes.Buffer
	var drained sync.WaitGroup
	drained.Go(func() {
		io.Copy(&said, io.LimitReader(r, maxReport)) //nolint:errcheck // a short read shortens a message, no more
		io.Copy(io.Discard, r)                       //nolint:errcheck // keeps the writer from blocking
	})
	stdout := os.Stdout
	os.Stdout = w
	code := f()
	os.Stdout = stdout
	if err := w.Close(); err != nil {
		return nil, 0, err
	}
	drained.Wait()
	return said.Bytes(), code, nil
}

var (
	header   = regexp.MustCompile(`^ *--- (FAIL|PASS|SKIP): (\S+) \(`)
	position = regexp.MustCompile(`^[\w.-]+\.go:\d+: `)
)

// words is what the test named in the testing package's report logged, without
// headers and without the positions in the test's source, which the learner
// does not see.
func words(report []byte, name string) string {
	var out []string
	within := false
	hang := "" // what testing puts before the second and later lines of one log entry
	for line := range strings.Lines(string(report)) {
		line = strings.TrimRight(line, "\n")
		if m := header.FindStringSubmatch(line); m != nil {
			if !strings.HasPrefix(line, " ") {
				within = m[2] == name
			}
			continue
		}
		if !within || !strings.HasPrefix(line, "    ") {
			continue
		}
		text := strings.TrimLeft(line, " ")
		if at := position.FindString(text); at != "" {
			hang = line[:len(line)-len(text)] + "    "
			out = append(out, text[len(at):])
			continue
		}
		out = append(out, strings.TrimPrefix(line, hang))
	}
	return strings.Join(out, "\n")
}
