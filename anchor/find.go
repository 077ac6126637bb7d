package anchor

import "slices"

// Context is how many characters before and behind a passage are kept with it.
const Context = 48

// A Quote is a passage as it stood when it was chosen.
type Quote struct {
	Exact, Prefix, Suffix string
	At                    int // where it began, in characters
}

// A Place is a part of a text, in characters.
type Place struct{ Start, End int }

const (
	// enough is how many characters must agree, those of the passage and those
	// around it, before a place is believed.
	enough = 36
	// alone is how long a passage must be to be known without what is around it.
	alone = 72
	// shortest is the length below which another word is another passage.
	shortest = 12
	// ahead is by how much the best place must agree better than any other.
	ahead = 12
)

// Find gives the passage's place in the text. It is found where the text there
// agrees with the passage and with what was around it, both up to small
// edits, and nowhere else as well.
func Find(text []rune, q Quote) (Place, bool) {
	exact, prefix, suffix := []rune(q.Exact), []rune(q.Prefix), []rune(q.Suffix)
	if len(exact) == 0 || len(text) == 0 {
		return Place{}, false
	}
	if at, whole := q.At-len(prefix), slices.Concat(prefix, exact, suffix); at >= 0 && at+len(whole) <= len(text) && slices.Equal(text[at:at+len(whole)], whole) {
		return Place{q.At, q.At + len(exact)}, true
	}
	found := occurrences(text, exact)
	if len(found) == 0 && len(exact) >= shortest {
		for _, w := range windows(text, exact) {
			for _, c := range approximately(text[w.Start:w.End], exact, len(exact)/4) {
				c.Start, c.End = c.Start+w.Start, c.End+w.Start
				found = append(found, c)
			}
		}
	}
	best, second := candidate{}, 0
	for _, c := range found {
		c.weigh(text, exact, prefix, suffix)
		switch {
		case c.weight > best.weight:
			best, second = c, best.weight
		case c.weight > second:
			second = c.weight
		}
	}
	if !best.believed || best.weight-second < ahead && second > 0 {
		return Place{}, false
	}
	return best.Place, true
}

// A candidate is a place that the passage may be in.
type candidate struct {
	Place
	errors   int // edits between the passage and what stands there
	weight   int // characters that agree, less those that do not
	believed bool
}

func (c *candidate) weigh(text, exact, prefix, suffix []rune) {
	before := agreement(reversed(prefix), reversed(text[max(0, c.Start-2*len(prefix)):c.Start]))
	behind := agreement(suffix, text[c.End:min(len(text), c.End+2*len(suffix))])
	c.weight = len(exact) - 3*c.errors + before + behind
	all := len(exact) + len(prefix) + len(suffix)
	inside := c.errors*6 <= len(exact)
	part := 3 // of a context must agree
	if c.errors > 0 {
		part = 2
	}
	around := before*part >= len(prefix) && len(prefix) > 0 || behind*part >= len(suffix) && len(suffix) > 0 || len(prefix)+len(suffix) == 0
	if c.errors > 0 && len(exact) < 2*shortest {
		around = before*part >= len(prefix) && behind*part >= len(suffix)
	}
	c.believed = c.weight >= min(enough, all) && (around || inside && len(exact) >= alone)
}

// agreement is how many characters of a context are where they were, less
// those that are not: 0 where it is another context.
func agreement(context, text []rune) int {
	// Edit distance, with the end of the text free: the last row's minimum.
	if len(context) == 0 {
		return 0
	}
	row := make([]int, len(context)+1)
	for i := range row {
		row[i] = i
	}
	least := row[len(context)]
	for _, r := range text {
		diagonal := row[0]
		row[0]++
		for i, c := range context {
			cost := diagonal
			if c != r {
				cost++
			}
			diagonal = row[i+1]
			row[i+1] = min(cost, row[i+1]+1, row[i]+1)
		}
		least = min(least, row[len(context)])
	}
	return max(0, len(context)-2*least)
}

func occurrences(text, exact []rune) []candidate {
	var found []candidate
	for i := 0; i+len(exact) <= len(text); i++ {
		if text[i] == exact[0] && slices.Equal(text[i:i+len(exact)], exact) {
			found = append(found, candidate{Place: Place{i, i + len(exact)}})
		}
	}
	return found
}

// long is the length from which a passage is looked for only around what it
// shares with the text, some words in a row, of gram characters.
const long, gram = 64, 12

// windows are the parts of the text in which the passage may be: all of it for
// a short one.
func windows(text, exact []rune) []Place {
	if len(exact) < long {
		return []Place{{0, len(text)}}
	}
	known := make(map[uint64]bool, len(exact))
	rolling(exact, func(_ int, h uint64) { known[h] = true })
	reach := len(exact) + len(exact)/4
	var list []Place
	rolling(text, func(i int, h uint64) {
		if !known[h] {
			return
		}
		w := Place{max(0, i-reach), min(len(text), i+reach)}
		if n := len(list); n > 0 && w.Start <= list[n-1].End {
			list[n-1].End = w.End
		} else {
			list = append(list, w)
		}
	})
	return list
}

// rolling gives the hash of every run of gram characters, and where it begins.
func rolling(s []rune, each func(i int, hash uint64)) {
	const base = 1_000_003
	power, hash := uint64(1), uint64(0)
	for i, r := range s {
		hash = hash*base + uint64(r)
		if i < gram {
			power *= base
		} else {
			hash -= power * uint64(s[i-gram])
		}
		if i >= gram-1 {
			each(i-gram+1, hash)
		}
	}
}

// approximately gives the places where the text differs from the passage by at
// most so many edits: Sellers' dynamic programme (The theory and computation of
// evolutionary distances, 1980), in which each cell also knows where its match
// began, and of which only the cells within the limit are computed (Ukkonen,
// Finding approximate patterns in strings, 1985).
func approximately(text, exact []rune, most int) []candidate {
	m := len(exact)
	if most == 0 {
		return nil
	}
	errors, starts := make([]int, m+1), make([]int, m+1)
	for i := range errors {
		errors[i] = i
	}
	last := min(most, m) // the last cell within the limit
	var found []candidate
	for j, r := range text {
		diagonal, from := 0, j
		errors[0], starts[0] = 0, j+1
		reach := min(last+1, m)
		for i := 1; i <= reach; i++ {
			up, upFrom := most+1, 0
			if i <= last {
				up, upFrom = errors[i], starts[i]
			}
			cost, start := diagonal, from
			if exact[i-1] != r {
				cost++
			}
			if up+1 < cost {
				cost, start = up+1, upFrom
			}
			if errors[i-1]+1 < cost {
				cost, start = errors[i-1]+1, starts[i-1]
			}
			diagonal, from = up, upFrom
			errors[i], starts[i] = cost, start
		}
		for last = reach; errors[last] > most; last-- {
		}
		if last == m {
			found = better(found, candidate{Place: Place{starts[m], j + 1}, errors: errors[m]})
		}
	}
	return found
}

// better adds a place, or keeps the better of two that overlap.
func better(found []candidate, c candidate) []candidate {
	if n := len(found); n > 0 && c.Start < found[n-1].End {
		if c.errors < found[n-1].errors {
			found[n-1] = c
		}
		return found
	}
	return append(found, c)
}

func reversed(s []rune) []rune {
	r := slices.Clone(s)
	slices.Reverse(r)
	return r
}
