package tally

import (
	"fmt"
	"time"

	"happensbefore/course"
)

// says words a verdict's outcome in one or two sentences for the learner.
func says(v course.Verdict, why string, limits course.Limits) string {
	failed := 0
	for _, c := range v.Checks {
		if !c.Passed && c.Outcome != course.Ungraded {
			failed++
		}
	}
	switch v.Outcome {
	case course.Passed:
		if len(v.Checks) == 1 {
			return "It ran to its end."
		}
		return fmt.Sprintf("All %d checks pass.", len(v.Checks))
	case course.Failed:
		return fmt.Sprintf("%d of %d checks fail.", failed, len(v.Checks))
	case course.DidNotCompile:
		if n := len(v.Diagnostics); n > 1 {
			return fmt.Sprintf("It does not compile: %d messages. Nothing was run.", n)
		}
		return "It does not compile. Nothing was run."
	case course.Deadlocked:
		return "Every goroutine waits for another, and none can ever go on: a deadlock."
	case course.Raced:
		return "Two goroutines used the same memory at the same time without a lock or a channel between them: a data race."
	case course.Panicked:
		if why != "" {
			return why
		}
		return "The code panicked. The first check that met it says where."
	case course.TimedOut:
		if why != "" {
			return why
		}
		return fmt.Sprintf("It was still running after %s of real time and was stopped. Sleeping costs no real time here, so look for a loop that never ends or a lock that is never released.", limits.Wall.Round(time.Millisecond))
	case course.OverMemory:
		if why != "" {
			return why
		}
		return fmt.Sprintf("It asked for more than its %d MiB of memory and was stopped.", limits.Memory>>20)
	case course.TooMuchOutput:
		return fmt.Sprintf("It printed more than %d KiB and was stopped.", limits.Output>>10)
	}
	return "This is correct Go as far as types can tell, but it was not run: " + why + "."
}
