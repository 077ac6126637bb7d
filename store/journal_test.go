package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

const tie = "Who wins a tie?"

func keepAnswer(t *testing.T, s *Store, learner int64, a course.Answer) course.Answer {
	t.Helper()
	kept, err := s.KeepAnswer(t.Context(), learner, a)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

// texts are a learner's answers, the earlier ones in brackets.
func texts(t *testing.T, s *Store, learner int64) string {
	t.Helper()
	list, err := s.Journal(t.Context(), learner)
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, a := range list {
		if a.Earlier {
			a.Text = "(" + a.Text + ")"
		}
		words = append(words, a.Text)
	}
	return strings.Join(words, " ")
}

func TestAnAnswerGrowsWhileItIsWritten(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)
	a := keepAnswer(t, s, learner, course.Answer{Chapter: "clocks", Question: tie, Text: "the"})
	first := a
	a.Text = "the node"
	a = keepAnswer(t, s, learner, a)
	want := course.Answer{ID: first.ID, Version: 2, Chapter: "clocks", Question: tie, Text: "the node", At: noon.Add(2 * time.Second), Changed: noon.Add(3 * time.Second)}
	if diff := cmp.Diff(want, a); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	// The answer to the last change was lost, and it is sent again.
	again := first
	again.Text = "the node"
	if got := keepAnswer(t, s, learner, again); got != a {
		t.Errorf("sent again: %+v, want %+v", got, a)
	}
	if got := texts(t, s, learner); got != "the node" {
		t.Errorf("kept: %s", got)
	}
}

func TestNoAnswerIsWrittenOver(t *testing.T) {
	for name, tt := range map[string]struct {
		rest   time.Duration
		change func(*course.Answer)
		want   string
	}{
		"on another day":                     {sitting, func(a *course.Answer) { a.Text = "new" }, "(old) new"},
		"in the same sitting":                {sitting - time.Minute, func(a *course.Answer) { a.Text = "new" }, "new"},
		"by a form that knows of none":       {0, func(a *course.Answer) { a.ID, a.Version, a.Text = 0, 0, "new" }, "(old) new"},
		"by a window that is behind":         {0, func(a *course.Answer) { a.Version, a.Text = a.Version-1, "new" }, "(old) new"},
		"by emptying it, for another design": {0, func(a *course.Answer) { a.Text = "" }, "(old)"},
		"to another question":                {0, func(a *course.Answer) { a.Question, a.Text = "What then?", "new" }, "old new"},
		"in another chapter":                 {0, func(a *course.Answer) { a.Chapter, a.Text = "quorums", "new" }, "old new"},
	} {
		t.Run(name, func(t *testing.T) {
			s := openNew(t)
			learner, other := newGuest(t, s), newGuest(t, s)
			keepAnswer(t, s, other, course.Answer{Chapter: "clocks", Question: tie, Text: "another's"})
			a := keepAnswer(t, s, learner, course.Answer{Chapter: "clocks", Question: tie, Text: "o"})
			a.Text = "old"
			a = keepAnswer(t, s, learner, a)
			rested := s.now().Add(tt.rest)
			s.now = func() time.Time { return rested }
			tt.change(&a)
			keepAnswer(t, s, learner, a)
			if got := texts(t, s, learner); got != tt.want {
				t.Errorf("kept: %s, want %s", got, tt.want)
			}
			if got := texts(t, s, other); got != "another's" {
				t.Errorf("another learner has %s", got)
			}
		})
	}
}

func TestAnAnswerIsForgottenByWhoWroteIt(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	a := keepAnswer(t, s, learner, course.Answer{Chapter: "clocks", Question: tie, Text: "old"})
	if err := s.ForgetAnswer(t.Context(), other, a.ID); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("by another: %v", err)
	}
	if err := s.ForgetAnswer(t.Context(), learner, a.ID); err != nil {
		t.Error(err)
	}
	if err := s.ForgetAnswer(t.Context(), learner, a.ID); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
}

func TestAnswersHaveTheirLimits(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)
	a := keepAnswer(t, s, learner, course.Answer{Chapter: "clocks", Question: tie, Text: strings.Repeat("x", course.MaxWords)})
	a.Text += "x"
	invalid := (*course.InvalidError)(nil)
	if _, err := s.KeepAnswer(t.Context(), learner, a); !errors.As(err, &invalid) {
		t.Errorf("one byte too long: %v", err)
	}
	if _, err := s.write.Exec(`with recursive n (i) as (select 1 union all select i + 1 from n where i < ?)
		insert into answer (learner, version, chapter, question, body, at, changed, earlier) select ?, 1, 'clocks', 'q' || i, 'x', 1, 1, 0 from n`, course.MaxKept-1, learner); err != nil {
		t.Fatal(err)
	}
	if _, err := s.KeepAnswer(t.Context(), learner, course.Answer{Chapter: "clocks", Question: "one more", Text: "x"}); !errors.As(err, &invalid) || !strings.Contains(invalid.Reason, "2000") {
		t.Errorf("one too many: %v", err)
	}
	a.Text = "shorter"
	if keepAnswer(t, s, learner, a).ID != a.ID {
		t.Error("what is kept cannot be changed any more")
	}
	if _, err := s.KeepAnswer(t.Context(), 99, course.Answer{Chapter: "clocks", Question: tie, Text: "x"}); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("nobody's: %v", err)
	}
}

func TestWhatWasRememberedGoesWithItsLearner(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	for _, who := range []int64{learner, other} {
		remember(t, s, who)
	}
	if _, err := s.write.Exec(`delete from token where learner = ?; delete from learner where id = ?`, learner, learner); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"answer", "choice", "recall", "note"} {
		var n, others int
		if err := s.read.QueryRow(`select count(*) filter (where learner = ?), count(*) from `+table, learner).Scan(&n, &others); err != nil {
			t.Fatal(err)
		}
		if n != 0 || others != 1 {
			t.Errorf("%s: %d rows of the learner, %d in all, want 0 and 1", table, n, others)
		}
	}
}

// remember keeps one of everything.
func remember(t *testing.T, s *Store, learner int64) {
	t.Helper()
	keepAnswer(t, s, learner, course.Answer{Chapter: "clocks", Question: tie, Text: "x"})
	if _, err := s.KeepChoice(t.Context(), learner, course.Choice{Chapter: "clocks", Question: "k", At: noon}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.NewNote(t.Context(), learner, course.Note{Chapter: "clocks", Quote: course.Quote{Exact: "x"}}); err != nil {
		t.Fatal(err)
	}
}
