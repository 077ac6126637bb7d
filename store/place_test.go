package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestThePlaceInAChapterIsTheLastOne(t *testing.T) {
	s := openNew(t)
	now := noon
	s.now = func() time.Time { return now }
	learner, other := newGuest(t, s), newGuest(t, s)
	keep := func(learner int64, p course.Place) {
		t.Helper()
		now = now.Add(time.Second)
		if err := s.KeepPlace(t.Context(), learner, p); err != nil {
			t.Fatal(err)
		}
	}
	keep(learner, course.Place{Chapter: "clocks", Section: "the-scene", Words: "At noon", Device: "phone"})
	keep(learner, course.Place{Chapter: "start-here", Words: "Read on", Device: "phone"})
	keep(learner, course.Place{Chapter: "clocks", Section: "skew", Words: "Clocks", Device: "laptop"})
	keep(other, course.Place{Chapter: "clocks", Section: "theirs"})
	got, err := s.Places(t.Context(), learner)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]course.Place{
		{Chapter: "clocks", Section: "skew", Words: "Clocks", Device: "laptop", At: noon.Add(3 * time.Second)},
		{Chapter: "start-here", Words: "Read on", Device: "phone", At: noon.Add(2 * time.Second)},
	}, got); diff != "" {
		t.Errorf("places (-want +got):\n%s", diff)
	}
	if err := s.KeepPlace(t.Context(), 1000, course.Place{Chapter: "clocks"}); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("a place of nobody's: %v, want ErrNotFound", err)
	}
}

func TestAHandoverIsGoodForOnceAndAWhile(t *testing.T) {
	s := openNew(t)
	now := noon
	s.now = func() time.Time { return now }
	learner := newGuest(t, s)
	handover := func() string {
		t.Helper()
		secret, until, err := s.NewHandover(t.Context(), learner)
		if err != nil || len(secret) != handoverLetters || !until.Equal(now.Add(handoverTime)) {
			t.Fatalf("%q until %s, %v", secret, until, err)
		}
		return secret
	}
	refused := func(what, secret string) {
		t.Helper()
		if token, err := s.TakeOver(t.Context(), secret); !errors.Is(err, course.ErrNotFound) || token != "" {
			t.Errorf("%s: token %q, %v; want ErrNotFound", what, token, err)
		}
	}

	secret := handover()
	refused("a secret that nobody was given", "AAAAAAAAAA")
	token, err := s.TakeOver(t.Context(), secret)
	if err != nil {
		t.Fatal(err)
	}
	who, err := s.LearnerByToken(t.Context(), token)
	if err != nil || who.ID != learner {
		t.Errorf("the token is of learner %d, %v; want %d", who.ID, err, learner)
	}
	refused("a secret once more", secret)

	first, second := handover(), handover()
	refused("a secret with a later one", first)
	now = now.Add(handoverTime)
	refused("a secret that is too old", second)
	if _, _, err := s.NewHandover(t.Context(), 1000); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("a handover of nobody's: %v, want ErrNotFound", err)
	}
	var kept int
	if err := s.read.QueryRowContext(t.Context(), `select count(*) from handover`).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d secrets are kept, %v; want the one that nobody has cleared away", kept, err)
	}
}
