package sim_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/sim"
	"happensbefore/trace"
)

// A probe is a test that is watched.
type probe struct {
	name     string
	said     []string
	failed   bool
	panicked any
}

func (p *probe) Helper()      {}
func (p *probe) Name() string { return p.name }
func (p *probe) Logf(format string, args ...any) {
	p.said = append(p.said, fmt.Sprintf(format, args...))
}
func (p *probe) Fatalf(format string, args ...any) {
	p.Logf(format, args...)
	p.failed = true
	runtime.Goexit()
}

// watch runs a test of that name to its end.
func watch(name string, test func(sim.T)) *probe {
	p := &probe{name: name}
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { p.panicked = recover() }()
		test(p)
	}()
	<-done
	return p
}

func check(s sim.System) func(sim.T) { return func(t sim.T) { sim.Check(t, s) } }

func TestACheckSaysWhichPropertyASeedBreaks(t *testing.T) {
	s := lateUpdates()
	seed := caught(t, &s)
	name := fmt.Sprintf("TestLate/seed=%d", seed)
	p := watch(name, check(s))
	want := "B ends with the last value: B has 7.\n" + sim.ShortenMark
	if !p.failed || strings.Join(p.said, "\n") != want {
		t.Errorf("it says %q, want %q", p.said, want)
	}
	p = watch(name+sim.Shortest, check(s))
	words, drawn, found := strings.Cut(strings.Join(p.said, "\n"), "\n"+sim.TraceMark+"\n")
	if !p.failed || !found {
		t.Fatalf("it says %q", p.said)
	}
	lines := strings.Split(words, "\n")
	if len(lines) != 3 || lines[0] != "B ends with the last value: B has 7." ||
		!strings.HasPrefix(lines[1], "The shortest schedule that was found, of ") || !strings.HasSuffix(lines[1], " tried: 1 step, 17 events.") ||
		lines[2] != "delay A -> B #7 by 30ms" {
		t.Errorf("it says %q", words)
	}
	tr, err := trace.Parse(drawn)
	if diff := cmp.Diff([]string{"delay A -> B #7 by 30ms"}, tr.Steps); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
	if err != nil {
		t.Fatalf("the trace does not parse: %v\n%s", err, drawn)
	}
	if last := tr.Events[len(tr.Events)-1]; last.Kind != trace.Fail || last.Node != "B" || last.Label != "B has 7" {
		t.Errorf("the trace ends with %+v", last)
	}
}

func TestACheckThatHoldsSaysNothing(t *testing.T) {
	s := lateUpdates()
	s.Faults = sim.Faults{}
	for _, name := range []string{"TestLate", "TestLate/seed=3", "TestLate/seed=3/shortest"} {
		if p := watch(name, check(s)); p.failed || len(p.said) > 0 {
			t.Errorf("%s says %q", name, p.said)
		}
	}
}

func TestAPanicGoesThroughAndIsShortened(t *testing.T) {
	s := secondCopy()
	seed := caught(t, &s)
	name := fmt.Sprintf("TestCopy/seed=%d", seed)
	p := watch(name, check(s))
	if p.panicked == nil || strings.Join(p.said, "\n") != sim.ShortenMark {
		t.Errorf("it says %q and panics with %v", p.said, p.panicked)
	}
	p = watch(name+sim.Shortest, check(s))
	said := strings.Join(p.said, "\n")
	if !p.failed || p.panicked != nil || !strings.HasPrefix(said, "A panicked: runtime error: invalid memory address or nil pointer dereference.\nThe shortest") {
		t.Errorf("it says %q and panics with %v", said, p.panicked)
	}
	_, drawn, _ := strings.Cut(said, sim.TraceMark+"\n")
	if tr, err := trace.Parse(drawn); err != nil {
		t.Errorf("the trace does not parse: %v\n%s", err, drawn)
	} else if last := tr.Events[len(tr.Events)-1]; last.Kind != trace.Fail || last.Node != "A" {
		t.Errorf("the trace ends with %+v", last)
	}
}

func TestASystemThatNeedsNoFaultSaysSo(t *testing.T) {
	p := watch("TestWrong/shortest", check(wrongAnyway()))
	if said := strings.Join(p.said, "\n"); !p.failed || !strings.Contains(said, "\nNothing has to go wrong for it: 6 events are enough") {
		t.Errorf("it says %q", said)
	}
}

func TestWhatOutlivesARunIsNamed(t *testing.T) {
	runs := 0
	s := lateUpdates()
	s.Drive = func(*sim.World) { runs++ }
	s.Must = []sim.Property{sim.Always("it is not the first run", func(*sim.World) string {
		if runs == 1 {
			return "it is"
		}
		return ""
	})}
	p := watch("TestRuns/shortest", check(s))
	if said := strings.Join(p.said, "\n"); !p.failed || !strings.Contains(said, "something outlives a run") {
		t.Errorf("it says %q", said)
	}
}

func TestAReplayFailsWithItsTraceAtOnce(t *testing.T) {
	sch := sim.NewSchedule().Delay("A", "B", 7, 30*milli)
	p := watch("TestReplay", func(t sim.T) { sim.Replay(t, lateUpdates(), *sch) })
	words, drawn, _ := strings.Cut(strings.Join(p.said, "\n"), "\n"+sim.TraceMark+"\n")
	if !p.failed || words != "B ends with the last value: B has 7." {
		t.Errorf("it says %q", words)
	}
	if _, err := trace.Parse(drawn); err != nil {
		t.Errorf("the trace does not parse: %v\n%s", err, drawn)
	}
	if p := watch("TestReplay", func(t sim.T) { sim.Replay(t, lateUpdates(), sim.Schedule{}) }); p.failed {
		t.Errorf("without the step it says %q", p.said)
	}
}
