package store

import (
	"context"
	"database/sql"
	"fmt"

	"happensbefore/course"
)

// KeepPlace keeps where the learner is in a chapter, in place of where they were.
// An unknown learner is course.ErrNotFound; chapters are not known here.
func (s *Store) KeepPlace(ctx context.Context, learner int64, p course.Place) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `
			insert into place (learner, chapter, section, words, device, at) values (?, ?, ?, ?, ?, ?)
			on conflict (learner, chapter) do update
			set section = excluded.section, words = excluded.words, device = excluded.device, at = excluded.at`,
			learner, p.Chapter, p.Section, p.Words, p.Device, s.now().UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("store: learner %d: place in %q: %w", learner, p.Chapter, mean(err))
	}
	return nil
}

// Places returns where the learner is in each chapter, the latest first.
func (s *Store) Places(ctx context.Context, learner int64) ([]course.Place, error) {
	list, err := s.places(ctx, learner)
	if err != nil {
		return nil, fmt.Errorf("store: learner %d: places: %w", learner, mean(err))
	}
	return list, nil
}

func (s *Store) places(ctx context.Context, learner int64) ([]course.Place, error) {
	rows, err := s.read.QueryContext(ctx, `
		select chapter, section, words, device, at from place
		where learner = ? order by at desc, chapter`, learner)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []course.Place
	for rows.Next() {
		var p course.Place
		var at int64
		if err := rows.Scan(&p.Chapter, &p.Section, &p.Words, &p.Device, &at); err != nil {
			return nil, err
		}
		p.At = fromMilli(at)
		list = append(list, p)
	}
	return list, rows.Err()
}
