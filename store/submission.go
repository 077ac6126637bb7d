package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"happensbefore/course"
)

const submissionColumns = `id, learner, lab, at, files, verdict`

// CreateSubmission keeps a learner's answer to a lab; when it returns, the
// answer is on disk. The same answer under the same key is the same
// submission, however often it is sent: the first is returned. Another answer
// under a used key is course.ErrConflict, because returning the first would
// show the learner a verdict on source that they did not send. An unknown
// learner is course.ErrNotFound.
func (s *Store) CreateSubmission(ctx context.Context, learner int64, lab, key string, files []course.File) (course.Submission, error) {
	if key == "" {
		return course.Submission{}, &course.InvalidError{Field: "key", Reason: "is missing: load the page again and submit from there"}
	}
	var submission course.Submission
	err := s.change(ctx, func(tx *sql.Tx) error {
		first, err := scanSubmission(tx.QueryRowContext(ctx, `
			select `+submissionColumns+` from submission where learner = ? and key = ?`, learner, key))
		if err == nil {
			if first.Lab != lab || !sameFiles(first.Files, files) {
				return fmt.Errorf("key %q was used for submission %d: %w", key, first.ID, course.ErrConflict)
			}
			submission = first
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}

		packed, err := json.Marshal(files)
		if err != nil {
			return err
		}
		at := s.now().UnixMilli()
		result, err := tx.ExecContext(ctx, `
			insert into submission (learner, lab, key, at, files) values (?, ?, ?, ?, ?)`,
			learner, lab, key, at, string(packed))
		if err != nil {
			return err
		}
		id, err := result.LastInsertId()
		if err != nil {
			return err
		}
		submission = course.Submission{ID: id, Learner: learner, Lab: lab, Files: slices.Clone(files), At: fromMilli(at)}
		return nil
	})
	if err != nil {
		return course.Submission{}, fmt.Errorf("store: learner %d: submission to %q: %w", learner, lab, mean(err))
	}
	return submission, nil
}

// Submission returns one submission with its verdict, if it has one.
func (s *Store) Submission(ctx context.Context, id int64) (course.Submission, error) {
	submission, err := scanSubmission(s.read.QueryRowContext(ctx, `
		select `+submissionColumns+` from submission where id = ?`, id))
	if err != nil {
		return course.Submission{}, fmt.Errorf("store: submission %d: %w", id, mean(err))
	}
	return submission, nil
}

// Kept returns what the learner submitted under the key, or course.ErrNotFound.
// A resubmission can so be told from a new one before anything is refused.
func (s *Store) Kept(ctx context.Context, learner int64, key string) (course.Submission, error) {
	submission, err := scanSubmission(s.read.QueryRowContext(ctx, `
		select `+submissionColumns+` from submission where learner = ? and key = ?`, learner, key))
	if err != nil {
		return course.Submission{}, fmt.Errorf("store: learner %d: submission by its key: %w", learner, mean(err))
	}
	return submission, nil
}

// Submissions returns a learner's submissions to a lab, newest first.
func (s *Store) Submissions(ctx context.Context, learner int64, lab string) ([]course.Submission, error) {
	list, err := s.submissions(ctx, `
		select `+submissionColumns+` from submission where learner = ? and lab = ? order by id desc`, learner, lab)
	if err != nil {
		return nil, fmt.Errorf("store: learner %d: submissions to %q: %w", learner, lab, mean(err))
	}
	return list, nil
}

// Pending returns the submissions that have no verdict, oldest first.
func (s *Store) Pending(ctx context.Context) ([]course.Submission, error) {
	list, err := s.submissions(ctx, `
		select `+submissionColumns+` from submission where verdict is null order by id`)
	if err != nil {
		return nil, fmt.Errorf("store: pending submissions: %w", mean(err))
	}
	return list, nil
}

// KeepVerdict grades a submission. The first verdict is the one that counts:
// a second is course.ErrConflict and changes nothing. For a submission that
// does not exist it returns course.ErrNotFound.
//
// A check counts as failed when it ran and did not pass; one that the run
// never reached (its outcome is Ungraded) is neither failed nor passed.
func (s *Store) KeepVerdict(ctx context.Context, id int64, v course.Verdict) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		if v.Outcome == course.Ungraded && v.Says == "" {
			// The zero verdict is nobody's decision. An engine that cannot run
			// what was handed in says so, and that answer is kept.
			return errors.New("a verdict that says nothing grades nothing")
		}
		packed, err := json.Marshal(v)
		if err != nil {
			return err
		}
		outcome, err := v.Outcome.MarshalText()
		if err != nil {
			return err
		}

		var graded bool
		err = tx.QueryRowContext(ctx, `select verdict is not null from submission where id = ?`, id).Scan(&graded)
		if err != nil {
			return err
		}
		if graded {
			return fmt.Errorf("already graded: %w", course.ErrConflict)
		}
		_, err = tx.ExecContext(ctx, `
			update submission
			set graded_at = ?, outcome = ?, score = ?, max_score = ?, engine = ?, verdict = ?
			where id = ?`,
			s.now().UnixMilli(), string(outcome), v.Score, v.MaxScore, v.Engine, string(packed), id)
		if err != nil {
			return err
		}
		for _, check := range v.Checks {
			if check.Passed || check.Outcome == course.Ungraded {
				continue
			}
			_, err := tx.ExecContext(ctx, `insert into failure (submission, test) values (?, ?)`, id, check.Test)
			if err != nil {
				return fmt.Errorf("check %s: %w", check.Test, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("store: submission %d: verdict: %w", id, mean(err))
	}
	return nil
}

func (s *Store) submissions(ctx context.Context, query string, args ...any) ([]course.Submission, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []course.Submission
	for rows.Next() {
		submission, err := scanSubmission(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, submission)
	}
	return list, rows.Err()
}

// scanSubmission reads submissionColumns, and the columns that stand behind
// them, from a *sql.Row or *sql.Rows.
func scanSubmission(row interface{ Scan(...any) error }, more ...any) (course.Submission, error) {
	var submission course.Submission
	var at int64
	var files string
	var verdict sql.NullString
	columns := append([]any{&submission.ID, &submission.Learner, &submission.Lab, &at, &files, &verdict}, more...)
	if err := row.Scan(columns...); err != nil {
		return course.Submission{}, err
	}
	submission.At = fromMilli(at)
	if err := json.Unmarshal([]byte(files), &submission.Files); err != nil {
		return course.Submission{}, fmt.Errorf("submission %d: files: %w", submission.ID, err)
	}
	if verdict.Valid {
		submission.Verdict = new(course.Verdict)
		if err := json.Unmarshal([]byte(verdict.String), submission.Verdict); err != nil {
			return course.Submission{}, fmt.Errorf("submission %d: verdict: %w", submission.ID, err)
		}
	}
	return submission, nil
}

// sameFiles compares two sets of files; a form does not promise their order.
func sameFiles(a, b []course.File) bool {
	byName := func(x, y course.File) int { return strings.Compare(x.Name, y.Name) }
	return slices.Equal(
		slices.SortedFunc(slices.Values(a), byName),
		slices.SortedFunc(slices.Values(b), byName))
}
