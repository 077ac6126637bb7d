package compiled

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"happensbefore/grader/compiled/dump"
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
	if found := diagnostics(string(end.Output)); len(found) > 0 {
		return found, nil
	}
	switch {
	case has("too much data", "too large", "relocation doesn't fit", "program too big", "overflows int32"):
		return []wire.Diagnostic{{Message: "the program is too large: " + firstLine(said)}}, nil
	case has("internal compiler error"):
		return unbuildable(Crashed, ": "+firstLine(said))
	case has("out of memory", "cannot allocate memory"):
		return unbuildable(TooLarge, "")
	case end.Signal == syscall.SIGXFSZ, has("file too large"):
		return []wire.Diagnostic{{Message: fmt.Sprintf("the program would have more than %d MiB: a variable with a large initial value, perhaps", maxProgram>>20)}}, nil
	case has(environment...):
	case tool == CompileFile && (end.Signal != 0 || has("panic:", "fatal error:", "goroutine stack exceeds", "SIGSEGV")):
		return unbuildable(Crashed, ": "+firstLine(said))
	}
	return nil, fmt.Errorf("%s ended with status %d, signal %d: %s", tool, end.Status, end.Signal, clip(said))
}

var messageLine = regexp.MustCompile(`^(?:\./)?(lab|tests|limits|main)/([^/:\s]+\.go):(\d+)(?::(\d+))?: (.*)$`)

// maxDiagnostics is how many messages are told; nobody reads the hundredth.
const maxDiagnostics = 25

// diagnostics reads the compiler's messages. Those about the lab's tests are
// told without their place: what the tests need, the learner's code lacks.
func diagnostics(said string) []wire.Diagnostic {
	var found []wire.Diagnostic
	for line := range strings.Lines(said) {
		m := messageLine.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil || strings.HasPrefix(m[5], "internal compiler error") || len(found) == maxDiagnostics {
			continue
		}
		number, _ := strconv.Atoi(m[3]) // digits, by the pattern
		column, _ := strconv.Atoi(m[4])
		d := wire.Diagnostic{File: m[2], Line: number, Column: max(column, 1), Message: m[5]}
		if m[1]+"/" != dump.Folder {
			d = wire.Diagnostic{Message: "the tests need what your code does not offer: " + m[5]}
		}
		found = append(found, d)
	}
	return found
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return clip(line)
}

// clip bounds what is quoted of a tool's words.
func clip(s string) string {
	const most = 1000
	if len(s) > most {
		return s[:most] + " …"
	}
	return s
}
