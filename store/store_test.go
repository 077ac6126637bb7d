package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

// TestMain lets the test binary play the program that TestKilledProcess kills.
func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		os.Exit(child(path))
	}
	os.Exit(m.Run())
}

// noon is when every test's clock starts; each reading is a second later, so
// that no two moments of a test are the same.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func clock() func() time.Time {
	ticks := 0
	return func() time.Time {
		ticks++
		return noon.Add(time.Duration(ticks) * time.Second)
	}
}

func tempPath(t *testing.T) string { return filepath.Join(t.TempDir(), "happensbefore.db") }

func openAt(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func openNew(t *testing.T) *Store {
	t.Helper()
	s := openAt(t, tempPath(t))
	s.now = clock()
	return s
}

func newGuest(t *testing.T, s *Store) int64 {
	t.Helper()
	learner, _, err := s.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return learner.ID
}

func files(source string) []course.File {
	return []course.File{{Name: "clock.go", Source: source}}
}

func submit(t *testing.T, s *Store, learner int64, lab, key string) course.Submission {
	t.Helper()
	submission, err := s.CreateSubmission(t.Context(), learner, lab, key, files("package "+key))
	if err != nil {
		t.Fatal(err)
	}
	return submission
}

func TestSettingsReachEveryConnection(t *testing.T) {
	s := openNew(t)
	tests := []struct {
		name   string
		db     *sql.DB
		pragma string
		want   string
	}{
		{"writer logs ahead", s.write, "journal_mode", "wal"},
		{"writer waits for the disk at each commit", s.write, "synchronous", "2"},
		{"writer checks foreign keys", s.write, "foreign_keys", "1"},
		{"writer waits for other processes", s.write, "busy_timeout", "5000"},
		{"readers see the same log", s.read, "journal_mode", "wal"},
		{"readers cannot write", s.read, "query_only", "1"},
		{"readers wait for other processes", s.read, "busy_timeout", "5000"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			// Hold several connections at once, so that fresh ones are seen too.
			for range test.db.Stats().MaxOpenConnections {
				conn, err := test.db.Conn(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				var got string
				if err := conn.QueryRowContext(t.Context(), "PRAGMA "+test.pragma).Scan(&got); err != nil {
					t.Fatal(err)
				}
				if got != test.want {
					t.Errorf("%s = %s, want %s", test.pragma, got, test.want)
				}
			}
		})
	}
}

func TestReadersRefuseToWrite(t *testing.T) {
	s := openNew(t)
	_, err := s.read.ExecContext(t.Context(), `insert into learner (name, at) values ('x', 1)`)
	if err == nil {
		t.Error("a reader connection inserted a row")
	}
}

func TestOpenTakesAnyPath(t *testing.T) {
	for _, name := range []string{"plain.db", "new/folder/x.db", "what?/50%/#1.db", "a b&c=d/ü.db"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			s := openAt(t, path)
			learner := newGuest(t, s)
			if _, err := os.Stat(path); err != nil {
				t.Fatalf("the database is not where it was asked for: %v", err)
			}
			again := openAt(t, path)
			if err := again.MarkRead(t.Context(), learner, "clocks"); err != nil {
				t.Errorf("a second opening does not see what the first wrote: %v", err)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	garbage := filepath.Join(t.TempDir(), "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, path string }{
		{"a folder", t.TempDir()},
		{"a file that is not a database", garbage},
		{"a path below a file", filepath.Join(garbage, "x.db")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := Open(t.Context(), test.path)
			if err == nil {
				s.Close()
				t.Fatal("opened it")
			}
			if want := "store: open " + test.path + ": "; !strings.HasPrefix(err.Error(), want) {
				t.Errorf("error %q does not begin with %q", err, want)
			}
		})
	}
}

func TestClosedStoreReturnsErrors(t *testing.T) {
	s, err := Open(t.Context(), tempPath(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.NewGuest(t.Context()); err == nil {
		t.Error("NewGuest on a closed store returned no error")
	}
	if _, err := s.Pending(t.Context()); err == nil {
		t.Error("Pending on a closed store returned no error")
	}
}

func TestCloseLeavesOneFile(t *testing.T) {
	path := tempPath(t)
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	newGuest(t, s)
	if _, err := s.Pending(t.Context()); err != nil { // opens a reader
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if diff := cmp.Diff([]string{filepath.Base(path)}, names); diff != "" {
		t.Errorf("files after Close (-want +got):\n%s", diff)
	}
}

func TestCancelledContextWritesNothing(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := s.CreateSubmission(ctx, learner, "lamport-clock", "k", files("package a"))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error = %v, want context.Canceled", err)
	}
	pending, err := s.Pending(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(pending) != 0 {
		t.Errorf("a cancelled submission was kept: %+v", pending)
	}
}

// A writer that waits behind another one stops waiting when its context ends.
func TestWaitingWriterHeedsItsContext(t *testing.T) {
	s := openNew(t)
	tx, err := s.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, _, err := s.NewGuest(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error = %v, want context.DeadlineExceeded", err)
	}
}

// A reader works while another connection holds the write lock.
func TestReadersDoNotWaitForAWriter(t *testing.T) {
	s := openNew(t)
	learner := newGuest(t, s)
	tx, err := s.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.Exec(`insert into reading (learner, chapter, at) values (?, 'clocks', 1)`, learner); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	progress, err := s.Progress(ctx, learner)
	if err != nil {
		t.Fatal(err)
	}
	if len(progress.Read) != 0 {
		t.Errorf("a reader saw what is not committed: %v", progress.Read)
	}
}
