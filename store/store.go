package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "github.com/mattn/go-sqlite3" // the "sqlite3" driver; its errors are read in errors.go
)

const (
	// busyTimeout bounds the wait for a lock held by another process (a backup,
	// an operator's sqlite3 shell), in milliseconds. Within this process the
	// single writer connection queues without it. Longer than the slowest
	// migration step, shorter than a browser's patience.
	busyTimeout = 5000

	// readers is the number of connections that only read. A read takes well
	// under a millisecond, so a few serve many requests; each costs a page
	// cache of up to 2 MB.
	readers = 4
)

// A Store is one open database file. It is safe for concurrent use.
type Store struct {
	// All writes go through one connection: in SQLite only one can write
	// anyway, and waiting in database/sql's queue is fair and ends with the
	// context, where waiting on the file lock polls and may starve.
	write *sql.DB
	// In WAL mode readers never wait for the writer; these connections cannot
	// write at all.
	read *sql.DB

	path string // absolute
	now  func() time.Time
}

// Open opens the database file at path, creates it and its folder where they
// are missing, and brings its schema up to date. A file written by a newer
// version of the program is refused, untouched. The caller closes the store.
func Open(ctx context.Context, path string) (*Store, error) {
	s, err := open(ctx, path, migrations())
	if err != nil {
		return nil, fmt.Errorf("store: open %s: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string, steps []migration) (*Store, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	// Sources and token hashes are nobody else's business on a shared host.
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}

	write, err := sql.Open("sqlite3", writeDSN(path))
	if err != nil {
		return nil, err
	}
	write.SetMaxOpenConns(1)
	if err := migrate(ctx, write, steps); err != nil {
		write.Close()
		return nil, err
	}

	read, err := sql.Open("sqlite3", readDSN(path))
	if err != nil {
		write.Close()
		return nil, err
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	return &Store{write: write, read: read, path: path, now: time.Now}, nil
}

// Close waits for the running statements, folds the write-ahead log into the
// file and closes it.
func (s *Store) Close() error {
	// The readers first: the last connection to close is the one that folds in
	// the log, and a read-only connection cannot.
	readErr := s.read.Close()
	if err := s.write.Close(); err != nil {
		return fmt.Errorf("store: close: %w", err)
	}
	if readErr != nil {
		return fmt.Errorf("store: close: %w", readErr)
	}
	return nil
}

// writeDSN holds the settings that every writing connection must have; in the
// DSN they also reach a connection that the pool opens later.
//
// _synchronous=FULL: in WAL mode the usual NORMAL keeps the file whole after a
// power cut but may lose the last commits. A learner who was told "submitted"
// must find the submission, so each commit waits for the disk. That costs one
// fsync a submission, which nobody notices beside grading it.
//
// _txlock=immediate: a transaction takes the write lock when it begins. One
// that first reads and then wants to write could otherwise fail halfway with
// SQLITE_BUSY, which no timeout cures.
func writeDSN(path string) string {
	return dsn(path, url.Values{
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"1"},
		"_txlock":       {"immediate"},
	})
}

// readDSN's connections see one unchanging state for the length of a
// transaction and are refused every write.
func readDSN(path string) string {
	return dsn(path, url.Values{
		"_query_only": {"1"},
		"_txlock":     {"deferred"},
	})
}

func dsn(path string, settings url.Values) string {
	settings.Set("_busy_timeout", fmt.Sprint(busyTimeout))
	// Escaped, so that a folder named "what?" or "50%" is not read as settings.
	escaped := (&url.URL{Path: path}).EscapedPath()
	return "file:" + escaped + "?" + settings.Encode()
}

// change runs work in a write transaction and commits it. What work did is on
// disk when change returns nil, and undone when it returns an error.
//
// Even a single insert goes through here: an insert with a RETURNING clause
// outside a transaction commits only when its rows are closed, where the
// driver drops a failing commit's error.
func (s *Store) change(ctx context.Context, work func(*sql.Tx) error) error {
	return within(ctx, s.write, work)
}

// look runs work in a read transaction: all its queries see the same state.
func (s *Store) look(ctx context.Context, work func(*sql.Tx) error) error {
	return within(ctx, s.read, work)
}

func within(ctx context.Context, db *sql.DB, work func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after a commit it does nothing
	if err := work(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// A moment is kept as milliseconds since 1970 in UTC: it sorts, and no time
// zone has to be parsed.
func fromMilli(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
