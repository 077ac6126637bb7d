package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

// Backup writes a complete copy of the database, as of one moment, to a new
// file at path, while the store is in use. When it returns nil the copy is on
// disk; when it fails there is no file at path. A file that exists is refused
// with an error that is fs.ErrExist.
func (s *Store) Backup(ctx context.Context, path string) error {
	if err := s.backup(ctx, path); err != nil {
		return fmt.Errorf("store: backup to %s: %w", path, err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, path string) error {
	folder, err := os.MkdirTemp(filepath.Dir(path), ".backup-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	copied := filepath.Join(folder, "copy.db")

	// A connection of its own: it copies from a snapshot and holds up nobody,
	// where the writer's would hold up every submission; SQLite denies this
	// statement to connections that may only read.
	db, err := sql.Open("sqlite3", dsn(s.path, url.Values{}))
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `vacuum into ?`, copied); err != nil {
		return err
	}
	if err := flush(copied); err != nil {
		return err
	}
	// A link, unlike a rename, refuses to replace a file.
	if err := os.Link(copied, path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%w: choose another name or remove it", fs.ErrExist)
		}
		return err
	}
	return flush(filepath.Dir(path))
}

// flush waits until a file's bytes, or a folder's names, are on disk.
func flush(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
