package main

import (
	"context"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/grader"
	"happensbefore/labs"
	"happensbefore/server/contract"
	"happensbefore/server/webtest"
	"happensbefore/store"
)

// toolchainDir is where make puts the toolchain.
const toolchainDir = "../../bin/toolchain"

func TestTheRealGraderKeepsTheServersContract(t *testing.T) {
	s, problems := shelf("")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	kept, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	worker, err := newWorker(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	g, closeToolchain, err := gradingWith(grader.Config{Shelf: s, Queue: kept, Worker: worker, Log: log}, toolchainDir, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := closeToolchain(); err != nil {
			t.Error(err)
		}
	}()
	serving, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	stopped := make(chan error, 1)
	go func() { stopped <- g.Serve(serving) }()
	defer func() {
		stop()
		if err := <-stopped; err != nil {
			t.Error(err)
		}
	}()
	lab, err := s.Secret("lamport-clock")
	if err != nil {
		t.Fatal(err)
	}
	one, other := newGuest(t, kept), newGuest(t, kept)
	contract.Test(t, g, contract.Course{Lab: &lab.Lab, Right: lab.Solutions[0].Files, Wrong: lab.Starter, One: one, Other: other})
}

func newGuest(t *testing.T, s *store.Store) int64 {
	t.Helper()
	learner, _, err := s.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return learner.ID
}

func TestTheWholeSiteIsReady(t *testing.T) {
	s := serveSite(t, t.TempDir())
	if err := webtest.Ready(t.Context(), http.DefaultTransport, s.url); err != nil {
		t.Error(err)
	}
}

// TestSubmissionsThatMisbehaveLeaveTheSiteWell hands hostile source to the
// real server over HTTP. Each gets its verdict, and the server goes on.
func TestSubmissionsThatMisbehaveLeaveTheSiteWell(t *testing.T) {
	file, right := labFile(t, "lamport-clock", "solution", "")
	with := func(declarations string) string { return right + "\n" + declarations }
	cases := []struct{ name, source, outcome string }{
		{"not UTF-8", with("// \xff"), "did-not-compile"},
		{"more than 64 KiB", with("//" + strings.Repeat("x", 64<<10)), "did-not-compile"},
		{"os.Exit", "package lamport\n\nimport \"os\"\n\nfunc init() { os.Exit(0) }\n", "did-not-compile"},
		{"an endless loop", with("var x = loop()\n\nfunc loop() int {\n\tfor {\n\t}\n}\n"), "timed-out"},
		{"too much memory", with("var x = fill()\n\nfunc fill() [][]byte {\n\tvar all [][]byte\n\tfor {\n\t\tall = append(all, make([]byte, 1<<20))\n\t}\n}\n"), "over-memory"},
		{"endless output", strings.Replace(with("func init() {\n\tfor {\n\t\tfmt.Println(1)\n\t}\n}\n"), "package lamport\n", "package lamport\n\nimport \"fmt\"\n", 1), "too-much-output"},
		{"infinite recursion", with("var x = down(1)\n\nfunc down(n int) int { return down(n+1) + 1 }\n"), "panicked"},
		{"a panic in a goroutine", with("func init() {\n\tgo func() { panic(1) }()\n\tselect {}\n}\n"), "panicked"},
		{"nothing wrong, after all that", right, "passed"},
	}
	s := serveSite(t, t.TempDir())
	s.get(t, "/labs/lamport-clock", http.StatusOK)
	for i, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path, err := s.submit("lamport-clock", file, c.source, "a-key-of-the-hostile-test-"+string(rune('a'+i)))
			if err != nil {
				t.Fatal(err)
			}
			if got := s.verdict(t, path); got != c.outcome {
				t.Errorf("outcome %q, want %q", got, c.outcome)
			}
		})
	}
	s.get(t, "/health", http.StatusOK)
	if _, err := s.submit("lamport-clock", file, strings.Repeat("x", 300<<10), "a-key-of-the-hostile-test-z"); err == nil || !strings.Contains(err.Error(), "413") {
		t.Errorf("300 KiB: %v, want status 413", err)
	}
}

func TestALabThatLeftTheCourseLeavesNoSubmissionPending(t *testing.T) {
	data := t.TempDir()
	kept, err := store.Open(t.Context(), filepath.Join(data, "happensbefore.db"))
	if err != nil {
		t.Fatal(err)
	}
	submission, err := kept.CreateSubmission(t.Context(), newGuest(t, kept), "gone", "key", []course.File{{Name: "x.go", Source: "package x"}})
	if err != nil {
		t.Fatal(err)
	}
	empty, _ := labs.Load(labs.FS, "labs")
	g, _, err := gradingWith(grader.Config{Shelf: empty, Queue: kept, Spares: -1, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}, noToolchain, "")
	if err != nil {
		t.Fatal(err)
	}
	serving, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- g.Serve(serving) }()
	var graded course.Submission
	for range 100 { // Serve takes it up in its own time
		waiting, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		graded, err = g.Wait(waiting, submission.ID)
		cancel()
		if err == nil {
			break
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if err != nil || graded.Verdict == nil || !strings.Contains(graded.Verdict.Says, "no longer part") {
		t.Errorf("%+v, %v", graded.Verdict, err)
	}
	if err := kept.Close(); err != nil {
		t.Error(err)
	}
}
