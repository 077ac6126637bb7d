package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// A migration takes the schema from version-1 to version. Once released its
// file is never changed: databases exist that have run it.
type migration struct {
	version int
	name    string
	sql     string
}

// migrations returns the embedded steps in order. A gap, a repeated number or
// an unreadable name in them is a fault in the program itself, which its own
// tests meet first, so it panics.
func migrations() []migration {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		panic(err)
	}
	slices.Sort(names)
	var steps []migration
	for i, name := range names {
		number, _, _ := strings.Cut(strings.TrimPrefix(name, "migrations/"), "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != i+1 {
			panic(fmt.Sprintf("store: %s: want a name that begins with %04d_", name, i+1))
		}
		text, err := fs.ReadFile(migrationFiles, name)
		if err != nil {
			panic(err)
		}
		steps = append(steps, migration{version, name, string(text)})
	}
	return steps
}

// migrate runs the steps that the database has not had, each in a transaction
// with the number that records it, so that a crash leaves the schema between
// two versions of the program at a version that exists.
func migrate(ctx context.Context, db *sql.DB, steps []migration) error {
	for {
		done := false
		err := within(ctx, db, func(tx *sql.Tx) error {
			// Read inside the transaction, which holds the write lock: another
			// process may be migrating the same file.
			var version int
			if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
				return err
			}
			if version > len(steps) {
				return fmt.Errorf("its schema has version %d and this program knows only %d: run the version of happensbefore that wrote it, or a newer one", version, len(steps))
			}
			if version == len(steps) {
				done = true
				return nil
			}
			step := steps[version]
			if _, err := tx.ExecContext(ctx, step.sql); err != nil {
				return fmt.Errorf("%s: %w", step.name, err)
			}
			// PRAGMA takes no parameters; the number is ours.
			_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, step.version))
			return err
		})
		if err != nil || done {
			return err
		}
	}
}
