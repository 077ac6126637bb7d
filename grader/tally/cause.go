package tally

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"happensbefore/course"
	"happensbefore/grader/compiled/dump"
)

// cause says why a process died, from what its parent saw and from the Go
// runtime's last words. Learners can print to the same place, and so change the
// words of their own failure: whatever this finds, it is no pass. A death
// without a known cause is an error: ours.
func (e Ending) cause() (course.Outcome, string, error) {
	words := withoutPanics(e.Stderr)
	fatal := func(text string) bool { return strings.Contains(words, text) }
	switch {
	case e.Flooded:
		return course.TooMuchOutput, "", nil
	case fatal("goroutine stack exceeds"):
		return course.Panicked, "stack overflow: a function calls itself without end" + e.place("fatal error: "), nil
	case fatal("runtime: out of memory"), fatal("cannot allocate memory"), fatal("out of memory allocating"), fatal("memory reservation exceeds address space limit"),
		fatal("runtime: cannot map pages"), fatal("failed to create new OS thread"), fatal("pthread_create failed"), e.OverMemory, e.Killed:
		return course.OverMemory, "", nil
	case fatal("all goroutines are asleep - deadlock!"), fatal("fatal error: no goroutines (main called runtime.Goexit) - deadlock!"):
		return course.Deadlocked, e.deadlock(), nil
	case e.TimedOut && e.drowned():
		return course.TooMuchOutput, "", nil
	case e.TimedOut:
		return course.TimedOut, e.where(), nil
	case fatal("fatal error: bad g->status in ready"):
		// What the runtime says where a bubble's clock overflows its 64 bits.
		return course.TimedOut, "It was still running when its virtual clock had gone 292 years and could go no further. Look for a loop that sleeps and never ends.", nil
	case fatal("race: limit on") && fatal("simultaneously alive goroutines"):
		return course.Panicked, "more than 8128 goroutines were alive at once; the race detector follows no more", nil
	case fatal("fatal error: concurrent map"):
		return course.Raced, e.mapRace(), nil
	case fatal("fatal error: "):
		return course.Panicked, firstLine(e.Stderr, "fatal error: ") + e.place("fatal error: "), nil
	case strings.HasPrefix(e.Stderr, "SIGSEGV") || fatal("\nSIGSEGV: "):
		// Not a nil pointer in the learner's code, which is a panic: the Go
		// runtime's own memory.
		return course.OverMemory, "", nil
	case strings.Contains(e.Stderr, "panic: "):
		return course.Panicked, "panic: " + firstLine(e.Stderr, "panic: ") + e.place("panic: ") + e.raced(), nil
	case e.drowned():
		return course.TooMuchOutput, "", nil
	}
	return course.Ungraded, "", fmt.Errorf("tally: a process died without a cause: %s", clip(e.Stderr, 2000))
}

// drowned says whether the process said so much on standard error that its end
// may be missing: print and println write there.
func (e Ending) drowned() bool {
	return e.Cut && len(e.races()) == 0
}

// withoutPanics is standard error without what a panic's value says, which is
// the learner's text and may sound like the runtime's: the line that begins with
// "panic: ", and the lines after it, which the runtime begins with a tab.
func withoutPanics(stderr string) string {
	var rest strings.Builder
	value := false
	for line := range strings.Lines(stderr) {
		value = strings.HasPrefix(line, "panic: ") || value && strings.HasPrefix(line, "\t")
		if !value {
			rest.WriteString(line)
		}
	}
	return rest.String()
}

// firstLine is the rest of the first line that begins with prefix.
func firstLine(text, prefix string) string {
	for l := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(l, prefix); ok {
			rest, _, _ = strings.Cut(rest, " [recovered")
			return clip(strings.TrimSpace(rest), 1000)
		}
	}
	return ""
}

// after is what follows the first line that begins with prefix.
func after(text, prefix string) string {
	if !strings.HasPrefix(text, prefix) {
		_, rest, ok := strings.Cut(text, "\n"+prefix)
		if !ok {
			return ""
		}
		text = rest
	}
	_, rest, _ := strings.Cut(text, "\n")
	return rest
}

var interpretedPlace = regexp.MustCompile(`(?m)^src/lab/([\w./-]+\.go):(\d+):\d+: panic: `)

// place is the innermost line of the learner's code on the stack of the
// goroutine that died, in parentheses. The interpreter names it while it
// unwinds; the runtime below its message, which begins with prefix.
func (e Ending) place(prefix string) string {
	if m := interpretedPlace.FindStringSubmatch(e.Stderr); m != nil {
		return fmt.Sprintf(" (%s, line %s)", path.Base(m[1]), m[2])
	}
	if p, ok := dump.First(after(e.Stderr, prefix)); ok {
		return fmt.Sprintf(" (%s, line %d)", p.File, p.Line)
	}
	return ""
}

// deadlock words who waits for what.
func (e Ending) deadlock() string {
	all := dump.Goroutines(after(e.Stderr, "fatal error: "))
	if len(all) == 0 {
		return "all goroutines are asleep"
	}
	return dump.Deadlock(all)
}

// where says which of the learner's lines was at work when the time was over.
func (e Ending) where() string {
	all := dump.AtTheEnd(e.Stderr)
	for _, g := range all {
		if (g.State == "running" || g.State == "runnable") && g.At != (dump.Place{}) {
			return "when the time was over, it was at " + g.At.String()
		}
	}
	if waiting := dump.Waiting(all); waiting != "" {
		return "when the time was over: " + waiting
	}
	return ""
}

// races are what the race detector said of the check under way.
func (e Ending) races() []dump.Race { return dump.RacesAfterMarks(e.Stderr) }

// mapRace words what the runtime calls concurrent use of a map, with the lines
// where the race detector, or the runtime, has told them.
func (e Ending) mapRace() string {
	if all := e.races(); len(all) > 0 {
		return all[0].String()
	}
	return firstLine(e.Stderr, "fatal error: ") + ": two goroutines used one map at the same time, at least one of them writing" + e.place("fatal error: ")
}

// raced adds a race to the words of a panic, which may well follow from it.
func (e Ending) raced() string {
	if all := e.races(); len(all) > 0 {
		return "; before that, a " + all[0].String()
	}
	return ""
}
