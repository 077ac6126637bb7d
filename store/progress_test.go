package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestFirstReadingIsKept(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	for _, chapter := range []string{"clocks", "start-here", "clocks"} {
		if err := s.MarkRead(t.Context(), learner, chapter); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.MarkRead(t.Context(), other, "rate-limiting"); err != nil {
		t.Fatal(err)
	}

	progress, err := s.Progress(t.Context(), learner)
	if err != nil {
		t.Fatal(err)
	}
	// The guests took the clock's first two seconds.
	want := map[string]time.Time{"clocks": noon.Add(3 * time.Second), "start-here": noon.Add(4 * time.Second)}
	if diff := cmp.Diff(want, progress.Read); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}
}

func TestUnknownLearnerReadsNothing(t *testing.T) {
	s := openNew(t)
	if err := s.MarkRead(t.Context(), 99, "clocks"); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("error = %v, want course.ErrNotFound", err)
	}
	progress, err := s.Progress(t.Context(), 99)
	if err != nil {
		t.Fatal(err)
	}
	want := course.Progress{Read: map[string]time.Time{}, Standings: map[string]course.Standing{}}
	if diff := cmp.Diff(want, progress); diff != "" {
		t.Errorf("progress of nobody (-want +got):\n%s", diff)
	}
}

func TestStandings(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)

	grade := func(learner int64, lab, key string, v course.Verdict) {
		t.Helper()
		if err := s.KeepVerdict(t.Context(), submit(t, s, learner, lab, key).ID, v); err != nil {
			t.Fatal(err)
		}
	}
	grade(learner, "lamport-clock", "a", verdict("TestTick", "", "TestMax", "-", "TestOrder", "-"))
	grade(learner, "lamport-clock", "b", verdict("TestTick", "", "TestMax", "-", "TestOrder", "never ran"))
	grade(learner, "lamport-clock", "c", verdict("TestTick", "", "TestMax", "", "TestOrder", ""))
	grade(learner, "lamport-clock", "d", verdict("TestTick", "", "TestMax", "", "TestOrder", "-"))
	grade(learner, "rate-limiter", "e", course.Verdict{Outcome: course.DidNotCompile, MaxScore: 3, Engine: "interpreted"})
	submit(t, s, learner, "rate-limiter", "f") // still queued: no attempt yet
	submit(t, s, learner, "vector-clock", "g") // nothing graded: no standing
	grade(other, "lamport-clock", "a", verdict("TestTick", "-"))

	progress, err := s.Progress(t.Context(), learner)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]course.Standing{
		"lamport-clock": {Lab: "lamport-clock", Attempts: 4, Best: 3, Passed: true, Failures: map[string]int{"TestMax": 2, "TestOrder": 2}},
		"rate-limiter":  {Lab: "rate-limiter", Attempts: 1, Best: 0, Passed: false, Failures: map[string]int{}},
	}
	if diff := cmp.Diff(want, progress.Standings); diff != "" {
		t.Errorf("standings (-want +got):\n%s", diff)
	}
}

// verdict builds a settled verdict from pairs: a test's name and what became
// of it ("" for a pass, "-" for a fail, anything else for a check not reached).
func verdict(pairs ...string) course.Verdict {
	v := course.Verdict{Engine: "interpreted"}
	for i := 0; i < len(pairs); i += 2 {
		check := course.CheckResult{Test: pairs[i], Says: "it holds", Points: 1}
		switch pairs[i+1] {
		case "":
			check.Outcome, check.Passed = course.Passed, true
		case "-":
			check.Outcome, check.Message = course.Failed, "got 7, want 13"
		}
		v.Checks = append(v.Checks, check)
	}
	v.Settle()
	return v
}
