package templates

import (
	"fmt"
	"strconv"
	"strings"

	"happensbefore/course"
)

// A VerdictView is the answer to a run or a submission, as shown on the lab's
// page, on the submission's page and as a fragment.
type VerdictView struct {
	Lab         *course.Lab
	Verdict     *course.Verdict         // nil while the submission waits for its grade
	Place       int                     // in line meanwhile, 1 being the next; 0 once it is being graded
	Unconfirmed bool                    // the verdict is the interpreter's, and the compiler's is to come
	Submission  int64                   // its id; 0 for a run, which is not kept
	Drawable    func(trace string) bool // whether a trace's operations have a page of their own; nil where none has
	Standing    course.Standing         // how the learner stands with the lab, a final verdict included; opens hints
}

func (v VerdictView) isRun() bool { return v.Submission == 0 }

func (v VerdictView) outcome() course.Outcome {
	if v.Verdict == nil {
		return course.Ungraded
	}
	return v.Verdict.Outcome
}

func (v VerdictView) dataOutcome() string {
	return strings.ReplaceAll(v.outcome().String(), " ", "-")
}

// hasHistory says whether the operations of a check's trace have a page of their own.
func (v VerdictView) hasHistory(c course.CheckResult) bool {
	return v.Lab != nil && !v.isRun() && c.Trace != "" && v.Drawable != nil && v.Drawable(c.Trace)
}

// firstDrawn says whether c is the first check with a diagram: the others' are
// folded, so that a list of checks stays one.
func (v VerdictView) firstDrawn(c course.CheckResult) bool {
	for _, other := range v.Verdict.Checks {
		if other.Trace != "" {
			return other.Test == c.Test
		}
	}
	return false
}

// isFinal says that nothing more is to come.
func (v VerdictView) isFinal() bool { return v.Verdict != nil && !v.Unconfirmed }

// hints are those of a failed check that its failures have opened.
func (v VerdictView) hints(c course.CheckResult) []string {
	if v.Lab == nil || v.isRun() || c.Passed {
		return nil
	}
	for _, check := range v.Lab.Checks {
		if check.Test == c.Test {
			return openHints(check, v.Standing.Failures[c.Test])
		}
	}
	return nil
}

// openHints are the hints of a check that have opened: one for each graded
// submission that failed it. The rest must not reach the page.
func openHints(c course.Check, failures int) []string {
	return c.Hints[:max(0, min(failures, len(c.Hints)))]
}

// headline is the outcome in a few words, the first thing a learner reads.
func (v VerdictView) headline() string {
	passed, total := 0, 0
	if v.Verdict != nil {
		total = len(v.Verdict.Checks)
		for _, c := range v.Verdict.Checks {
			if c.Passed {
				passed++
			}
		}
	}
	switch v.outcome() {
	case course.Passed:
		if v.isRun() {
			return "The visible tests pass"
		}
		return "Passed"
	case course.Failed:
		if total > 0 {
			return fmt.Sprintf("%d of %d checks fail", total-passed, total)
		}
		return "Failed"
	default:
		return headlines[v.outcome()]
	}
}

// headlines and nextSteps hold for runs, submissions and examples alike.
var headlines = map[course.Outcome]string{
	course.Ungraded:      "No verdict",
	course.DidNotCompile: "It does not compile",
	course.Deadlocked:    "Deadlock",
	course.Raced:         "Data race",
	course.Panicked:      "It panicked",
	course.TimedOut:      "Out of time",
	course.OverMemory:    "Out of memory",
	course.TooMuchOutput: "Too much output",
}

var nextSteps = map[course.Outcome]string{
	course.Ungraded:      "Nothing was decided, so nothing is counted against you. Where a line is named below, say the same in plainer Go and it can be graded.",
	course.DidNotCompile: "The messages below give the line. Start with the first: the others are often its echo.",
	course.Deadlocked:    "Every goroutine waits for another. Look for a receive that nobody sends to, a lock taken twice, or a WaitGroup that counts one too many.",
	course.Raced:         "Two goroutines touch the same memory, at least one of them writes, and nothing orders the two. Find what they share and put one lock, or one channel, in charge of it.",
	course.Panicked:      "The first line of your own in the trace is where to look.",
	course.TimedOut:      "Sleeping costs nothing here, since time is virtual, so this is work that does not end: a loop that never gives way, or one that does far more than it has to.",
	course.OverMemory:    "Something grows without a bound: a slice in a loop, a queue that nobody drains, or goroutines that never end.",
	course.TooMuchOutput: "Print less, or only on the path that you are looking at. What was printed up to the limit is below.",
}

// ranBy names the engine of a run and where it stands. A page that runs
// programs itself says so in the same words.
func ranBy(v *course.Verdict) string { return v.Engine + ", on the server" }

// explanation is what the grader said, or the plain sense of the outcome, as
// far as the headline has not said it already.
func explanation(v *course.Verdict, headline string) string {
	if v.Says == "" {
		return outcomeSense[v.Outcome]
	}
	rest, repeated := strings.CutPrefix(v.Says, headline+".")
	if !repeated {
		return v.Says
	}
	return strings.TrimSpace(rest)
}

var outcomeSense = map[course.Outcome]string{
	course.Ungraded:      "The run ended without a verdict that can be trusted.",
	course.Passed:        "Every check passed.",
	course.Failed:        "Your code ran to the end and at least one check was not met.",
	course.DidNotCompile: "Your code was refused before it could run.",
	course.Deadlocked:    "Every goroutine was blocked, and nothing was left that could wake one.",
	course.Raced:         "Two goroutines used the same memory without an order between them.",
	course.Panicked:      "Your code panicked and nothing recovered it.",
	course.TimedOut:      "Your code was still running at the time limit and was stopped.",
	course.OverMemory:    "Your code asked for more memory than its limit and was stopped.",
	course.TooMuchOutput: "Your code printed more than its limit and was stopped.",
}

// seeds says how often a check failed, where chance was part of it.
func seeds(c course.CheckResult) string {
	if c.Passed || c.Seeds < 2 || c.Failed == 0 {
		return ""
	}
	return fmt.Sprintf("Failed on %d of %d seeds; first on seed %d.", c.Failed, c.Seeds, c.Seed)
}

// checkState is the outcome of one check in a word for eyes and screen readers.
func checkState(c course.CheckResult) string {
	switch {
	case c.Passed:
		return "passed"
	case c.Outcome == course.Ungraded:
		return "not reached"
	case c.Outcome == course.Passed, c.Outcome == course.Failed:
		return "failed"
	default:
		return c.Outcome.String()
	}
}

func points(n int) string { return plural(n, "point", "points") }

// score is "5 of 7 points", or nothing where points are not the matter.
func score(v *course.Verdict) string {
	if v.MaxScore == 0 {
		return ""
	}
	return strconv.Itoa(v.Score) + " of " + points(v.MaxScore)
}
