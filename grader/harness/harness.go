// Package harness runs a lab's tests on a real *testing.T inside a worker and
// tells each check's end on the report. Both engines link it; it imports
// grader/wire only, and as little else as it can, because a compiled lab is
// linked with it while its learner waits. It shares its process with the
// learner's code, so the grader takes a report as a claim to be checked, not as
// a verdict.
package harness

import (
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"happensbefore/grader/wire"
)

// A Test is one check and the function that decides it.
type Test struct {
	Check wire.Check
	F     func(*testing.T)
}

// A Runner runs tests one after the other. It takes over the process's
// arguments and flags as testing's own main does, but leaves os.Stdout to the
// learner's code.
type Runner struct {
	Report func(wire.Frame) // called from one goroutine at a time

	// Say words a panic's value for the learner. The stack is the panicking
	// goroutine's.
	Say func(panicked any, stack []byte) string

	// Blocked words who waits for what, when nobody can go on any more; nil
	// where the engine cannot tell.
	Blocked func() string

	// Races is how many data races the detector has told so far; nil where
	// there is no detector.
	Races func() int

	// Mute has what the learner's code prints from now on go nowhere. It is
	// called once all checks are decided, before any is run once more.
	Mute func()

	raced int // races that a check has answered for
}

// Run runs every test on every seed and reports each. What is left running when
// it returns runs on.
func (r *Runner) Run(tests []Test) {
	os.Args = os.Args[:1] // testing parses the rest as its flags
	done := make(chan struct{})
	// RunTests below needs what M.Run prepares. But M.Run ends with words of its
	// own on os.Stdout, where only the learner's belong, so it never ends.
	all := testing.InternalTest{Name: "all", F: func(*testing.T) {
		var retells []retelling
		for _, t := range tests {
			r.Report(wire.Frame{Kind: wire.Started, Test: t.Check.Test})
			result, more := r.check(t)
			r.Report(wire.Frame{Kind: wire.Checked, Test: t.Check.Test, Result: &result})
			if more {
				retells = append(retells, retelling{t, result})
			}
		}
		if r.races() > r.raced {
			r.Report(wire.Frame{Kind: wire.Stopped, Reason: wire.Race})
		} else if len(retells) > 0 {
			r.retell(retells)
		}
		close(done)
		select {}
	}}
	go testing.MainStart(deps{}, []testing.InternalTest{all}, nil, nil, nil).Run()
	<-done
}

// check runs one test on its seeds, as if each were a test of its own.
func (r *Runner) check(t Test) (result wire.Result, more bool) {
	a := attempt{runner: r, test: t}
	var cases []testing.InternalTest
	for seed := uint64(1); seed <= uint64(t.Check.Seeds); seed++ {
		cases = append(cases, testing.InternalTest{
			Name: caseName(t.Check, seed),
			F:    func(tt *testing.T) { a.run(tt, seed) },
		})
	}
	result, more = a.result(testing.RunTests(everything, cases))
	r.raced = r.races()
	return result, more
}

func everything(_, _ string) (bool, error) { return true, nil }

func (r *Runner) races() int {
	if r.Races == nil {
		return 0
	}
	return r.Races()
}

// caseName is what t.Name() says, and what sim.Seed reads.
func caseName(c wire.Check, seed uint64) string {
	if c.Seeds == 1 {
		return c.Test
	}
	return c.Test + "/seed=" + strconv.FormatUint(seed, 10)
}

// An attempt is one check under way.
type attempt struct {
	runner *Runner
	test   Test
	said   transcript // the testing package's own words

	ran    int // seeds that came to an end
	failed int
	first  uint64 // the first failing seed
	reason wire.Reason
	panics string // what the first failing seed panicked with
}

func (a *attempt) run(t *testing.T, seed uint64) {
	if seed == 1 {
		redirect(t, &a.said)
	}
	races := a.runner.races()
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
		if a.runner.races() > races {
			reason = wire.Race // what else went wrong may well follow from it
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
	var stack []byte
	for c, ok := p.(carried); ok; c, ok = p.(carried) {
		p, stack = c.Carried()
	}
	if stack == nil {
		stack = debug.Stack()
	}
	// The runtime's own type for this is not exported; only its text tells.
	if err, ok := p.(error); ok && strings.HasPrefix(err.Error(), "deadlock: ") {
		said := err.Error()
		if a.runner.Blocked != nil {
			said = a.runner.Blocked()
		}
		return wire.Deadlock, said
	}
	return wire.Panic, a.runner.Say(p, stack)
}

// result is the check's end, and whether the test asks to be run once more.
func (a *attempt) result(ok bool) (result wire.Result, more bool) {
	seeds := a.test.Check.Seeds
	raced := a.runner.races() > a.runner.raced
	if ok && !raced && a.failed == 0 && a.ran == seeds {
		return wire.Result{Passed: true, Seeds: seeds}, false
	}
	if a.failed == 0 {
		// A cleanup or a subtest failed after the test function had returned, or
		// a race was met before it began.
		a.failed, a.first, a.reason = 1, 1, wire.Assertion
		if raced {
			a.reason = wire.Race
		}
	}
	said := a.said.told(caseName(a.test.Check, a.first))
	message := strings.TrimSpace(said.message + "\n" + a.panics)
	result = wire.Result{Reason: a.reason, Message: Clip(message), Seed: a.first, Failed: a.failed, Seeds: a.ran, Trace: said.trace}
	return result, said.shorten && (a.reason == wire.Assertion || a.reason == wire.Panic)
}

// Clip shortens a text to what a frame may hold.
func Clip(s string) string {
	if len(s) <= wire.MaxMessage {
		return s
	}
	const mark = "\n… (the rest is cut)"
	return strings.ToValidUTF8(s[:wire.MaxMessage-len(mark)], "") + mark
}
