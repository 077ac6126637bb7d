// Package inside is the grader's part of a compiled lab: its main calls Main,
// which runs the checks and reports them. It is linked, with the learner's code
// and the lab's tests, while the learner waits; so it imports grader/harness,
// grader/wire, the dump package and what testing has brought along anyway. It
// shares its process with the learner's code, so what it reports is a claim.
package inside

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"happensbefore/grader/compiled/dump"
	"happensbefore/grader/harness"
	"happensbefore/grader/wire"
)

// A Test is a test function of the lab by its name.
type Test struct {
	Name string
	F    func(*testing.T)
}

// Main runs the checks that the process's arguments name behind its time, such
// as "TestOrder=100" for one on a hundred seeds, and ends the process. There is
// no job on standard input, because the learner's code could read it there.
func Main(tests []Test) {
	report := reporter{os.NewFile(wire.ReportFile, "report")}
	wall, checks, err := job(tests, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "inside:", err) // for the parent, which logs it
		os.Exit(2)
	}
	go watch(wall)
	r := harness.Runner{Report: report.send, Say: say, Blocked: blocked, Races: races, Mute: mute}
	r.Run(checks)
	report.send(wire.Frame{Kind: wire.End})
	// os.Exit has the race detector wait a second for what still runs, and
	// replace the status where there were races. The report says all of that.
	syscall.Exit(0)
}

func job(tests []Test, args []string) (wall time.Duration, checks []harness.Test, err error) {
	if len(args) == 0 {
		return 0, nil, errors.New("there is no job")
	}
	if wall, err = time.ParseDuration(args[0]); err != nil {
		return 0, nil, err
	}
	checks, err = choose(tests, args[1:])
	return wall, checks, err
}

func choose(tests []Test, args []string) ([]harness.Test, error) {
	var chosen []harness.Test
	for _, arg := range args {
		name, digits, _ := strings.Cut(arg, "=")
		seeds, err := strconv.Atoi(digits)
		if err != nil || seeds < 1 {
			return nil, fmt.Errorf("check %q: want a name and a number of seeds", arg)
		}
		at := -1
		for i, t := range tests {
			if t.Name == name {
				at = i
			}
		}
		if at < 0 {
			return nil, fmt.Errorf("there is no test %s", name)
		}
		chosen = append(chosen, harness.Test{Check: wire.Check{Test: name, Seeds: seeds}, F: tests[at].F})
	}
	return chosen, nil
}

// say words a panic, with the line of the learner's code it came from.
func say(panicked any, stack []byte) string {
	text := "panic: " + fmt.Sprint(panicked)
	if at, ok := dump.First(string(stack)); ok {
		text += fmt.Sprintf(" (%s, line %d)", at.File, at.Line)
	}
	return text
}

// mute closes standard output below the os package, whose variable the learner's
// goroutines may be reading. Nothing is opened any more that could take its
// number.
func mute() { syscall.Close(syscall.Stdout) } //nolint:errcheck // then it prints on

// maxDump bounds what is read of the goroutines' stacks, in bytes.
const maxDump = 1 << 20

// blocked words a deadlock in a bubble while its goroutines still stand.
func blocked() string { return dump.Deadlock(dump.Goroutines(string(stacks()))) }

// stacks is what every goroutine is doing.
func stacks() []byte {
	text := make([]byte, maxDump)
	return text[:runtime.Stack(text, true)]
}
