package grader

import (
	"log/slog"
	"testing"

	"happensbefore/labs"
)

func newTestGrader(t testing.TB, shelf Shelf, queue Queue) *Grader {
	t.Helper()
	return New(Config{Shelf: shelf, Queue: queue, Worker: testWorker(), Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
}

func courseLabs(t testing.TB) *labs.Shelf {
	t.Helper()
	shelf, problems := labs.Load(labs.FS, "labs")
	for _, p := range problems {
		t.Error(p)
	}
	return shelf
}

// "happensbefore check" verifies every lab, last of all tests. Here is one of
// each make: a lab of one file, and one of several that runs on sim.
func TestLabsHoldWhatTheirFilesPromise(t *testing.T) {
	shelf := courseLabs(t)
	g := newTestGrader(t, shelf, nil)
	for _, slug := range []string{"lamport-clock", "crdt-counter-set"} {
		t.Run(slug, func(t *testing.T) {
			lab, err := shelf.Secret(slug)
			if err != nil {
				t.Fatal(err)
			}
			problems, err := g.Verify(t.Context(), lab, "labs/"+slug+".md")
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				t.Error(p)
			}
		})
	}
}

func TestEveryLabHasManyWrongSolutions(t *testing.T) {
	shelf := courseLabs(t)
	for _, l := range shelf.Labs() {
		lab, err := shelf.Secret(l.Slug)
		if err != nil {
			t.Fatal(err)
		}
		if len(lab.Wrong) < 10 {
			t.Errorf("%s: %d wrong solutions; every lab of the course has at least 10", l.Slug, len(lab.Wrong))
		}
	}
}
