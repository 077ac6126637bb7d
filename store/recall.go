package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"happensbefore/course"
)

// KeepChoice keeps what a learner answered first to a question, and, where they
// missed it, when it is asked again. It returns the choice that is kept: the
// first one, however often others are sent. An unknown learner is
// course.ErrNotFound.
func (s *Store) KeepChoice(ctx context.Context, learner int64, c course.Choice) (course.Choice, error) {
	kept := c
	err := s.change(ctx, func(tx *sql.Tx) error {
		first, err := scanChoice(tx.QueryRowContext(ctx, `
			select chapter, question, given, correct, at from choice where learner = ? and chapter = ? and question = ?`, learner, c.Chapter, c.Question))
		if err == nil {
			kept = first
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := room(ctx, tx, `select count(*) from choice where learner = ?`, learner, "question", "first answers"); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `
			insert into choice (learner, chapter, question, given, correct, at) values (?, ?, ?, ?, ?, ?)`,
			learner, c.Chapter, c.Question, c.Given, c.Right, c.At.UnixMilli()); err != nil || c.Right {
			return err
		}
		missed := course.Missed(c)
		_, err = tx.ExecContext(ctx, `
			insert into recall (learner, chapter, question, box, due) values (?, ?, ?, ?, ?)
			on conflict do nothing`, learner, missed.Chapter, missed.Question, missed.Box, missed.Due.UnixMilli())
		return err
	})
	if err != nil {
		return course.Choice{}, fmt.Errorf("store: learner %d: choice in %q: %w", learner, c.Chapter, mean(err))
	}
	return kept, nil
}

// Choices returns a learner's first answers, the oldest first.
func (s *Store) Choices(ctx context.Context, learner int64) ([]course.Choice, error) {
	var list []course.Choice
	err := s.look(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `select chapter, question, given, correct, at from choice where learner = ? order by at, chapter, question`, learner)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			c, err := scanChoice(rows)
			if err != nil {
				return err
			}
			list = append(list, c)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("store: learner %d: choices: %w", learner, mean(err))
	}
	return list, nil
}

func scanChoice(row interface{ Scan(...any) error }) (course.Choice, error) {
	var c course.Choice
	var at int64
	if err := row.Scan(&c.Chapter, &c.Question, &c.Given, &c.Right, &at); err != nil {
		return course.Choice{}, err
	}
	c.At = fromMilli(at)
	return c, nil
}

// Recalls returns the questions that a learner has missed, with their places
// in the schedule, the one that is due first before the others.
func (s *Store) Recalls(ctx context.Context, learner int64) ([]course.Recall, error) {
	var list []course.Recall
	err := s.look(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `select chapter, question, box, due from recall where learner = ? order by due, chapter, question`, learner)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var r course.Recall
			var due int64
			if err := rows.Scan(&r.Chapter, &r.Question, &r.Box, &due); err != nil {
				return err
			}
			r.Due = fromMilli(due)
			list = append(list, r)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("store: learner %d: recalls: %w", learner, mean(err))
	}
	return list, nil
}

// KeepRecall moves a question in the schedule from where it was. Where it is
// not there any more, because the same answer was sent twice, nothing changes,
// and the error is course.ErrConflict.
func (s *Store) KeepRecall(ctx context.Context, learner int64, was, next course.Recall) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `
			update recall set box = ?, due = ? where learner = ? and chapter = ? and question = ? and box = ? and due = ?`,
			next.Box, next.Due.UnixMilli(), learner, was.Chapter, was.Question, was.Box, was.Due.UnixMilli())
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return course.ErrConflict
	})
	if err != nil {
		return fmt.Errorf("store: learner %d: recall in %q: %w", learner, was.Chapter, mean(err))
	}
	return nil
}
