package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"happensbefore/course"
)

// A marker knows the words of a query when it sees them.
type marker struct {
	v        *vocabulary
	stems    []map[string]bool // by word of the query
	prefixes []string          // by word of the query; empty where it is whole
	name     string            // what was asked, as the name of something
	seen     map[string]int    // words that were looked at before
	begin    map[byte]bool     // with what letters the words begin, as their stems do
}

func (v *vocabulary) marker(q query) *marker {
	m := &marker{v: v, seen: map[string]int{}, begin: map[byte]bool{}}
	for _, w := range q.words {
		stems, prefix := map[string]bool{}, ""
		for _, f := range w.forms {
			for one := range strings.FieldsSeq(f) {
				stems[v.stemOf(one)] = true
				m.begin[one[0]] = true
			}
		}
		if w.begun {
			words := strings.Fields(w.forms[0])
			prefix = words[len(words)-1]
		}
		m.stems, m.prefixes = append(m.stems, stems), append(m.prefixes, prefix)
	}
	m.name = v.name(q.asked)
	return m
}

// knows is which word of the query this is, or -1.
func (m *marker) knows(word string) int {
	if !m.begin[word[0]] {
		return -1
	}
	if i, seen := m.seen[word]; seen {
		return i
	}
	at, stem := -1, m.v.stemOf(word)
	for i, stems := range m.stems {
		if stems[stem] || m.prefixes[i] != "" && strings.HasPrefix(word, m.prefixes[i]) {
			at = i
			break
		}
	}
	m.seen[word] = at
	return at
}

// covers is how many of the query's words a row has, as a share of them.
func (m *marker) covers(r row) float64 {
	has := map[int]bool{}
	for _, text := range []string{r.title, r.heading, r.keywords, r.text} {
		for p := range pieces(text) {
			if p.word == "" {
				continue
			}
			if i := m.knows(p.word); i >= 0 {
				has[i] = true
			}
		}
	}
	return float64(len(has)) / float64(len(m.stems))
}

// fit is how much better a row fits the query than its words say.
func (m *marker) fit(r row) float64 {
	name := split(r.title + " " + r.heading)
	has := make([]bool, len(m.stems))
	known := 0
	for _, w := range name {
		if i := m.knows(w); i >= 0 {
			known++
			has[i] = true
		}
	}
	covered := 0
	for _, h := range has {
		if h {
			covered++
		}
	}
	fit := 1.0
	switch {
	case m.v.name(name) == m.name:
		fit = 3
	case covered == len(has) && known == len(name):
		fit = 2.5
	case covered == len(has):
		fit = 1.6
	}
	if r.kind == course.ATerm && covered < len(has) {
		fit *= 0.6 // a term is short, and short texts rank high; it is of use where it is meant
	}
	if r.kind == course.ASymptom {
		fit *= 0.6 // what is said of a thing comes after the thing
	}
	return fit
}

// names is how much better it is that a question names the term which the row
// explains.
func (m *marker) names(r row) float64 {
	if r.kind != course.ATerm {
		return 1
	}
	for _, w := range split(r.title) {
		if m.knows(w) < 0 {
			return 1
		}
	}
	return 1.6
}

// finding is the row as a reader is shown it.
func (m *marker) finding(r row) course.Finding {
	f := course.Finding{Kind: r.kind, Spot: r.Spot}
	name := r.title
	if name == "" {
		name = r.heading
	}
	f.Name = m.marked(name)
	text, known := m.excerpt(r.text)
	if known == 0 {
		for _, other := range []string{r.keywords, r.code} {
			if part, n := m.excerpt(other); n > 0 {
				text, known = part, n
				break
			}
		}
	}
	if known == 0 && r.kind != course.ASection && r.keywords != "" {
		text, _ = m.excerpt(r.keywords)
	}
	f.Text = text
	return f
}

// marked is the whole text with the query's words marked.
func (m *marker) marked(text string) course.Marked {
	var marked course.Marked
	for piece := range pieces(text) {
		found := piece.word != "" && m.knows(piece.word) >= 0
		if n := len(marked); n > 0 && marked[n-1].Found == found {
			marked[n-1].Text += piece.text
			continue
		}
		marked = append(marked, course.Stretch{Text: piece.text, Found: found})
	}
	return marked
}

const (
	excerptSize = 170 // bytes of an excerpt, about
	excerptLead = 40  // of them before the first word that is marked
)

// excerpt is the part of a text that has the most different words of the query,
// and how many it has; the beginning where it has none.
func (m *marker) excerpt(text string) (course.Marked, int) {
	type hit struct{ at, word int }
	var hits []hit
	for piece := range pieces(text) {
		if piece.word == "" {
			continue
		}
		if i := m.knows(piece.word); i >= 0 {
			hits = append(hits, hit{piece.at, i})
		}
	}
	start, most := 0, 0
	for i, h := range hits {
		different, all := map[int]bool{}, 0
		for _, other := range hits[i:] {
			if other.at-h.at > excerptSize-excerptLead {
				break
			}
			different[other.word] = true
			all++
		}
		if score := 100*len(different) + min(all, 9); score > most {
			start, most = h.at, score
		}
	}
	from := max(0, start-excerptLead)
	if from > 0 {
		// From the sentence's beginning where that is near, else from a word's.
		if stop := strings.LastIndexAny(text[max(0, start-2*excerptLead):start], ".?!\n"); stop >= 0 {
			from = max(0, start-2*excerptLead) + stop + 1
		} else {
			from += strings.IndexAny(text[from:], " \n\t") + 1
		}
	}
	end := min(len(text), from+excerptSize)
	if end < len(text) {
		if last := strings.LastIndexAny(text[from:end], " \n\t"); last > 0 {
			end = from + last
		}
		for !utf8.RuneStart(text[end]) {
			end--
		}
	}
	for from > 0 && !utf8.RuneStart(text[from]) {
		from++
	}
	part := strings.Join(strings.Fields(text[from:end]), " ")
	if from > 0 {
		part = "… " + part
	}
	if end < len(text) {
		part += " …"
	}
	return m.marked(part), most / 100
}

// A piece of a text is a word, or what stands between two.
type piece struct {
	text string
	word string // in small letters; empty between words
	at   int    // in bytes
}

func pieces(text string) func(yield func(piece) bool) {
	return func(yield func(piece) bool) {
		start, inWord := 0, false
		cut := func(end int) bool {
			if end == start {
				return true
			}
			p := piece{text: text[start:end], at: start}
			if inWord {
				p.word = strings.ToLower(p.text)
			}
			start = end
			return yield(p)
		}
		for i, r := range text {
			if is := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r); is != inWord {
				if !cut(i) {
					return
				}
				inWord = is
			}
		}
		cut(len(text))
	}
}
