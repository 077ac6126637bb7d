package main

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

// TestSubmissionsSurviveKill kills the real server at random moments, some of
// them in the middle of a grading, and starts it again on the same data. Every
// submission that it had accepted ends with one verdict, the right one.
func TestSubmissionsSurviveKill(t *testing.T) {
	file, right := labFile(t, "lamport-clock", "solution", "")
	_, wrong := labFile(t, "lamport-clock", "starter", "")
	slow := right + "\nvar slow = spin()\n\nfunc spin() int {\n\tn := 0\n\tfor i := 0; i < 3000000; i++ {\n\t\tn += i\n\t}\n\treturn n\n}\n"
	sources := []struct{ source, outcome string }{{right, "passed"}, {wrong, "failed"}, {slow, "passed"}}

	data := t.TempDir()
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a test's choices, the same in every run
	accepted := map[string]string{}       // the outcome it must get, by path
	const rounds = 12
	s := serveSite(t, data)
	s.get(t, "/labs/lamport-clock", http.StatusOK)
	for round := range rounds {
		refused := make(chan error, 1)
		go func() {
			for i := 0; ; i++ {
				c := sources[i%len(sources)]
				path, err := s.submit("lamport-clock", file, c.source, fmt.Sprintf("key-of-the-test-%d-%d", round, i))
				if errors.Is(err, errNotAccepted) {
					refused <- err // killed, or asked to slow down
					return
				}
				accepted[path] = c.outcome
				time.Sleep(20 * time.Millisecond)
			}
		}()
		time.Sleep(time.Duration(50+random.IntN(500)) * time.Millisecond)
		s.kill()
		lastly := <-refused
		jar := s.client.Jar
		s = serveSite(t, data)
		if len(accepted) == 0 {
			t.Fatal(lastly)
		}
		// The same learner goes on, at the new port: cookies know no ports.
		s.client.Jar = jar
	}
	if len(accepted) < rounds {
		t.Fatalf("only %d submissions were accepted", len(accepted))
	}
	for path, want := range accepted {
		if got := s.verdict(t, path); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	s.stop(t)

	db, err := sql.Open("sqlite3", "file:"+filepath.Join(data, "happensbefore.db")+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var kept, graded int
	if err := db.QueryRow(`SELECT count(*), count(verdict) FROM submission`).Scan(&kept, &graded); err != nil {
		t.Fatal(err)
	}
	if kept < len(accepted) || graded != kept {
		t.Errorf("%d accepted, %d kept, %d graded", len(accepted), kept, graded)
	}
	t.Logf("%d accepted over %d kills, %d kept, %d graded", len(accepted), rounds, kept, graded)
}
