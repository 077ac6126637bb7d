package store

import (
	"context"
	"database/sql"
	"fmt"

	"happensbefore/course"
)

const noteColumns = `id, version, chapter, section, exact, prefix, suffix, position, whole, body, at, changed`

// Notes returns a learner's notes, in one chapter or, where chapter is empty,
// in all, in the order in which their passages stood in each chapter.
func (s *Store) Notes(ctx context.Context, learner int64, chapter string) ([]course.Note, error) {
	var list []course.Note
	err := s.look(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `
			select `+noteColumns+` from note where learner = ? and (? = '' or chapter = ?) order by chapter, position, id`, learner, chapter, chapter)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			n, err := scanNote(rows)
			if err != nil {
				return err
			}
			list = append(list, n)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, fmt.Errorf("store: learner %d: notes: %w", learner, mean(err))
	}
	return list, nil
}

// NewNote keeps a note and returns it with its ID. An unknown learner is
// course.ErrNotFound; too much is a course.InvalidError.
func (s *Store) NewNote(ctx context.Context, learner int64, n course.Note) (course.Note, error) {
	err := s.change(ctx, func(tx *sql.Tx) (err error) {
		if err := room(ctx, tx, `select count(*) from note where learner = ?`, learner, "note", "notes"); err != nil {
			return err
		}
		n, err = s.insertNote(ctx, tx, learner, n)
		return err
	})
	if err != nil {
		return course.Note{}, fmt.Errorf("store: learner %d: note in %q: %w", learner, n.Chapter, mean(err))
	}
	return n, nil
}

func (s *Store) insertNote(ctx context.Context, tx *sql.Tx, learner int64, n course.Note) (course.Note, error) {
	now := s.now().UnixMilli()
	n.Version, n.At, n.Changed = 1, fromMilli(now), fromMilli(now)
	p := n.Quote
	result, err := tx.ExecContext(ctx, `
		insert into note (learner, version, chapter, section, exact, prefix, suffix, position, whole, body, at, changed)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		learner, n.Version, n.Chapter, p.Section, p.Exact, p.Prefix, p.Suffix, p.At, p.Whole, n.Text, now, now)
	if err != nil {
		return n, err
	}
	n.ID, err = result.LastInsertId()
	return n, err
}

// ChangeNote gives a note of the learner's another text. Where the note is not
// at that version any more, because another window was first, nothing is
// written over: the text is kept as a note of its own at the same passage,
// which is returned with course.ErrConflict. One that is not there, or not
// theirs, is course.ErrNotFound.
func (s *Store) ChangeNote(ctx context.Context, learner, id int64, version int, text string) (course.Note, error) {
	var kept course.Note
	behind := false
	err := s.change(ctx, func(tx *sql.Tx) error {
		n, err := scanNote(tx.QueryRowContext(ctx, `select `+noteColumns+` from note where learner = ? and id = ?`, learner, id))
		if err != nil {
			return err
		}
		if n.Text == text {
			kept = n
			return nil
		}
		if n.Version != version {
			behind = true
			if err := room(ctx, tx, `select count(*) from note where learner = ?`, learner, "note", "notes"); err != nil {
				return err
			}
			n.Text = text
			kept, err = s.insertNote(ctx, tx, learner, n)
			return err
		}
		now := s.now().UnixMilli()
		n.Version, n.Text, n.Changed = n.Version+1, text, fromMilli(now)
		kept = n
		_, err = tx.ExecContext(ctx, `update note set version = ?, body = ?, changed = ? where id = ?`, n.Version, n.Text, now, id)
		return err
	})
	if err == nil && behind {
		err = course.ErrConflict
	}
	if err != nil {
		return kept, fmt.Errorf("store: learner %d: note %d: %w", learner, id, mean(err))
	}
	return kept, nil
}

// ForgetNote deletes a note of the learner's. One that is not there, or not
// theirs, is course.ErrNotFound.
func (s *Store) ForgetNote(ctx context.Context, learner, id int64) error {
	if err := s.forget(ctx, `delete from note where learner = ? and id = ?`, learner, id); err != nil {
		return fmt.Errorf("store: learner %d: forget note %d: %w", learner, id, mean(err))
	}
	return nil
}

func scanNote(row interface{ Scan(...any) error }) (course.Note, error) {
	var n course.Note
	var at, changed int64
	p := &n.Quote
	if err := row.Scan(&n.ID, &n.Version, &n.Chapter, &p.Section, &p.Exact, &p.Prefix, &p.Suffix, &p.At, &p.Whole, &n.Text, &at, &changed); err != nil {
		return course.Note{}, err
	}
	n.At, n.Changed = fromMilli(at), fromMilli(changed)
	return n, nil
}
