package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestSubmissionComesBackAsItWasSent(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)
	sent := []course.File{
		{Name: "clock.go", Source: "package lamport\n\n// \"quotes\", 'more', tabs\t, ünïcode ⏱, a NUL \x00 and </script>\n"},
		{Name: "a.go", Source: ""},
	}
	created, err := s.CreateSubmission(t.Context(), learner, "lamport-clock", "key-1", sent)
	if err != nil {
		t.Fatal(err)
	}
	want := course.Submission{ID: created.ID, Learner: learner, Lab: "lamport-clock", Files: sent, At: noon.Add(2 * time.Second)}
	if diff := cmp.Diff(want, created); diff != "" {
		t.Errorf("as created (-want +got):\n%s", diff)
	}
	read, err := s.Submission(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("as read (-want +got):\n%s", diff)
	}
}

func TestLargestSubmissionIsKept(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)
	sent := files(strings.Repeat("\x01", course.MaxSource)) // six bytes each in JSON
	created, err := s.CreateSubmission(t.Context(), learner, "lamport-clock", "k", sent)
	if err != nil {
		t.Fatal(err)
	}
	read, err := s.Submission(t.Context(), created.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sent, read.Files); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestKeyMakesSubmittingIdempotent(t *testing.T) {
	s := openNew(t)
	learner, other := newGuest(t, s), newGuest(t, s)
	two := []course.File{{Name: "a.go", Source: "package a"}, {Name: "b.go", Source: "package a"}}
	first, err := s.CreateSubmission(t.Context(), learner, "lamport-clock", "k", two)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.KeepVerdict(t.Context(), first.ID, verdict("TestTick", "")); err != nil {
		t.Fatal(err)
	}

	reversed := slices.Clone(two)
	slices.Reverse(reversed)
	tests := []struct {
		name    string
		learner int64
		lab     string
		key     string
		files   []course.File
		want    string // "first", "new" or "conflict"
	}{
		{"the same again", learner, "lamport-clock", "k", two, "first"},
		{"the same, files in another order", learner, "lamport-clock", "k", reversed, "first"},
		{"the same source under another key", learner, "lamport-clock", "k2", two, "new"},
		{"another learner with the same key", other, "lamport-clock", "k", two, "new"},
		{"the key reused for other source", learner, "lamport-clock", "k", files("package b"), "conflict"},
		{"the key reused with a file left out", learner, "lamport-clock", "k", two[:1], "conflict"},
		{"the key reused for another lab", learner, "vector-clock", "k", two, "conflict"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := s.CreateSubmission(t.Context(), test.learner, test.lab, test.key, test.files)
			switch {
			case test.want == "conflict":
				if !errors.Is(err, course.ErrConflict) {
					t.Errorf("got submission %d and error %v, want course.ErrConflict", got.ID, err)
				}
			case err != nil:
				t.Error(err)
			case test.want == "first" && (got.ID != first.ID || !got.Graded()):
				t.Errorf("got submission %d (graded: %t), want the first, %d, with its verdict", got.ID, got.Graded(), first.ID)
			case test.want == "new" && got.ID == first.ID:
				t.Errorf("got the first submission, %d, want a new one", got.ID)
			}
		})
	}
}

func TestSubmissionRefused(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)

	_, err := s.CreateSubmission(t.Context(), learner+1, "lamport-clock", "k", files("package a"))
	if !errors.Is(err, course.ErrNotFound) {
		t.Errorf("unknown learner: error = %v, want course.ErrNotFound", err)
	}
	_, err = s.CreateSubmission(t.Context(), learner, "lamport-clock", "", files("package a"))
	if invalid := (*course.InvalidError)(nil); !errors.As(err, &invalid) || invalid.Field != "key" {
		t.Errorf("no key: error = %v, want an InvalidError about the key", err)
	}
	if pending, err := s.Pending(t.Context()); err != nil || len(pending) != 0 {
		t.Errorf("pending = %v, %v; want nothing kept", pending, err)
	}
}

func TestMissingSubmission(t *testing.T) {
	s := openNew(t)
	_, err := s.Submission(t.Context(), 7)
	if !errors.Is(err, course.ErrNotFound) {
		t.Errorf("error = %v, want course.ErrNotFound", err)
	}
	if want := "store: submission 7: not found"; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
	if err := s.KeepVerdict(t.Context(), 7, verdict("TestTick", "")); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("verdict on nothing: error = %v, want course.ErrNotFound", err)
	}
}

