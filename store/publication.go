package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"happensbefore/course"
)

// Publish notes what the pages say now, as SHA-256 sums by path, and returns
// since when each of them has. Times have the precision of a second.
func (s *Store) Publish(ctx context.Context, pages map[string][32]byte) (course.Publication, error) {
	p := course.Publication{Pages: make(map[string]course.Published, len(pages))}
	now := s.now().Unix() * 1000
	err := s.change(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `select id from publication`).Scan(&p.ID); err != nil {
			return err
		}
		for path, words := range pages {
			var before []byte
			since, changed := now, now
			err := tx.QueryRowContext(ctx, `select words, since, changed from page where path = ?`, path).Scan(&before, &since, &changed)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			if !bytes.Equal(before, words[:]) {
				changed = now
				_, err := tx.ExecContext(ctx, `
					insert into page (path, words, since, changed) values (?, ?, ?, ?)
					on conflict (path) do update set words = excluded.words, changed = excluded.changed`, path, words[:], since, changed)
				if err != nil {
					return err
				}
			}
			p.Pages[path] = course.Published{Since: fromMilli(since), Changed: fromMilli(changed)}
		}
		return nil
	})
	if err != nil {
		return course.Publication{}, fmt.Errorf("store: publish %d pages: %w", len(pages), mean(err))
	}
	return p, nil
}
