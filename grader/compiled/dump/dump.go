// Package dump reads what Go's runtime and race detector say of goroutines,
// and finds the learner's lines in it. It is linked into compiled labs and used
// by the grader alike; it imports little, and nothing of this module. What it
// reads may be forged by the learner's code, which can print to the same place:
// its answers word a failure, they never decide a verdict.
package dump

import (
	"strconv"
	"strings"
)

// Folder is where the learner's files lie as the compiler sees them; every
// place in them begins with it.
const Folder = "lab/"

// testsFolder is where the lab's tests lie.
const testsFolder = "tests/"

// A Place is a line of the learner's.
type Place struct {
	File string // without a folder
	Line int
}

func (p Place) String() string { return p.File + ":" + strconv.Itoa(p.Line) }

// A Goroutine is one goroutine of a dump.
type Goroutine struct {
	State   string // such as "chan receive", as the runtime words it
	Durable bool   // it waits for something that only its bubble can do
	Bubble  string // the number of its synctest bubble, or ""
	Tested  bool   // the learner's code or the lab's tests are on its stack
	At      Place  // the innermost line of the learner's on its stack, or none
	Started Place  // the learner's line that started it, or none
}

// Goroutines reads a dump, as runtime.Stack writes it or a dying program.
func Goroutines(text string) []Goroutine {
	var all []Goroutine
	var g *Goroutine
	created := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "goroutine "):
			state, ok := header(line)
			if !ok {
				continue
			}
			all = append(all, state)
			g, created = &all[len(all)-1], false
		case g == nil:
		case line == "":
			g = nil
		case strings.HasPrefix(line, "created by "):
			created = true
		default:
			p, ok := ParsePlace(line)
			if !created && (ok || strings.HasPrefix(line, "\t"+testsFolder)) {
				g.Tested = true
			}
			switch {
			case !ok:
			case created:
				g.Started = p
			case g.At == Place{}:
				g.At = p
			}
		}
	}
	return all
}

// header reads a line like "goroutine 7 [chan receive (durable), synctest bubble 1]:".
func header(line string) (Goroutine, bool) {
	_, rest, ok := strings.Cut(line, " [")
	if !ok {
		return Goroutine{}, false
	}
	rest, ok = strings.CutSuffix(rest, "]:")
	if !ok {
		return Goroutine{}, false
	}
	var g Goroutine
	for i, part := range strings.Split(rest, ", ") {
		if i == 0 {
			g.State, g.Durable = strings.CutSuffix(part, " (durable)")
		} else if n, ok := strings.CutPrefix(part, "synctest bubble "); ok {
			g.Bubble = n
		}
	}
	return g, true
}

// ParsePlace reads a line like "\tlab/clock.go:12 +0x1f" of a stack.
func ParsePlace(line string) (Place, bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(line, " \t"), Folder)
	if !ok {
		return Place{}, false
	}
	file, rest, ok := strings.Cut(rest, ".go:")
	if !ok || strings.ContainsAny(file, " \t/(") {
		return Place{}, false
	}
	digits, _, _ := strings.Cut(rest, " ")
	n, err := strconv.Atoi(digits)
	if err != nil || n <= 1 { // the compiler's line for code that stands nowhere; the first is the package's name
		return Place{}, false
	}
	return Place{File: file + ".go", Line: n}, true
}

// First is the innermost of the learner's places in a stack, of whatever
// goroutine comes first.
func First(text string) (Place, bool) {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "created by ") {
			return Place{}, false // what follows is where it was started, or another goroutine
		}
		if p, ok := ParsePlace(strings.TrimRight(line, "\n")); ok {
			return p, true
		}
	}
	return Place{}, false
}
