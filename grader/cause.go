package grader

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"happensbefore/course"
)

// cause says why a worker died, from what its parent saw and from the Go
// runtime's last words. A death without a known cause is an error: ours.
func (e ending) cause() (course.Outcome, string, error) {
	fatal := func(text string) bool { return strings.Contains(e.stderr, text) }
	switch {
	case e.flooded:
		return course.TooMuchOutput, "", nil
	case fatal("goroutine stack exceeds"):
		return course.Panicked, "stack overflow: a function calls itself without end" + e.place(), nil
	case fatal("runtime: out of memory"), fatal("cannot allocate memory"), fatal("out of memory allocating"),
		fatal("runtime: cannot map pages"), fatal("failed to create new OS thread"), fatal("pthread_create failed"), e.overMemory, e.killed:
		return course.OverMemory, "", nil
	case e.timedOut:
		return course.TimedOut, "", nil
	case fatal("all goroutines are asleep - deadlock!"):
		return course.Deadlocked, "all goroutines are asleep", nil
	case fatal("fatal error: concurrent map"):
		return course.Raced, firstLine(e.stderr, "fatal error: ") + ": two goroutines used one map at the same time, at least one of them writing", nil
	case fatal("fatal error: "):
		return course.Panicked, firstLine(e.stderr, "fatal error: ") + e.place(), nil
	case strings.HasPrefix(e.stderr, "SIGSEGV") || fatal("\nSIGSEGV: "):
		// Not a nil pointer in the learner's code, which is a panic: the Go
		// runtime's own memory.
		return course.OverMemory, "", nil
	case fatal("panic: "):
		return course.Panicked, "panic: " + firstLine(e.stderr, "panic: ") + e.place(), nil
	}
	return course.Ungraded, "", fmt.Errorf("grader: worker died without a cause: %s", clip(e.stderr, 2000))
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

var interpretedPlace = regexp.MustCompile(`(?m)^src/lab/([\w./-]+\.go):(\d+):\d+: panic: `)

// place is the innermost line of the learner's code that the interpreter named
// as it died, in parentheses.
func (e ending) place() string {
	m := interpretedPlace.FindStringSubmatch(e.stderr)
	if m == nil {
		return ""
	}
	return fmt.Sprintf(" (%s, line %s)", path.Base(m[1]), m[2])
}
