package compiled

import (
	"fmt"
	"strings"
	"syscall"

	"happensbefore/grader/compiled/source"
	"happensbefore/grader/process"
	"happensbefore/grader/wire"
)

// A Cause is why a tool could not deal with a learner's source.
type Cause string

const (
	TooSlow  Cause = "it takes too long"
	TooLarge Cause = "it takes too much memory"
	Crashed  Cause = "the compiler fails on it" // a defect of Go's own
)

// An Unbuildable is source that is correct Go but that the tools cannot make a
// program of within their limits. It is the learner's to mend, as a diagnostic
// is, and no fault of ours.
type Unbuildable struct {
	Tool   string // CompileFile or LinkFile
	Cause  Cause
	Detail string // of a crash, for the log
}

func (u *Unbuildable) Error() string {
	return fmt.Sprintf("%s: cannot build it: %s%s", u.Tool, u.Cause, u.Detail)
}

// environment is what the tools say where the host is at fault, or the bundle.
var environment = []string{
	"no space left on device", "read-only file system", "permission denied", "operation not permitted", "input/output error",
	"no such file or directory", "too many open files", "could not import", "cannot open file", "jailer:", "disk quota",
}

// refusal reads how a tool ended: nothing at all where it did its work.
func refusal(tool string, end process.Ending) ([]wire.Diagnostic, error) {
	said := string(end.Output) + end.Errors
	has := func(texts ...string) bool {
		for _, t := range texts {
			if strings.Contains(said, t) {
				return true
			}
		}
		return false
	}
	unbuildable := func(c Cause, detail string) ([]wire.Diagnostic, error) {
		return nil, &Unbuildable{Tool: tool, Cause: c, Detail: detail}
	}
	switch {
	case end.TimedOut:
		return unbuildable(TooSlow, "")
	case end.OverMemory:
		return unbuildable(TooLarge, "")
	case end.Killed:
		return nil, fmt.Errorf("%s was killed by another process", tool)
	case end.Status == 0 && !end.Flooded:
		return nil, nil
	}
	if found := source.Messages(said); len(found) > 0 {
		return found, nil
	}
	switch {
	case has("internal compiler error"):
		return unbuildable(Crashed, ": "+source.FirstLine(said))
	case has("out of memory", "cannot allocate memory"):
		return unbuildable(TooLarge, "")
	case end.Signal == syscall.SIGXFSZ, has("file too large"):
		return []wire.Diagnostic{{Message: fmt.Sprintf("the program would have more than %d MiB: a variable with a large initial value, perhaps", maxProgram>>20)}}, nil
	case has(environment...):
	case tool == CompileFile && (end.Signal != 0 || has("panic:", "fatal error:", "goroutine stack exceeds", "SIGSEGV")):
		return unbuildable(Crashed, ": "+source.FirstLine(said))
	}
	return nil, fmt.Errorf("%s ended with status %d, signal %d: %s", tool, end.Status, end.Signal, source.Clip(said))
}
