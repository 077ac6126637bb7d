package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestTheFirstChoiceIsKeptAndAMissIsScheduled(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	missed := course.Choice{Chapter: "clocks", Question: "k1", Given: "2", At: noon}
	right := course.Choice{Chapter: "clocks", Question: "k2", Given: "10.4", Right: true, At: noon.Add(time.Second)}
	for _, c := range []course.Choice{missed, right} {
		if kept, err := s.KeepChoice(t.Context(), learner, c); err != nil || kept != c {
			t.Fatalf("kept %+v, %v", kept, err)
		}
	}
	second := course.Choice{Chapter: "clocks", Question: "k1", Given: "1", Right: true, At: noon.Add(time.Hour)}
	if kept, err := s.KeepChoice(t.Context(), learner, second); err != nil || kept != missed {
		t.Errorf("the second choice: kept %+v, %v; want the first", kept, err)
	}
	if _, err := s.KeepChoice(t.Context(), other, second); err != nil {
		t.Error(err)
	}
	if _, err := s.KeepChoice(t.Context(), 99, missed); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("nobody's: %v", err)
	}
	choices, err := s.Choices(t.Context(), learner)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]course.Choice{missed, right}, choices); diff != "" {
		t.Errorf("choices (-want +got)\n%s", diff)
	}
	for who, want := range map[int64][]course.Recall{learner: {course.Missed(missed)}, other: nil} {
		recalls, err := s.Recalls(t.Context(), who)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, recalls); diff != "" {
			t.Errorf("recalls of %d (-want +got)\n%s", who, diff)
		}
	}
}

func TestAnAnswerMovesAQuestionOnce(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	c := course.Choice{Chapter: "clocks", Question: "k1", At: noon}
	for _, who := range []int64{learner, other} {
		if _, err := s.KeepChoice(t.Context(), who, c); err != nil {
			t.Fatal(err)
		}
	}
	was := course.Missed(c)
	next := was.Answered(true, was.Due)
	if err := s.KeepRecall(t.Context(), learner, was, next); err != nil {
		t.Fatal(err)
	}
	if err := s.KeepRecall(t.Context(), learner, was, next); !errors.Is(err, course.ErrConflict) {
		t.Errorf("sent again: %v, want a conflict", err)
	}
	for who, want := range map[int64]course.Recall{learner: next, other: was} {
		if got, err := s.Recalls(t.Context(), who); err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("recalls of %d: %+v, %v; want %+v", who, got, err, want)
		}
	}
}
