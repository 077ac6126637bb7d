package harness

import (
	"strings"
	"testing"

	"happensbefore/grader/wire"
)

// A retelling is a failed check whose test asked to be run once more on its
// first failing seed.
type retelling struct {
	test  Test
	first wire.Result
}

// words are those of the second run. Where the first has panicked, only that
// one knows the line, and the learner's own words are kept.
func (r retelling) words(second string) string {
	if r.first.Reason == wire.Panic && r.first.Message != "" {
		return second + "\n" + r.first.Message
	}
	return second
}

// retell runs the tests once more, in which they look for the shortest schedule
// that fails, and reports what they say then. How these runs end decides
// nothing, and so does a process that they bring down: every check has its
// result by now. A retelling that passes, panics or says nothing leaves the
// first words as they are.
func (r *Runner) retell(all []retelling) {
	r.Report(wire.Frame{Kind: wire.Decided})
	if r.Mute != nil {
		r.Mute()
	}
	for _, again := range all {
		var said transcript
		name := caseName(again.test.Check, again.first.Seed) + wire.Shortest
		whole := false
		passed := testing.RunTests(everything, []testing.InternalTest{{Name: name, F: func(t *testing.T) {
			redirect(t, &said)
			ended := false
			defer func() {
				if p := recover(); p != nil {
					t.Fail()
					return
				}
				whole = ended || t.Failed() // Fatal ends it too, by Goexit
			}()
			again.test.F(t)
			ended = true
		}}})
		told := said.told(name)
		if passed || !whole || told.message == "" {
			continue
		}
		result := wire.Result{Reason: wire.Assertion, Message: Clip(again.words(told.message)), Trace: told.trace}
		r.Report(wire.Frame{Kind: wire.Retold, Test: again.test.Check.Test, Result: &result})
	}
}

// A telling is what a test logged, taken apart.
type telling struct {
	message string
	trace   string
	shorten bool // it asks to be run once more
}

// told is what the test of that name logged, without the simulator's marks.
func (t *transcript) told(name string) telling {
	var all telling
	var words []string
	for _, entry := range t.entries(name) {
		for i, line := range entry {
			if line == wire.TraceMark {
				if trace := strings.Join(entry[i+1:], "\n"); all.trace == "" && len(trace) <= wire.MaxTrace {
					all.trace = trace
				}
				break
			}
			if line == wire.ShortenMark {
				all.shorten = true
				continue
			}
			words = append(words, line)
		}
	}
	all.message = strings.TrimSpace(strings.Join(words, "\n"))
	return all
}
