package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"happensbefore/course"
)

// KeepDisagreement notes that the engines did not agree on a submission. A
// submission that is graded again, as after a crash, keeps its first note. One
// that does not exist is course.ErrNotFound.
func (s *Store) KeepDisagreement(ctx context.Context, submission int64, interpreted, compiled course.Verdict) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		first, err := json.Marshal(interpreted)
		if err != nil {
			return err
		}
		final, err := json.Marshal(compiled)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			insert into disagreement (submission, at, interpreted, compiled) values (?, ?, ?, ?)
			on conflict (submission) do nothing`,
			submission, s.now().UnixMilli(), string(first), string(final))
		return err
	})
	if err != nil {
		return fmt.Errorf("store: submission %d: disagreement: %w", submission, mean(err))
	}
	return nil
}

// Disagreements returns the submissions on which the engines did not agree,
// each with both answers, in the order in which that was found.
func (s *Store) Disagreements(ctx context.Context) ([]course.Disagreement, error) {
	list, err := s.disagreements(ctx)
	if err != nil {
		return nil, fmt.Errorf("store: disagreements: %w", mean(err))
	}
	return list, nil
}

func (s *Store) disagreements(ctx context.Context) ([]course.Disagreement, error) {
	rows, err := s.read.QueryContext(ctx, `
		select submission.id, learner, lab, submission.at, files, verdict,
			disagreement.at, interpreted, compiled
		from disagreement join submission on submission.id = disagreement.submission
		order by disagreement.at, submission.id`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []course.Disagreement
	for rows.Next() {
		var d course.Disagreement
		var at int64
		var interpreted, compiled string
		if d.Submission, err = scanSubmission(rows, &at, &interpreted, &compiled); err != nil {
			return nil, err
		}
		d.At = fromMilli(at)
		if err := json.Unmarshal([]byte(interpreted), &d.Interpreted); err != nil {
			return nil, fmt.Errorf("submission %d: interpreted: %w", d.Submission.ID, err)
		}
		if err := json.Unmarshal([]byte(compiled), &d.Compiled); err != nil {
			return nil, fmt.Errorf("submission %d: compiled: %w", d.Submission.ID, err)
		}
		list = append(list, d)
	}
	return list, rows.Err()
}
