package search

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	longestQuery = 300 // bytes; what stands behind them is not looked at
	mostWords    = 12
	// mostForms is how many completions of a word are looked for by name, where
	// their stems are shorter than what has been typed of them.
	mostForms = 6
)

// A query is what is looked for.
type query struct {
	words []word
	asked []string // all words as they were typed
}

// A word is one word of a query with what is looked for in its place. Words
// that were typed without a space between them, as in happens-before or
// time.Now, are one where the course has them side by side.
type word struct {
	typed  []string
	forms  []string // any of them; none where the course has nothing like it
	begun  bool     // the first form may go on
	mended bool     // the forms are other words than the one that was typed
	spread int64    // in how many rows it is, about
}

// read makes a query of what somebody typed. The last word counts as begun
// unless something follows it.
func (s *shelf) read(ctx context.Context, typed string) (query, error) {
	if len(typed) > longestQuery {
		typed = strings.ToValidUTF8(typed[:longestQuery], "")
	}
	last, _ := utf8.DecodeLastRuneInString(typed)
	open := unicode.IsLetter(last) || unicode.IsNumber(last)
	var q query
	var single []word
	groups := strings.Fields(typed)
	for i, group := range groups {
		words := split(group)
		words = words[:min(len(words), mostWords-len(q.asked))]
		q.asked = append(q.asked, words...)
		open := open && i == len(groups)-1
		if w, err := s.phrase(ctx, words, open); err != nil {
			return query{}, err
		} else if len(w.forms) > 0 {
			q.words = append(q.words, w)
			continue
		}
		for j, one := range words {
			single = append(single, word{typed: []string{one}, begun: open && j == len(words)-1})
		}
	}
	for _, w := range meaningful(single, len(q.words) > 0) {
		if slices.ContainsFunc(q.words, func(other word) bool { return slices.Equal(other.typed, w.typed) }) {
			continue
		}
		w, err := s.word(ctx, w.typed[0], w.begun)
		if err != nil {
			return query{}, err
		}
		q.words = append(q.words, w)
	}
	return q, nil
}

// meaningful are the words that say what is looked for; all, where nothing else
// would be left.
func meaningful(all []word, others bool) []word {
	kept := slices.DeleteFunc(slices.Clone(all), func(w word) bool { return empty[w.typed[0]] })
	if len(kept) == 0 && !others {
		return all
	}
	return kept
}

// phrase is several words side by side, if the course has them so.
func (s *shelf) phrase(ctx context.Context, words []string, begun bool) (word, error) {
	if len(words) < 2 {
		return word{}, nil
	}
	w := word{typed: words, forms: []string{strings.Join(words, " ")}, begun: begun}
	known, err := s.has(ctx, w.expression())
	if err != nil || !known {
		return word{}, err
	}
	for i, one := range words {
		if spread := s.words.spread(one); i == 0 || spread < w.spread && spread > 0 {
			w.spread = spread
		}
	}
	return w, nil
}

func (s *shelf) word(ctx context.Context, typed string, begun bool) (word, error) {
	w := word{typed: []string{typed}}
	v := s.words
	_, whole := v.find(typed)
	first, end := v.from(typed)
	if whole && !begun {
		w.forms, w.spread = []string{typed}, v.spread(typed)
		return w, nil
	}
	if first < end && (begun || len(typed) >= shortestTypo) {
		w.begun = true
		w.forms = append([]string{typed}, v.hidden(first, end, typed)...)
		w.spread = v.spreadFrom(v.stemOf(typed))
		for _, f := range w.forms[1:] {
			w.spread += v.spread(f)
		}
		return w, nil
	}
	// It may be a form of a word that the course has in others.
	known, err := s.has(ctx, quoted(typed))
	if err != nil {
		return word{}, err
	}
	if known {
		other := v.sibling(typed)
		w.forms, w.spread = []string{other}, max(v.spread(other), 1)
		return w, nil
	}
	w.forms, w.mended = v.near(typed, begun), true
	for _, f := range w.forms {
		w.spread += v.spread(f)
	}
	return w, nil
}

// hidden are words of a range whose stems are shorter than the prefix, so that
// no stem begins with it.
func (v *vocabulary) hidden(first, end int, prefix string) []string {
	const enough = 200 // a prefix so short that more words begin with it hides none
	var ids []int
	for i := first; i < min(end, first+enough); i++ {
		if v.stem[i] >= 0 && v.words[i] != prefix && !strings.HasPrefix(v.stems[v.stem[i]], prefix) {
			ids = append(ids, i)
		}
	}
	return v.best(ids, mostForms)
}

func (s *shelf) has(ctx context.Context, expression string) (bool, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT 1 FROM found WHERE found MATCH ? LIMIT 1`, expression)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	return rows.Next(), rows.Err()
}

// expression is the word as FTS5 reads it.
func (w word) expression() string {
	var forms []string
	for i, f := range w.forms {
		f = quoted(f)
		if i == 0 && w.begun {
			f += "*"
		}
		forms = append(forms, f)
	}
	return "(" + strings.Join(forms, " OR ") + ")"
}

// quoted keeps FTS5 from reading a word as one of its own. The words come from
// split, so there is no quote in them.
func quoted(words string) string { return `"` + words + `"` }

// expression joins the words that the course has. Where one of them is rare
// enough, those that are wide are left to the judging of what it finds.
func (q query) expression(by string) string {
	var parts []string
	narrow := q.narrowest() < wide
	for _, w := range q.words {
		if len(w.forms) > 0 && (w.spread < wide || !narrow) {
			parts = append(parts, w.expression())
		}
	}
	return strings.Join(parts, " "+by+" ")
}

// instead is the query that is answered, where it is not the one that was typed.
func (q query) instead() string {
	changed := false
	said := slices.Clone(q.asked)
	for i, asked := range said {
		for _, w := range q.words {
			if w.mended && w.typed[0] == asked {
				changed = true
				said[i] = ""
				if len(w.forms) > 0 {
					said[i] = w.forms[0]
				}
			}
		}
	}
	if !changed {
		return ""
	}
	return strings.Join(slices.DeleteFunc(said, func(w string) bool { return w == "" }), " ")
}

// narrowest is in how many rows the rarest word is; 0 where the course has none.
func (q query) narrowest() int64 {
	least := int64(0)
	for _, w := range q.words {
		if spread := max(w.spread, 1); len(w.forms) > 0 && (least == 0 || spread < least) {
			least = spread
		}
	}
	return least
}
