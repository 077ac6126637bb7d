package search

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"happensbefore/course"
)

const (
	// few is how many answers are too few, so that those are added which have
	// only some of the words.
	few = 5
	// judged is how many of the best by words are looked at more closely.
	judged = 40
	// wide is in how many rows every word of a query is, at least, for it to be
	// answered from names alone: to rank more rows takes longer than a reader
	// types, and what is everywhere is told apart by names anyway.
	wide = 4000
	// wideMost is how many names are then looked at, from the weightiest on.
	wideMost = 400
)

// Find searches for what somebody typed, perhaps while they still type, and
// returns at most so many findings, the best first.
func (x *Index) Find(ctx context.Context, typed string, most int) (course.Findings, error) {
	s, done := x.now()
	defer done()
	if s == nil {
		return course.Findings{}, nil
	}
	found, err := s.find(context.WithoutCancel(ctx), typed, most) // see Load; what is asked is bounded
	if err != nil {
		return course.Findings{}, fmt.Errorf("search: %w", err)
	}
	return found, nil
}

func (s *shelf) find(ctx context.Context, typed string, most int) (course.Findings, error) {
	q, err := s.read(ctx, typed)
	if err != nil || q.narrowest() == 0 {
		return course.Findings{}, err
	}
	scored, err := s.candidates(ctx, q)
	if err != nil {
		return course.Findings{}, err
	}
	term, isTerm := s.terms[s.words.name(q.asked)]
	if isTerm && !slices.ContainsFunc(scored, func(c candidate) bool { return c.id == term }) {
		scored = append(scored, candidate{id: term})
	}
	rows, err := s.fetch(ctx, scored)
	if err != nil {
		return course.Findings{}, err
	}
	m := s.words.marker(q)
	for i := range rows {
		rows[i].score *= m.fit(rows[i].row)
		if rows[i].some {
			share := m.covers(rows[i].row)
			rows[i].score *= share * share * share
		}
		if isTerm && rows[i].id == term {
			rows[i].score += 1e6
		}
	}
	slices.SortStableFunc(rows, func(a, b scoredRow) int { return cmp.Compare(b.score, a.score) })
	found := course.Findings{Instead: q.instead()}
	for _, r := range rows[:min(len(rows), most)] {
		found.List = append(found.List, m.finding(r.row))
	}
	return found, nil
}

// A candidate is a row that has words of the query.
type candidate struct {
	id    int64
	score float64
	some  bool // it may have some of the words only
}

// candidates are the rows with all words, and where those are few, the rows
// with some of them.
func (s *shelf) candidates(ctx context.Context, q query) ([]candidate, error) {
	if q.narrowest() >= wide {
		return s.ranked(ctx, `SELECT row, length(name) FROM named WHERE id IN (SELECT rowid FROM names WHERE names MATCH ? LIMIT ?)`, q.expression("AND"), wideMost)
	}
	left := slices.ContainsFunc(q.words, func(w word) bool { return w.spread >= wide })
	const best = `SELECT rowid, rank FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?`
	all, err := s.ranked(ctx, best, q.expression("AND"), judged)
	for i := range all {
		all[i].some = left
	}
	if err != nil || len(all) >= few || len(q.words) < 2 {
		return all, err
	}
	some, err := s.ranked(ctx, best, q.expression("OR"), judged)
	if err != nil {
		return nil, err
	}
	for _, c := range some {
		if !slices.ContainsFunc(all, func(a candidate) bool { return a.id == c.id }) {
			c.some = true
			all = append(all, c)
		}
	}
	return all, nil
}

func (s *shelf) ranked(ctx context.Context, statement, expression string, most int) ([]candidate, error) {
	rows, err := s.db.QueryContext(ctx, statement, expression, most)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []candidate
	for rows.Next() {
		var c candidate
		if err := rows.Scan(&c.id, &c.score); err != nil {
			return nil, err
		}
		if c.score = -c.score; c.score < 0 { // of names: their lengths
			c.score = -1 / c.score
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

type scoredRow struct {
	candidate
	row
}

// fetch reads the candidates' rows.
func (s *shelf) fetch(ctx context.Context, list []candidate) ([]scoredRow, error) {
	if len(list) > judged+1 {
		slices.SortStableFunc(list, func(a, b candidate) int {
			if a.score > b.score {
				return -1
			}
			if a.score < b.score {
				return 1
			}
			return 0
		})
		list = list[:judged+1]
	}
	marks := strings.TrimSuffix(strings.Repeat("?,", len(list)), ",")
	ids := make([]any, len(list))
	at := make(map[int64]int, len(list))
	for i, c := range list {
		ids[i], at[c.id] = c.id, i
	}
	rows, err := s.db.QueryContext(ctx, `SELECT id, kind, lab, slug, anchor, page, number, section, title, heading, keywords, text, code FROM rows WHERE id IN (`+marks+`)`, ids...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	fetched := make([]scoredRow, len(list))
	for rows.Next() {
		r, err := scan(rows)
		if err != nil {
			return nil, err
		}
		r.candidate = list[at[r.id]]
		fetched[at[r.id]] = r
	}
	return fetched, rows.Err()
}

func scan(rows *sql.Rows) (r scoredRow, err error) {
	err = rows.Scan(&r.id, &r.kind, &r.Lab, &r.Slug, &r.Anchor, &r.Page, &r.Number, &r.Section, &r.title, &r.heading, &r.keywords, &r.text, &r.code)
	return r, err
}
