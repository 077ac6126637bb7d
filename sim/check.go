package sim

import (
	"fmt"
	"strings"

	"happensbefore/trace"
)

// T is the part of *testing.T that checks need.
type T interface {
	Helper()
	Name() string
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
}

const (
	// TraceMark stands, alone in a line, between what a failed check says and the
	// trace that shows it.
	TraceMark = "⏱trace:"

	// ShortenMark, alone in a line, says that a shorter schedule can be asked for:
	// by running the test once more under its name with Shortest added.
	ShortenMark = "⏱shorten:"

	// Shortest ends the name of a test that is to search for the shortest schedule.
	Shortest = "/shortest"
)

// Check runs the system under the schedule that is drawn from the test's seed,
// and fails the test where a property does not hold. In a test whose name ends
// in "/shortest" it then searches for the shortest schedule that breaks the
// same property, and says that one and what happens under it.
func Check(t T, s System) {
	t.Helper()
	if strings.HasSuffix(t.Name(), Shortest) {
		shortest(t, &s, Seed(t))
		return
	}
	panicking := true
	defer func() {
		if panicking {
			t.Logf("%s", ShortenMark)
		}
	}()
	out := Random(&s, Seed(t))
	panicking = false
	if out.Broken != nil {
		t.Fatalf("%s\n%s", out.Broken, ShortenMark)
	}
}

// Replay runs the system under a schedule, and fails the test where a property
// does not hold.
func Replay(t T, s System, sch Schedule) {
	t.Helper()
	w := shown(&s, sch)
	if w.broken != nil {
		t.Fatalf("%s%s", w.broken, drawing(w))
	}
}

func shortest(t T, s *System, seed uint64) {
	t.Helper()
	found, again := shorten(s, seed)
	if found == nil {
		return
	}
	if !again {
		t.Fatalf("%s\nThe same schedule does not break it twice: something outlives a run, such as a variable of the package, or differs from run to run, such as the order of a map.", found.Broken)
	}
	w := shown(s, found.Schedule)
	t.Fatalf("%s\n%s%s", w.broken, found.words(), drawing(w))
}

// String is the violation in words.
func (v *Violation) String() string {
	what := sentence(v.What)
	if v.Property == panics {
		return what
	}
	return v.Property + ": " + what
}

func sentence(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// words is how short the schedule is, and its steps.
func (f *Found) words() string {
	steps := f.Schedule.Len()
	if steps == 0 {
		enough := "are enough"
		if f.Events == 1 {
			enough = "is enough"
		}
		return fmt.Sprintf("Nothing has to go wrong for it: %s %s (of %s).", count(f.Events, "event"), enough, count(f.Tried, "schedule"))
	}
	lines := []string{fmt.Sprintf("The shortest schedule that was found, of %d tried: %s, %s.", f.Tried, count(steps, "step"), count(f.Events, "event"))}
	for _, s := range f.Schedule.Steps {
		lines = append(lines, s.String())
	}
	return strings.Join(lines, "\n")
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// shown runs the system under a schedule and keeps what happens for a diagram.
func shown(s *System, sch Schedule) *World {
	w := newWorld(s, sch, nil, true)
	w.early = true
	w.attempt()
	return w
}

// drawing is the run as a trace, for the end of what a failed check says.
func drawing(w *World) string {
	t := w.trace()
	t.Steps = w.wrong()
	return "\n" + TraceMark + "\n" + trace.Format(t)
}

// maxTold bounds the steps of a schedule that a trace names.
const maxTold = 20

// wrong is what the run's schedule says, a line for each step.
func (w *World) wrong() []string {
	steps := w.steps
	if w.chance != nil {
		steps = w.done.Steps
	}
	var lines []string
	for i, s := range steps {
		if i == maxTold {
			return append(lines, fmt.Sprintf("and %d more", len(steps)-i))
		}
		lines = append(lines, s.String())
	}
	return lines
}

// first is the node that a text names first: what was decided when all was over
// is shown there.
func (w *World) first(text string) string {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,.:;'’\"()", r) }) {
		if w.named[word] != nil {
			return word
		}
	}
	return ""
}

// stage is the name of the node where the last event happened.
func (w *World) stage() string {
	if w.scene == nil {
		return ""
	}
	return w.scene.name
}
