package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"happensbefore/course"
)

// sitting is how long an answer may rest and still be the same one when it is
// changed. After that a change is a new answer, about another design or by a
// wiser reader, and the old one is kept beside it.
const sitting = 12 * time.Hour

const answerColumns = `id, version, chapter, question, body, at, changed, earlier`

// Journal returns all answers of a learner in the order in which they were begun.
func (s *Store) Journal(ctx context.Context, learner int64) ([]course.Answer, error) {
	list, err := s.journal(ctx, learner)
	if err != nil {
		return nil, fmt.Errorf("store: learner %d: journal: %w", learner, mean(err))
	}
	return list, nil
}

func (s *Store) journal(ctx context.Context, learner int64) ([]course.Answer, error) {
	rows, err := s.read.QueryContext(ctx, `select `+answerColumns+` from answer where learner = ? order by id`, learner)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []course.Answer
	for rows.Next() {
		a, err := scanAnswer(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, rows.Err()
}

// KeepAnswer keeps what a learner wrote to a question and returns it as it is
// kept. Where the answer names the ID and Version of the one being written, and
// that one has not rested longer than a sitting, it is changed. In every other
// case (another design, another window, another day) the one before becomes an
// earlier answer, and stays. An answer without text ends the one before and is
// itself not kept: the zero Answer is returned.
//
// The same change sent twice is kept once. An unknown learner is
// course.ErrNotFound; too much is a course.InvalidError.
func (s *Store) KeepAnswer(ctx context.Context, learner int64, a course.Answer) (course.Answer, error) {
	if len(a.Text) > course.MaxWords {
		return course.Answer{}, &course.InvalidError{Field: "answer", Reason: fmt.Sprintf("is longer than %d KB; what is kept is the answer as it was before", course.MaxWords>>10)}
	}
	var kept course.Answer
	err := s.change(ctx, func(tx *sql.Tx) (err error) {
		kept, err = s.keepAnswer(ctx, tx, learner, a)
		return err
	})
	if err != nil {
		return course.Answer{}, fmt.Errorf("store: learner %d: answer in %q: %w", learner, a.Chapter, mean(err))
	}
	return kept, nil
}

func (s *Store) keepAnswer(ctx context.Context, tx *sql.Tx, learner int64, a course.Answer) (course.Answer, error) {
	now := s.now()
	open, err := scanAnswer(tx.QueryRowContext(ctx, `
		select `+answerColumns+` from answer where learner = ? and chapter = ? and question = ? and earlier = 0`, learner, a.Chapter, a.Question))
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return course.Answer{}, err
	case open.Text == a.Text:
		return open, nil
	case a.Text != "" && open.ID == a.ID && open.Version == a.Version && now.Sub(open.Changed) < sitting:
		open.Version, open.Text, open.Changed = open.Version+1, a.Text, fromMilli(now.UnixMilli())
		_, err := tx.ExecContext(ctx, `update answer set version = ?, body = ?, changed = ? where id = ?`, open.Version, open.Text, now.UnixMilli(), open.ID)
		return open, err
	default:
		if _, err := tx.ExecContext(ctx, `update answer set earlier = 1 where id = ?`, open.ID); err != nil {
			return course.Answer{}, err
		}
	}
	if a.Text == "" {
		return course.Answer{}, nil
	}
	if err := room(ctx, tx, `select count(*) from answer where learner = ?`, learner, "answer", "answers"); err != nil {
		return course.Answer{}, err
	}
	kept := course.Answer{Version: 1, Chapter: a.Chapter, Question: a.Question, Text: a.Text, At: fromMilli(now.UnixMilli())}
	kept.Changed = kept.At
	result, err := tx.ExecContext(ctx, `
		insert into answer (learner, version, chapter, question, body, at, changed, earlier) values (?, ?, ?, ?, ?, ?, ?, 0)`,
		learner, kept.Version, kept.Chapter, kept.Question, kept.Text, now.UnixMilli(), now.UnixMilli())
	if err != nil {
		return course.Answer{}, err
	}
	kept.ID, err = result.LastInsertId()
	return kept, err
}

// room refuses what would be more than one learner may keep.
func room(ctx context.Context, tx *sql.Tx, count string, learner int64, field, many string) error {
	var n int
	if err := tx.QueryRowContext(ctx, count, learner).Scan(&n); err != nil {
		return err
	}
	if n >= course.MaxKept {
		return &course.InvalidError{Field: field, Reason: fmt.Sprintf("is one too many: %d %s are kept already, and no more can be; delete some", n, many)}
	}
	return nil
}

// ForgetAnswer deletes an answer of the learner's. One that is not there, or
// not theirs, is course.ErrNotFound.
func (s *Store) ForgetAnswer(ctx context.Context, learner, id int64) error {
	if err := s.forget(ctx, `delete from answer where learner = ? and id = ?`, learner, id); err != nil {
		return fmt.Errorf("store: learner %d: forget answer %d: %w", learner, id, mean(err))
	}
	return nil
}

func (s *Store) forget(ctx context.Context, statement string, learner, id int64) error {
	return s.change(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, statement, learner, id)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return sql.ErrNoRows
	})
}

func scanAnswer(row interface{ Scan(...any) error }) (course.Answer, error) {
	var a course.Answer
	var at, changed int64
	if err := row.Scan(&a.ID, &a.Version, &a.Chapter, &a.Question, &a.Text, &at, &changed, &a.Earlier); err != nil {
		return course.Answer{}, err
	}
	a.At, a.Changed = fromMilli(at), fromMilli(changed)
	return a, nil
}