func TestListsOfSubmissions(t *testing.T) {
	s := openNew(t)
	ada, bob := newGuest(t, s), newGuest(t, s)
	a1 := submit(t, s, ada, "lamport-clock", "a1")
	b1 := submit(t, s, bob, "lamport-clock", "b1")
	a2 := submit(t, s, ada, "vector-clock", "a2")
	a3 := submit(t, s, ada, "lamport-clock", "a3")
	if err := s.KeepVerdict(t.Context(), b1.ID, verdict("TestTick", "-")); err != nil {
		t.Fatal(err)
	}

	check := func(name string, got []course.Submission, err error, want ...int64) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var ids []int64
		for _, submission := range got {
			ids = append(ids, submission.ID)
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	got, err := s.Submissions(t.Context(), ada, "lamport-clock")
	check("ada's, newest first", got, err, a3.ID, a1.ID)
	got, err = s.Submissions(t.Context(), bob, "lamport-clock")
	check("bob's", got, err, b1.ID)
	if !got[0].Graded() {
		t.Error("bob's submission lost its verdict")
	}
	got, err = s.Submissions(t.Context(), bob, "vector-clock")
	check("bob's to a lab he has not tried", got, err)
	got, err = s.Pending(t.Context())
	check("pending, oldest first", got, err, a1.ID, a2.ID, a3.ID)
	if diff := cmp.Diff(a1, got[0]); diff != "" {
		t.Errorf("a pending submission (-want +got):\n%s", diff)
	}
}

func TestVerdictComesBackAsItWasKept(t *testing.T) {
	s := openNew(t)
	submission := submit(t, s, newGuest(t, s), "lamport-clock", "k")
	want := course.Verdict{
		Outcome: course.Deadlocked,
		Says:    "Every goroutine waits for another.",
		Checks: []course.CheckResult{
			{Test: "TestTick", Says: "a local event gets a larger time", Outcome: course.Passed, Passed: true, Points: 1, Seeds: 1},
			{Test: "TestOrder", Says: "causal order holds", Outcome: course.Deadlocked, Points: 4, Message: "got <7>, want \"13\"", Seed: 18446744073709551615, Failed: 3, Seeds: 200},
			{Test: "TestNever", Says: "the rest", Points: 2},
		},
		Engine:      "interpreted",
		Diagnostics: []course.Diagnostic{{File: "clock.go", Line: 3, Column: 9, Message: "declared and not used: x"}},
		Output:      "hello\n\x00\u2028",
		Elapsed:     17 * time.Millisecond,
	}
	want.Settle()
	if err := s.KeepVerdict(t.Context(), submission.ID, want); err != nil {
		t.Fatal(err)
	}
	got, err := s.Submission(t.Context(), submission.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&want, got.Verdict); diff != "" {
		t.Errorf("verdict (-want +got):\n%s", diff)
	}
}

func TestFirstVerdictWins(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)
	submission := submit(t, s, learner, "lamport-clock", "k")
	if err := s.KeepVerdict(t.Context(), submission.ID, verdict("TestTick", "-")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.KeepVerdict(t.Context(), submission.ID, verdict("TestTick", "")); !errors.Is(err, course.ErrConflict) {
			t.Fatalf("second verdict: error = %v, want course.ErrConflict", err)
		}
	}
	progress, err := s.Progress(t.Context(), learner)
	if err != nil {
		t.Fatal(err)
	}
	want := course.Standing{Lab: "lamport-clock", Attempts: 1, Failures: map[string]int{"TestTick": 1}}
	if diff := cmp.Diff(want, progress.Standings["lamport-clock"]); diff != "" {
		t.Errorf("standing (-want +got):\n%s", diff)
	}
}

func TestVerdictRefused(t *testing.T) {
	tests := []struct {
		name    string
		verdict course.Verdict
	}{
		{"that says nothing", course.Verdict{}},
		{"with an outcome that does not exist", course.Verdict{Outcome: 200}},
		{"with a check twice", verdict("TestTick", "-", "TestTick", "-")},
		{"with more points than there are", course.Verdict{Outcome: course.Passed, Score: 8, MaxScore: 7}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := openNew(t)
			submission := submit(t, s, newGuest(t, s), "lamport-clock", "k")
			err := s.KeepVerdict(t.Context(), submission.ID, test.verdict)
			if err == nil {
				t.Fatal("kept it")
			}
			// A conflict would tell the grader that somebody else has graded it.
			if errors.Is(err, course.ErrConflict) || errors.Is(err, course.ErrNotFound) {
				t.Errorf("error = %v, which means something else", err)
			}
			got, err := s.Submission(t.Context(), submission.ID)
			if err != nil {
				t.Fatal(err)
			}
			if got.Graded() {
				t.Errorf("the submission is graded: %+v", got.Verdict)
			}
			if err := s.KeepVerdict(t.Context(), submission.ID, verdict("TestTick", "-")); err != nil {
				t.Errorf("a proper verdict afterwards: %v", err)
			}
		})
	}
}

