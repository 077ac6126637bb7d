package search

import (
	"context"
	"database/sql"
	"slices"
	"sort"
	"strings"
	"unicode"
)

// longest is how many bytes of a word matter; longer ones are hashes and the like.
const longest = 64

// split takes text apart at the places where the index does, in small letters.
func split(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	})
	return slices.DeleteFunc(words, func(w string) bool { return len(w) > longest })
}

// words counts words while the index is filled.
type words struct{ count map[string]int32 }

func newWords() *words { return &words{count: map[string]int32{}} }

func (w *words) add(text string) {
	for _, word := range split(text) {
		w.count[word]++
	}
}

// A vocabulary is every word of the course as it is written there, with its
// stem as the index has it.
type vocabulary struct {
	words []string // in order
	count []int32  // how often each is in the course
	stem  []int32  // of each word

	stems []string // in order
	docs  []int64  // before each stem: in how many rows those before it are, summed

	letters []rune // that words consist of

	aliases map[string][]string // the glossary's terms, by the stem of what they are also called
}

// vocabulary asks SQLite for the words' stems, so that there is one idea of
// what a stem is.
func (w *words) vocabulary(ctx context.Context, tx *sql.Tx) (*vocabulary, error) {
	v := &vocabulary{words: make([]string, 0, len(w.count)), aliases: map[string][]string{}}
	for word := range w.count {
		v.words = append(v.words, word)
	}
	slices.Sort(v.words)
	v.count, v.stem = make([]int32, len(v.words)), make([]int32, len(v.words))
	letters := map[rune]int{}
	for i, word := range v.words {
		v.count[i] = w.count[word]
		for _, r := range word {
			letters[r]++
		}
	}
	for r := range letters {
		v.letters = append(v.letters, r)
	}
	sort.Slice(v.letters, func(i, j int) bool { return letters[v.letters[i]] > letters[v.letters[j]] })
	v.letters = v.letters[:min(len(v.letters), mostLetters)]
	if err := v.readStems(ctx, tx); err != nil {
		return nil, err
	}
	return v, v.askStems(ctx, tx)
}

// mostLetters bounds what a mistyped letter may have been: the digits, Latin
// and Greek, or Latin and Cyrillic.
const mostLetters = 80

// readStems reads the index's own words and in how many rows each is.
func (v *vocabulary) readStems(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT term, doc FROM stems ORDER BY term`)
	if err != nil {
		return err
	}
	defer rows.Close()
	sum := int64(0)
	v.docs = []int64{0}
	for rows.Next() {
		var stem string
		var docs int64
		if err := rows.Scan(&stem, &docs); err != nil {
			return err
		}
		sum += docs
		v.stems, v.docs = append(v.stems, stem), append(v.docs, sum)
	}
	return rows.Err()
}

// askStems has the tokenizer make stems of all words.
func (v *vocabulary) askStems(ctx context.Context, tx *sql.Tx) error {
	for _, statement := range []string{
		`CREATE VIRTUAL TABLE stemmed USING fts5(word, content='', detail=none, tokenize="` + tokenizer + `")`,
		`CREATE VIRTUAL TABLE stemming USING fts5vocab(stemmed, instance)`,
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	put, err := tx.PrepareContext(ctx, `INSERT INTO stemmed(rowid, word) VALUES (?, ?)`)
	if err != nil {
		return err
	}
	defer put.Close()
	for i, word := range v.words {
		v.stem[i] = -1
		if _, err := put.ExecContext(ctx, i+1, word); err != nil {
			return err
		}
	}
	if err := v.takeStems(ctx, tx); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DROP TABLE stemming; DROP TABLE stemmed`)
	return err
}

