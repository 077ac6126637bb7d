package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"happensbefore/course"
)

// childEnv holds the database's path in the process that will be killed.
const childEnv = "STORE_TEST_CHILD"

// child is that process: it submits, answers, notes, disagrees and grades without end from several
// goroutines and says each id on standard output once the store has returned
// it. It ends only by being killed, or by an error.
func child(path string) int {
	ctx := context.Background()
	s, err := Open(ctx, path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	var output sync.Mutex // whole lines
	failed := make(chan error)
	for range 3 {
		learner, _, err := s.NewGuest(ctx)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		go func() {
			for i := 0; ; i++ {
				source := strings.Repeat("x", rand.IntN(3000)) // within a page, and over several
				submission, err := s.CreateSubmission(ctx, learner.ID, "lamport-clock", fmt.Sprint(i), files(source))
				if err != nil {
					failed <- err
					return
				}
				output.Lock()
				fmt.Println("submitted", submission.ID, learner.ID, len(source))
				output.Unlock()
				answer, err := s.KeepAnswer(ctx, learner.ID, course.Answer{Chapter: "clocks", Question: fmt.Sprint(i), Text: source + "."})
				if err != nil {
					failed <- err
					return
				}
				note, err := s.NewNote(ctx, learner.ID, course.Note{Chapter: "clocks", Quote: course.Quote{Exact: "x"}, Text: source})
				if err != nil {
					failed <- err
					return
				}
				output.Lock()
				fmt.Println("answered", answer.ID, learner.ID, len(source)+1)
				fmt.Println("noted", note.ID, learner.ID, len(source))
				output.Unlock()
				if i%2 == 0 {
					continue
				}
				if i%4 == 1 {
					first := verdict("TestTick", "", "TestMax", "")
					if err := s.KeepDisagreement(ctx, submission.ID, first, verdict("TestTick", "", "TestMax", "-")); err != nil {
						failed <- err
						return
					}
					output.Lock()
					fmt.Println("disagreed", submission.ID, learner.ID, len(source))
					output.Unlock()
				}
				if err := s.KeepVerdict(ctx, submission.ID, verdict("TestTick", "", "TestMax", "-")); err != nil {
					failed <- err
					return
				}
				output.Lock()
				fmt.Println("graded", submission.ID, learner.ID, len(source))
				output.Unlock()
			}
		}()
	}
	fmt.Fprintln(os.Stderr, <-failed)
	return 1
}

// TestKilledProcess kills a process that submits and grades, at random
// moments, and then finds everything that the process was told is kept. Each
// round goes on with the file that the rounds before it left. (What this
// cannot show is a power cut; TestSettingsReachEveryConnection holds the
// setting that each commit waits for the disk.)
func TestKilledProcess(t *testing.T) {
	const rounds = 20
	path := filepath.Join(t.TempDir(), "killed.db")
	type promise struct{ learner, length int64 }
	written := make(map[[2]any]promise) // answers and notes
	submitted, graded, disagreed := make(map[int64]promise), make(map[int64]bool), make(map[int64]bool)

	for round := range rounds {
		delay := time.Duration(rand.Int64N(int64(60 * time.Millisecond)))
		for _, line := range runAndKill(t, path, delay) {
			var what string
			var id int64
			var p promise
			if _, err := fmt.Sscan(line, &what, &id, &p.learner, &p.length); err != nil {
				t.Fatalf("the child says %q: %v", line, err)
			}
			if what == "answered" || what == "noted" {
				written[[2]any{what, id}] = p
				continue
			}
			submitted[id] = p
			switch what {
			case "graded":
				graded[id] = true
			case "disagreed":
				disagreed[id] = true
			}
		}

		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatalf("round %d, killed %v after its first submission: %v", round, delay, err)
		}
		var integrity string
		if err := s.read.QueryRowContext(t.Context(), `PRAGMA integrity_check`).Scan(&integrity); err != nil || integrity != "ok" {
			t.Fatalf("round %d: integrity: %s, %v", round, integrity, err)
		}
		pending, err := s.Pending(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		waiting := make(map[int64]bool)
		for _, submission := range pending {
			waiting[submission.ID] = true
		}
		for id, p := range submitted {
			got, err := s.Submission(t.Context(), id)
			if err != nil {
				t.Fatalf("round %d, killed %v after its first submission: %v", round, delay, err)
			}
			if length := int64(len(got.Files[0].Source)); got.Learner != p.learner || length != p.length {
				t.Fatalf("submission %d has learner %d and %d bytes, want %+v", id, got.Learner, length, p)
			}
			if graded[id] && (!got.Graded() || got.Verdict.Outcome != course.Failed) {
				t.Fatalf("round %d: submission %d lost its verdict: %+v", round, id, got.Verdict)
			}
			if got.Graded() == waiting[id] {
				t.Fatalf("round %d: submission %d: graded %t and pending %t", round, id, got.Graded(), waiting[id])
			}
		}
		for key, p := range written {
			table := map[any]string{"answered": "answer", "noted": "note"}[key[0]]
			var got promise
			if err := s.read.QueryRowContext(t.Context(), `select learner, length(body) from `+table+` where id = ?`, key[1]).Scan(&got.learner, &got.length); err != nil || got != p {
				t.Fatalf("round %d: %s %d is %+v, %v; want %+v", round, table, key[1], got, err, p)
			}
		}
		disagreements, err := s.Disagreements(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		noted := make(map[int64]bool)
		for _, d := range disagreements {
			id := d.Submission.ID
			if noted[id] || d.Interpreted.Outcome != course.Passed || d.Compiled.Outcome != course.Failed {
				t.Fatalf("round %d: submission %d: noted before %t, %s and %s", round, id, noted[id], d.Interpreted.Outcome, d.Compiled.Outcome)
			}
			noted[id] = true
		}
		for id := range disagreed {
			if !noted[id] {
				t.Fatalf("round %d: submission %d lost its disagreement", round, id)
			}
		}
		// A verdict and its failures are one transaction: never one without the other.
		var torn int
		err = s.read.QueryRowContext(t.Context(), `
			select count(*) from submission left join failure on failure.submission = submission.id
			where (submission.verdict is null) != (failure.test is null)`).Scan(&torn)
		if err != nil || torn != 0 {
			t.Fatalf("round %d: %d verdicts kept by half, %v", round, torn, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(submitted) < rounds || len(graded) == 0 || len(disagreed) == 0 || len(written) == 0 {
		t.Fatalf("%d submissions, %d verdicts, %d disagreements, %d answers and notes in %d rounds: too few to have shown anything", len(submitted), len(graded), len(disagreed), len(written), rounds)
	}
	t.Logf("%d submissions, %d verdicts, %d disagreements, %d answers and notes survived %d kills", len(submitted), len(graded), len(disagreed), len(written), rounds)
}

// runAndKill runs a child, kills it the given time after its first line and
// returns its lines; a line cut short by the kill is left out.
func runAndKill(t *testing.T, path string, delay time.Duration) []string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a child that says nothing
	defer cancel()
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var lines []string
	reader := bufio.NewReader(stdout)
	for {
		line, err := reader.ReadString('\n')
		if err != nil {
			break
		}
		lines = append(lines, line)
		if len(lines) == 1 {
			time.AfterFunc(delay, func() { cmd.Process.Kill() }) // SIGKILL
		}
	}
	if err := cmd.Wait(); err == nil || complaints.Len() > 0 || cmd.ProcessState.ExitCode() != -1 {
		t.Fatalf("the child ended by itself: %v\n%s", err, complaints.String())
	}
	return lines
}
