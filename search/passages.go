package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"happensbefore/course"
)

const (
	// saysEnough is the share of a question, by the weight of its words, that the
	// best passage with the titles above it must speak of. Half: where less is
	// met, it is some other question that the passage would answer.
	saysEnough = 0.5
	// saysSome is the share that the passages beside it must speak of.
	saysSome = 0.35
	// passagesEach is how many passages one section may give.
	passagesEach = 2
	// longestQuestion is in bytes; what stands behind them is not looked at.
	longestQuestion = 500
)

// Passages are the paragraphs that speak of what a question asks, the best
// first and of several sections; none where the course has none that speaks of
// enough of it.
func (x *Index) Passages(ctx context.Context, question string, most int) ([]course.Passage, error) {
	s, done := x.now()
	defer done()
	if s == nil {
		return nil, nil
	}
	list, err := s.passages(context.WithoutCancel(ctx), question, most)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return list, nil
}

func (s *shelf) passages(ctx context.Context, question string, most int) ([]course.Passage, error) {
	q, err := s.question(ctx, question)
	if err != nil || q.narrowest() == 0 {
		return nil, err
	}
	best, err := s.ranked(ctx, `SELECT rowid, rank FROM answers WHERE answers MATCH ? AND rank MATCH 'bm25(1.5, 1.0)' ORDER BY rank LIMIT ?`, q.expression("OR"), 2*judged)
	if err != nil {
		return nil, err
	}
	m := s.words.marker(q)
	var told []toldPassage
	enough := false
	for _, c := range best {
		p, err := s.told(ctx, c)
		if err != nil {
			return nil, err
		}
		share := s.speaks(m, q, p)
		if share < saysSome {
			continue
		}
		enough = enough || share >= saysEnough
		p.score *= share * share * m.names(p.row) * p.explains()
		told = append(told, p)
	}
	if !enough {
		return nil, nil
	}
	slices.SortStableFunc(told, func(a, b toldPassage) int { return cmp.Compare(b.score, a.score) })
	var list []course.Passage
	of := map[string]int{}
	for _, p := range told {
		key := p.row.Slug + "#" + p.row.Anchor
		if len(list) == most || of[key] == passagesEach {
			continue
		}
		of[key]++
		list = append(list, p.row.passage(p.block))
	}
	return list, nil
}

// question reads a question: no word of it is begun, and small words say
// nothing. Where nothing else is left, nothing was asked.
func (s *shelf) question(ctx context.Context, asked string) (query, error) {
	if len(asked) > longestQuestion {
		asked = strings.ToValidUTF8(asked[:longestQuestion], "")
	}
	var q query
	for _, one := range split(asked) {
		if empty[one] || slices.Contains(q.asked, one) || len(q.asked) == 2*mostWords {
			continue
		}
		q.asked = append(q.asked, one)
		w, err := s.word(ctx, one, false)
		if err != nil {
			return query{}, err
		}
		if w.begun { // a whole word that only begins others is none of the course's
			w = word{typed: w.typed}
		}
		if others := s.words.aliases[s.words.stemOf(one)]; len(others) > 0 {
			w.forms = append(w.forms, others...)
			w.mended = false
			for _, o := range others {
				w.spread += s.words.spread(strings.Fields(o)[0])
			}
		}
		q.words = append(q.words, w)
	}
	return q, nil
}

// A toldPassage is a passage with its row.
type toldPassage struct {
	scoredRow
	block int
}

// proseLength is from how many words on a passage counts in full.
const proseLength = 30

// explains is how much a passage counts for being prose: the row of a table says
// its words in few others, and a lab's text says what to build more than why.
func (p toldPassage) explains() float64 {
	text := p.row.passage(p.block).Text
	counts := min(1, float64(len(strings.Fields(text)))/proseLength)
	if strings.Contains(text, partsApart) { // a row, with its table's headings in it, or a list
		counts *= 0.5
	}
	if p.Lab {
		counts *= 0.7
	}
	return counts
}

func (s *shelf) told(ctx context.Context, c candidate) (p toldPassage, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT r.id, kind, lab, slug, anchor, page, number, section, title, heading, keywords, text, around, block FROM passages p JOIN rows r ON r.id = p.row WHERE p.id = ?`, c.id).
		Scan(&p.id, &p.kind, &p.Lab, &p.Slug, &p.Anchor, &p.Page, &p.Number, &p.Section, &p.title, &p.heading, &p.keywords, &p.text, &p.around, &p.block)
	p.candidate = c
	return p, err
}

// speaks is how much of a question a passage speaks of, by the words' weights:
// a word that is rare in the course weighs more, and one that is not in it most.
// What only looks like a word of the course counts as half met.
func (s *shelf) speaks(m *marker, q query, p toldPassage) float64 {
	has := make([]bool, len(q.words))
	for _, text := range []string{p.title, p.heading, p.around, p.row.passage(p.block).Text} {
		for piece := range pieces(text) {
			if piece.word == "" {
				continue
			}
			if i := m.knows(piece.word); i >= 0 {
				has[i] = true
			}
		}
	}
	met, all := 0.0, 0.0
	for i, w := range q.words {
		spread := float64(w.spread)
		if w.mended {
			spread = 0
		}
		weight := math.Log(1 + float64(s.rows)/(spread+0.5))
		all += weight
		switch {
		case has[i] && w.mended:
			met += weight / 2
		case has[i]:
			met += weight
		}
	}
	return met / all
}
