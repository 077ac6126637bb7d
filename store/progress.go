package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"happensbefore/course"
)

// MarkRead notes that the learner has read the chapter. The first time is the
// one that is kept. An unknown learner is course.ErrNotFound; chapters are not
// known here, the caller checks the slug.
func (s *Store) MarkRead(ctx context.Context, learner int64, chapter string) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			insert into reading (learner, chapter, at) values (?, ?, ?)
			on conflict do nothing`, learner, chapter, s.now().UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("store: learner %d: mark %q as read: %w", learner, chapter, mean(err))
	}
	return nil
}

// Progress returns what the learner has read and how far they have come with
// each lab they have a graded submission for. A learner who has done nothing,
// or does not exist, has an empty progress.
func (s *Store) Progress(ctx context.Context, learner int64) (course.Progress, error) {
	progress := course.Progress{
		Read:      make(map[string]time.Time),
		Standings: make(map[string]course.Standing),
	}
	err := s.look(ctx, func(tx *sql.Tx) error {
		if err := readings(ctx, tx, learner, progress.Read); err != nil {
			return err
		}
		if err := standings(ctx, tx, learner, progress.Standings); err != nil {
			return err
		}
		return failures(ctx, tx, learner, progress.Standings)
	})
	if err != nil {
		return course.Progress{}, fmt.Errorf("store: learner %d: progress: %w", learner, mean(err))
	}
	return progress, nil
}

func readings(ctx context.Context, tx *sql.Tx, learner int64, read map[string]time.Time) error {
	rows, err := tx.QueryContext(ctx, `select chapter, at from reading where learner = ?`, learner)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var chapter string
		var at int64
		if err := rows.Scan(&chapter, &at); err != nil {
			return err
		}
		read[chapter] = fromMilli(at)
	}
	return rows.Err()
}

func standings(ctx context.Context, tx *sql.Tx, learner int64, byLab map[string]course.Standing) error {
	rows, err := tx.QueryContext(ctx, `
		select lab, count(*), max(score), max(outcome = ?)
		from submission
		where learner = ? and outcome != ? -- and so not null; what no engine could run counts for nothing
		group by lab`, course.Passed.String(), learner, course.Ungraded.String())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		standing := course.Standing{Failures: make(map[string]int)}
		if err := rows.Scan(&standing.Lab, &standing.Attempts, &standing.Best, &standing.Passed); err != nil {
			return err
		}
		byLab[standing.Lab] = standing
	}
	return rows.Err()
}

func failures(ctx context.Context, tx *sql.Tx, learner int64, byLab map[string]course.Standing) error {
	rows, err := tx.QueryContext(ctx, `
		select submission.lab, failure.test, count(*)
		from submission join failure on failure.submission = submission.id
		where submission.learner = ? and submission.outcome != ?
		group by submission.lab, failure.test`, learner, course.Ungraded.String())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var lab, test string
		var count int
		if err := rows.Scan(&lab, &test, &count); err != nil {
			return err
		}
		// Failures are written in the transaction that grades, this one sees
		// one state, and standings chose by the same outcomes: the lab is there.
		byLab[lab].Failures[test] = count
	}
	return rows.Err()
}
