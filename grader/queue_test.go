package grader

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"happensbefore/course"
	"happensbefore/labs"
)

// shelfOf has one lab.
type shelfOf struct{ lab *labs.Lab }

func (s shelfOf) Secret(slug string) (*labs.Lab, error) {
	if slug != s.lab.Slug {
		return nil, course.ErrNotFound
	}
	return s.lab, nil
}

// memory is a Queue that forgets everything with its process.
type memory struct {
	mu           sync.Mutex
	submissions  map[int64]course.Submission
	keys         map[string]int64
	disagreement map[int64][2]course.Verdict
	fail         int // how many verdicts to refuse
}

func newMemory() *memory {
	return &memory{submissions: map[int64]course.Submission{}, keys: map[string]int64{}, disagreement: map[int64][2]course.Verdict{}}
}

func (m *memory) CreateSubmission(_ context.Context, learner int64, lab, key string, files []course.File) (course.Submission, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	name := fmt.Sprint(learner, key)
	if id, ok := m.keys[name]; ok {
		return m.submissions[id], nil
	}
	s := course.Submission{ID: int64(len(m.submissions) + 1), Learner: learner, Lab: lab, Files: files}
	m.submissions[s.ID], m.keys[name] = s, s.ID
	return s, nil
}

func (m *memory) Kept(_ context.Context, learner int64, key string) (course.Submission, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if id, ok := m.keys[fmt.Sprint(learner, key)]; ok {
		return m.submissions[id], nil
	}
	return course.Submission{}, course.ErrNotFound
}

func (m *memory) Pending(context.Context) ([]course.Submission, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []course.Submission
	for _, id := range slices.Sorted(maps.Keys(m.submissions)) {
		if s := m.submissions[id]; !s.Graded() {
			list = append(list, s)
		}
	}
	return list, nil
}

func (m *memory) Submission(_ context.Context, id int64) (course.Submission, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.submissions[id]
	if !ok {
		return s, course.ErrNotFound
	}
	return s, nil
}

func (m *memory) KeepVerdict(_ context.Context, id int64, v course.Verdict) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail > 0 {
		m.fail--
		return errors.New("the disk is full")
	}
	s := m.submissions[id]
	if s.Graded() {
		return course.ErrConflict
	}
	s.Verdict = &v
	m.submissions[id] = s
	return nil
}

func (m *memory) KeepDisagreement(_ context.Context, id int64, interpreted, compiled course.Verdict) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.disagreement[id] = [2]course.Verdict{interpreted, compiled}
	return nil
}

func answer(source string) []course.File { return []course.File{{Name: "double.go", Source: source}} }

// serve has g grade until the test ends.
func serve(t *testing.T, g *Grader) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- g.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

func TestALearnerIsToldAnHonestPlaceInLine(t *testing.T) {
	queue := newMemory()
	g := New(Config{Shelf: shelfOf{double()}, Queue: queue, Worker: testWorker(), Workers: 1, Log: slog.New(slog.DiscardHandler)})
	var ids []int64
	for i := range 4 {
		s, err := g.Submit(t.Context(), int64(i), "double", "key", answer(rightAnswer))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, s.ID)
	}
	places := make(chan int, 100)
	var follower sync.WaitGroup
	follower.Go(func() {
		defer close(places)
		for now, err := range g.Follow(t.Context(), ids[3]) {
			if err != nil {
				t.Error(err)
				return
			}
			if now.Submission.Graded() {
				return
			}
			if now.First == nil {
				places <- now.Place
			}
		}
	})
	if got := <-places; got != 3 {
		t.Errorf("at first: place %d, want 3, after one under way and two in line", got)
	}
	serve(t, g)
	last := 3
	for p := range places {
		if p > last {
			t.Errorf("place %d after %d", p, last)
		}
		last = p
	}
	follower.Wait()
	if last != 0 {
		t.Errorf("graded from place %d", last)
	}
}

