package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestBackupIsAWholeStore(t *testing.T) {
	s := openNew(t)
	learner, token, err := s.NewGuest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := s.MarkRead(t.Context(), learner.ID, "clocks"); err != nil {
		t.Fatal(err)
	}
	first := submit(t, s, learner.ID, "lamport-clock", "a")
	if err := s.KeepVerdict(t.Context(), first.ID, verdict("TestTick", "-")); err != nil {
		t.Fatal(err)
	}

	// A write in progress neither holds up the copy nor gets into it.
	tx, err := s.write.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`insert into reading (learner, chapter, at) values (?, 'half-done', 1)`, learner.ID); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "it's a copy.db")
	if err := s.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	submit(t, s, learner.ID, "lamport-clock", "after")

	backup := openAt(t, path)
	if diff := cmp.Diff(schema(t, s.write), schema(t, backup.write)); diff != "" {
		t.Errorf("schema (-store +backup):\n%s", diff)
	}
	found, err := backup.LearnerByToken(t.Context(), token)
	if err != nil || found != learner {
		t.Errorf("learner in the backup = %+v, %v; want %+v", found, err, learner)
	}
	progress, err := backup.Progress(t.Context(), learner.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, half := progress.Read["half-done"]; half || len(progress.Read) != 1 {
		t.Errorf("read in the backup = %v, want clocks alone", progress.Read)
	}
	list, err := backup.Submissions(t.Context(), learner.ID, "lamport-clock")
	if err != nil {
		t.Fatal(err)
	}
	want, err := s.Submission(t.Context(), first.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]course.Submission{want}, list); diff != "" {
		t.Errorf("submissions in the backup (-want +got):\n%s", diff)
	}
}

func TestBackupRefused(t *testing.T) {
	s := openNew(t)
	folder := t.TempDir()
	taken := filepath.Join(folder, "taken.db")
	if err := os.WriteFile(taken, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}

	if err := s.Backup(t.Context(), taken); !errors.Is(err, fs.ErrExist) {
		t.Errorf("onto a file: error = %v, want fs.ErrExist", err)
	}
	if content, err := os.ReadFile(taken); err != nil || string(content) != "precious" {
		t.Errorf("the file that was there now holds %q, %v", content, err)
	}
	if err := s.Backup(t.Context(), filepath.Join(folder, "nowhere", "x.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a missing folder: error = %v, want fs.ErrNotExist", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("refused backups left files behind: %v", entries)
	}
}
