package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

var scene = course.Quote{Section: "the-scene", Exact: "node A\nwrote “é”", Prefix: "At 12:00:00.103 ", Suffix: ".", At: 26, Whole: true}

func TestANoteComesBackAsItWasKept(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	var ids []int64
	for _, n := range []course.Note{{Chapter: "quorums", Quote: scene}, {Chapter: "clocks", Quote: scene, Text: "Which?"}} {
		kept, err := s.NewNote(t.Context(), learner, n)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, kept.ID)
	}
	clocks := course.Note{ID: ids[1], Version: 1, Chapter: "clocks", Quote: scene, Text: "Which?", At: noon.Add(4 * time.Second), Changed: noon.Add(4 * time.Second)}
	quorums := course.Note{ID: ids[0], Version: 1, Chapter: "quorums", Quote: scene, At: noon.Add(3 * time.Second), Changed: noon.Add(3 * time.Second)}
	for name, tt := range map[string]struct {
		learner int64
		chapter string
		want    []course.Note
	}{
		"all": {learner, "", []course.Note{clocks, quorums}}, "of a chapter": {learner, "clocks", []course.Note{clocks}},
		"of another chapter": {learner, "retries", nil}, "of another learner": {other, "", nil},
	} {
		got, err := s.Notes(t.Context(), tt.learner, tt.chapter)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func TestOfTwoWindowsThatChangeANoteBothAreKept(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	n, err := s.NewNote(t.Context(), learner, course.Note{Chapter: "clocks", Quote: scene, Text: "at first"})
	if err != nil {
		t.Fatal(err)
	}
	one, err := s.ChangeNote(t.Context(), learner, n.ID, n.Version, "by one")
	if err != nil || one.ID != n.ID || one.Version != 2 {
		t.Fatalf("%+v, %v", one, err)
	}
	if again, err := s.ChangeNote(t.Context(), learner, n.ID, n.Version, "by one"); err != nil || again != one {
		t.Errorf("sent again: %+v, %v", again, err)
	}
	two, err := s.ChangeNote(t.Context(), learner, n.ID, n.Version, "by the other")
	if !errors.Is(err, course.ErrConflict) || two.ID == n.ID || two.Quote != scene {
		t.Errorf("the loser: %+v, %v; want a note of its own and a conflict", two, err)
	}
	list, err := s.Notes(t.Context(), learner, "")
	if err != nil || len(list) != 2 || list[0].Text != "by one" || list[1].Text != "by the other" {
		t.Errorf("kept: %+v, %v", list, err)
	}
	if _, err := s.ChangeNote(t.Context(), other, n.ID, 2, "mine"); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("another's: %v", err)
	}
	if err := s.ForgetNote(t.Context(), other, n.ID); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("forgotten by another: %v", err)
	}
	if err := s.ForgetNote(t.Context(), learner, n.ID); err != nil {
		t.Error(err)
	}
	if _, err := s.ChangeNote(t.Context(), learner, n.ID, 2, "after"); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("changed after it was deleted: %v", err)
	}
}

func TestNotesHaveTheirLimits(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)
	if _, err := s.write.Exec(`with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
		insert into note (learner, version, chapter, section, exact, prefix, suffix, position, whole, body, at, changed) select ?, 1, 'clocks', '', 'x', '', '', i, 0, '', 1, 1 from n`, course.MaxKept, learner); err != nil {
		t.Fatal(err)
	}
	invalid := (*course.InvalidError)(nil)
	if _, err := s.NewNote(t.Context(), learner, course.Note{Chapter: "clocks", Quote: scene}); !errors.As(err, &invalid) || !strings.Contains(invalid.Reason, "2000") {
		t.Errorf("one too many: %v", err)
	}
	if _, err := s.NewNote(t.Context(), 99, course.Note{Chapter: "clocks", Quote: scene}); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("nobody's: %v", err)
	}
}
