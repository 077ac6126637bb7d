package store

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"happensbefore/course"
)

// mean gives an error of the database the meaning it has for the course. It is
// applied where an error leaves the store. Codes decide, never texts, which
// change between versions of SQLite.
func mean(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return course.ErrNotFound
	}
	var fault sqlite3.Error
	// A row that points at a learner or a submission that does not exist. The
	// other constraints guard against faults of this program and mean nothing
	// to its users.
	if errors.As(err, &fault) && fault.ExtendedCode == sqlite3.ErrConstraintForeignKey {
		return fmt.Errorf("%w: %w", course.ErrNotFound, err)
	}
	return err
}