func (v *vocabulary) takeStems(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT term, doc FROM stemming`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var stem string
		var id int
		if err := rows.Scan(&stem, &id); err != nil {
			return err
		}
		if at, known := slices.BinarySearch(v.stems, stem); known {
			v.stem[id-1] = int32(at)
		}
	}
	return rows.Err()
}

// find is the word's place among the words.
func (v *vocabulary) find(word string) (int, bool) { return slices.BinarySearch(v.words, word) }

// from are the words that begin with a prefix, as a range.
func (v *vocabulary) from(prefix string) (first, end int) { return between(v.words, prefix) }

func between(sorted []string, prefix string) (first, end int) {
	first = sort.SearchStrings(sorted, prefix)
	end = first + sort.Search(len(sorted)-first, func(i int) bool { return !strings.HasPrefix(sorted[first+i], prefix) })
	return first, end
}

// stemOf is the word's stem; the word itself where the course does not have it.
func (v *vocabulary) stemOf(word string) string {
	if i, ok := v.find(word); ok && v.stem[i] >= 0 {
		return v.stems[v.stem[i]]
	}
	return word
}

// sibling is a word of the course that has the stem of one that it does not
// have; the word itself where none begins with its stem.
func (v *vocabulary) sibling(word string) string {
	for cut := len(word) - 1; cut >= 3; cut-- {
		first, end := v.from(word[:cut])
		for i := first; i < end; i++ {
			if v.stem[i] >= 0 && v.stems[v.stem[i]] == word[:cut] {
				return v.words[i]
			}
		}
	}
	return word
}

// spread is in how many rows the word is, in any of its forms.
func (v *vocabulary) spread(word string) int64 {
	if at, ok := slices.BinarySearch(v.stems, v.stemOf(word)); ok {
		return v.docs[at+1] - v.docs[at]
	}
	return 0
}

// spreadFrom is in how many rows at most there is a word with the prefix.
func (v *vocabulary) spreadFrom(prefix string) int64 {
	first, end := between(v.stems, prefix)
	return v.docs[end] - v.docs[first]
}

// name is what a title is known by: its words' stems.
func (v *vocabulary) name(words []string) string {
	stems := make([]string, len(words))
	for i, w := range words {
		stems[i] = v.stemOf(w)
	}
	return strings.Join(stems, " ")
}

// best are the most frequent of some words, no two of one stem.
func (v *vocabulary) best(ids []int, most int) []string {
	slices.SortStableFunc(ids, func(a, b int) int { return int(v.count[b] - v.count[a]) })
	var chosen []string
	seen := map[int32]bool{}
	for _, i := range ids {
		if len(chosen) == most {
			break
		}
		if !seen[v.stem[i]] {
			seen[v.stem[i]] = true
			chosen = append(chosen, v.words[i])
		}
	}
	return chosen
}

const (
	// A word shorter than this is one edit away from too many others.
	shortestTypo = 4
	// mostTypos is how many words may stand in for one that nobody wrote.
	mostTypos = 3
)

// near are words one edit away: a letter too many, missing or another, or two
// that changed places. Where the word is only begun, they may go on.
func (v *vocabulary) near(word string, begun bool) []string {
	letters := []rune(word)
	if len(letters) < shortestTypo {
		return nil
	}
	var whole, going []int
	seen := map[string]bool{word: true}
	for candidate := range v.edits(letters) {
		if seen[candidate] {
			continue
		}
		seen[candidate] = true
		if i, ok := v.find(candidate); ok && v.stem[i] >= 0 {
			whole = append(whole, i)
		} else if first, end := v.from(candidate); begun && first < end {
			going = append(going, v.most(first, end))
		}
	}
	if len(whole) > 0 {
		return v.best(whole, mostTypos)
	}
	return v.best(going, mostTypos)
}

// most is the most frequent word of a range that is not empty.
func (v *vocabulary) most(first, end int) int {
	top := first
	for i := first; i < end; i++ {
		if v.count[i] > v.count[top] {
			top = i
		}
	}
	return top
}

// edits are all texts one edit away from a word, some of them twice.
func (v *vocabulary) edits(word []rune) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		edited := make([]rune, 0, len(word)+1)
		for i := range len(word) + 1 {
			if i < len(word) { // too many
				if !yield(string(append(append(edited[:0], word[:i]...), word[i+1:]...))) {
					return
				}
			}
			if i+1 < len(word) { // changed places
				edited = append(edited[:0], word...)
				edited[i], edited[i+1] = edited[i+1], edited[i]
				if !yield(string(edited)) {
					return
				}
			}
			for _, r := range v.letters {
				if i < len(word) { // another
					edited = append(edited[:0], word...)
					edited[i] = r
					if !yield(string(edited)) {
						return
					}
				}
				edited = append(append(append(edited[:0], word[:i]...), r), word[i:]...) // missing
				if !yield(string(edited)) {
					return
				}
			}
		}
	}
}
