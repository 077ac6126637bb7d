package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestDisagreementsComeBackInTheirOrder(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	first, second := submit(t, s, learner, "lamport-clock", "one"), submit(t, s, other, "rate-limiter", "two")
	submit(t, s, learner, "lamport-clock", "three") // the engines agree on it

	passed, failed := verdict("TestTick", "", "TestMax", ""), verdict("TestTick", "", "TestMax", "-")
	failed.Engine = "compiled"
	keep := func(submission course.Submission, interpreted, compiled course.Verdict) {
		t.Helper()
		if err := s.KeepDisagreement(t.Context(), submission.ID, interpreted, compiled); err != nil {
			t.Fatal(err)
		}
	}
	keep(second, passed, failed) // noted before it is graded
	if err := s.KeepVerdict(t.Context(), first.ID, failed); err != nil {
		t.Fatal(err)
	}
	keep(first, passed, failed)
	keep(second, failed, passed) // graded again; the first note stays

	graded := first
	graded.Verdict = &failed
	want := []course.Disagreement{
		{Submission: second, Interpreted: passed, Compiled: failed, At: noon.Add(6 * time.Second)},
		{Submission: graded, Interpreted: passed, Compiled: failed, At: noon.Add(8 * time.Second)},
	}
	got, err := s.Disagreements(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("disagreements (-want +got):\n%s", diff)
	}
}

func TestADisagreementIsAboutASubmission(t *testing.T) {
	s := openNew(t)
	if err := s.KeepDisagreement(t.Context(), 7, verdict("TestTick", ""), verdict("TestTick", "-")); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("error %v, want %v", err, course.ErrNotFound)
	}
	if list, err := s.Disagreements(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("kept %v, error %v", list, err)
	}
}

func TestWhatIsKeptIsFoundByItsKey(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	kept := submit(t, s, learner, "lamport-clock", "one")
	v := verdict("TestTick", "")
	if err := s.KeepVerdict(t.Context(), kept.ID, v); err != nil {
		t.Fatal(err)
	}
	kept.Verdict = &v
	got, err := s.Kept(t.Context(), learner, "one")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(kept, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, ask := range map[string]struct {
		learner int64
		key     string
	}{"another key": {learner, "two"}, "no key": {learner, ""}, "another learner": {other, "one"}} {
		if got, err := s.Kept(t.Context(), ask.learner, ask.key); !errors.Is(err, course.ErrNotFound) {
			t.Errorf("%s: submission %d, error %v, want %v", name, got.ID, err, course.ErrNotFound)
		}
	}
}