func TestWhatWasTakenIsNotRefusedWhenSentAgain(t *testing.T) {
	g := New(Config{Shelf: shelfOf{double()}, Queue: newMemory(), Worker: testWorker(), Workers: 1, Line: 2, Share: 2, Log: slog.New(slog.DiscardHandler)})
	submit := func(learner int64, key string) (course.Submission, error) {
		return g.Submit(t.Context(), learner, "double", key, answer(rightAnswer))
	}
	first, err := submit(1, "a")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := submit(1, "a"); err != nil || again.ID != first.ID {
		t.Errorf("sent again: %v, %v", again.ID, err)
	}
	if _, err := submit(1, "b"); err != nil {
		t.Errorf("the second: %v; sending the first again took a place", err)
	}
	busy := new(course.BusyError)
	if _, err := submit(1, "c"); !errors.As(err, &busy) || !busy.Own {
		t.Errorf("the third of a share of two: %v", err)
	}
	if _, err := submit(2, "a"); !errors.As(err, &busy) || busy.Own {
		t.Errorf("another's in a full line: %v", err)
	}
	if again, err := submit(1, "a"); err != nil || again.ID != first.ID {
		t.Errorf("sent again to a full line: %v, %v", again.ID, err)
	}
	if _, err := g.Run(t.Context(), "learner 2", "double", answer(rightAnswer)); !errors.As(err, &busy) {
		t.Errorf("a run in a full line: %v", err)
	}
	serve(t, g)
	if s, err := g.Wait(t.Context(), first.ID); err != nil || s.Verdict.Outcome != course.Passed {
		t.Errorf("%+v, %v", s.Verdict, err)
	}
}

func TestAGradingThatFailsThroughOurFaultIsTriedAgain(t *testing.T) {
	queue := newMemory()
	queue.fail = 2
	g := New(Config{Shelf: shelfOf{double()}, Queue: queue, Worker: testWorker(), Log: slog.New(slog.DiscardHandler)})
	serve(t, g)
	s, err := g.Submit(t.Context(), 1, "double", "key", answer(rightAnswer))
	if err != nil {
		t.Fatal(err)
	}
	if s, err = g.Wait(t.Context(), s.ID); err != nil || s.Verdict.Outcome != course.Passed {
		t.Errorf("%+v, %v", s.Verdict, err)
	}
	if g.line.tickets != 0 {
		t.Errorf("%d places in line are still taken", g.line.tickets)
	}
}

func TestAGradingIsTriedUntilThereIsAVerdict(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		queue := newMemory()
		queue.fail = 30
		// Its lab is gone, so that no process is needed for a verdict.
		s, err := queue.CreateSubmission(t.Context(), 1, "gone", "key", answer(rightAnswer))
		if err != nil {
			t.Fatal(err)
		}
		g := New(Config{Shelf: shelfOf{double()}, Queue: queue, Spares: -1, Log: slog.New(slog.DiscardHandler)})
		serve(t, g)
		synctest.Wait() // until the first try has failed
		begin := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 30*longestRetry)
		defer cancel()
		for now, err := range g.Follow(ctx, s.ID) {
			if err != nil {
				t.Fatalf("after %s: %v", time.Since(begin), err)
			}
			s = now.Submission
		}
		if !s.Graded() {
			t.Error("it has no verdict")
		}
		if took := time.Since(begin); took < 20*longestRetry {
			t.Errorf("thirty failures took %s: a disk that stays full is asked too often", took)
		}
	})
}

func TestWhatIsPendingIsGradedAfterTheStart(t *testing.T) {
	queue := newMemory()
	before := New(Config{Shelf: shelfOf{double()}, Queue: queue, Worker: testWorker(), Log: slog.New(slog.DiscardHandler)})
	s, err := before.Submit(t.Context(), 1, "double", "key", answer(rightAnswer))
	if err != nil {
		t.Fatal(err)
	}
	after := New(Config{Shelf: shelfOf{double()}, Queue: queue, Worker: testWorker(), Log: slog.New(slog.DiscardHandler)})
	serve(t, after)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		now, err := after.queue.Submission(t.Context(), s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if now.Graded() {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("still pending")
		}
	}
}

func TestARunThatSeesADifferentEndThanTheInterpreterIsADisagreement(t *testing.T) {
	check := func(test string, passed bool) course.CheckResult {
		return course.CheckResult{Test: test, Passed: passed}
	}
	of := func(o course.Outcome, checks ...course.CheckResult) course.Verdict {
		return course.Verdict{Outcome: o, Checks: checks}
	}
	cases := map[string]struct {
		interpreted, compiled course.Verdict
		want                  bool
	}{
		"the same":                   {of(course.Failed, check("A", false)), of(course.Failed, check("A", false)), false},
		"another check failed":       {of(course.Failed, check("A", false), check("B", true)), of(course.Failed, check("A", true), check("B", false)), true},
		"passed and failed":          {of(course.Passed, check("A", true)), of(course.Failed, check("A", false)), true},
		"in other words":             {of(course.Panicked, check("A", false)), of(course.Failed, check("A", false)), false},
		"a race that only one sees":  {of(course.Passed, check("A", true)), of(course.Raced, check("A", false)), false},
		"no compiled verdict at all": {of(course.Passed, check("A", true)), of(course.Ungraded), false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := disagree(c.interpreted, c.compiled); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