// Eight learners submit, each key from three browsers tabs at once, while two
// graders race for every pending submission and readers look on.
func TestConcurrentSubmittersAndGraders(t *testing.T) {
	const learners, keys, tabs = 8, 5, 3
	s := openAt(t, tempPath(t))
	ctx := t.Context()

	var ids sync.Map // by learner and key: the id every tab must have been given
	var submitters sync.WaitGroup
	for range learners {
		learner := newGuest(t, s)
		for key := range keys {
			for range tabs {
				submitters.Go(func() {
					submission, err := s.CreateSubmission(ctx, learner, "lamport-clock", fmt.Sprint(key), files("package a"))
					if err != nil {
						t.Error(err)
						return
					}
					if first, loaded := ids.LoadOrStore(fmt.Sprint(learner, "/", key), submission.ID); loaded && first != submission.ID {
						t.Errorf("learner %d, key %d: submissions %d and %d", learner, key, first, submission.ID)
					}
				})
			}
		}
	}

	var won, lost atomic.Int64
	var graders sync.WaitGroup
	submitted := make(chan struct{})
	for range 2 {
		graders.Go(func() {
			for last := false; ; {
				pending, err := s.Pending(ctx)
				if err != nil {
					t.Error(err)
					return
				}
				for _, submission := range pending {
					err := s.KeepVerdict(ctx, submission.ID, verdict("TestTick", ""))
					switch {
					case err == nil:
						won.Add(1)
					case errors.Is(err, course.ErrConflict):
						lost.Add(1)
					default:
						t.Error(err)
						return
					}
				}
				if last {
					return
				}
				select {
				case <-submitted:
					last = true // one more round: nothing new can come
				case <-time.After(time.Millisecond):
				}
			}
		})
	}
	submitters.Wait()
	close(submitted)
	graders.Wait()

	if got := won.Load(); got != learners*keys {
		t.Errorf("%d verdicts kept, want %d (and %d came second)", got, learners*keys, lost.Load())
	}
	if pending, err := s.Pending(ctx); err != nil || len(pending) != 0 {
		t.Errorf("still pending: %d, error %v", len(pending), err)
	}
}

func TestAVerdictThatNoEngineCouldGiveIsKeptAndCountsForNothing(t *testing.T) {
	ctx := t.Context()
	s := openNew(t)
	learner := newGuest(t, s)
	submission, err := s.CreateSubmission(ctx, learner, "lamport-clock", "key", files("package clock"))
	if err != nil {
		t.Fatal(err)
	}
	unable := course.Verdict{Says: "The interpreter cannot run this yet.", Engine: "interpreted", MaxScore: 3,
		Checks: []course.CheckResult{{Test: "TestTick", Outcome: course.Failed, Points: 1}, {Test: "TestMax", Points: 2}}}
	if err := s.KeepVerdict(ctx, submission.ID, unable); err != nil {
		t.Fatal(err)
	}
	kept, err := s.Submission(ctx, submission.ID)
	if err != nil || !kept.Graded() || kept.Verdict.Outcome != course.Ungraded {
		t.Errorf("%+v, %v", kept.Verdict, err)
	}
	progress, err := s.Progress(ctx, learner)
	if err != nil || len(progress.Standings) != 0 {
		t.Errorf("standings %v, %v", progress.Standings, err)
	}
}

func TestSourceThatIsNotUTF8IsKeptByteForByte(t *testing.T) {
	s := openNew(t)
	want := []course.File{{Name: "clock.go", Source: "package clock // \xff\xfe"}}
	first, err := s.CreateSubmission(t.Context(), newGuest(t, s), "lamport-clock", "key", want)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := s.Submission(t.Context(), first.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, kept.Files); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if _, err := s.CreateSubmission(t.Context(), first.Learner, "lamport-clock", "key", want); err != nil {
		t.Errorf("handed in again: %v", err)
	}
}
