package estimate

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// A dimension is what a quantity counts: the powers of seconds ("s"), bytes
// ("B") and words. A power of zero is left out.
type dimension map[string]int

func (d dimension) equal(e dimension) bool { return maps.Equal(d, e) }

// times is the dimension of a product, or of a quotient where sign is -1.
func (d dimension) times(e dimension, sign int) dimension {
	product := maps.Clone(d)
	if product == nil {
		product = dimension{}
	}
	for base, power := range e {
		product[base] += sign * power
		if product[base] == 0 {
			delete(product, base)
		}
	}
	return product
}

// String is the dimension as people write units: "reads/s".
func (d dimension) String() string {
	var above, below []string
	for _, base := range slices.Sorted(maps.Keys(d)) {
		power := d[base]
		for range max(power, -power) {
			if power > 0 {
				above = append(above, base)
			} else {
				below = append(below, base)
			}
		}
	}
	switch {
	case len(above)+len(below) == 0:
		return "a plain number"
	case len(above) == 0:
		above = []string{"1"}
	}
	return strings.Join(append([]string{strings.Join(above, "·")}, below...), "/")
}

// A unit is a dimension and how many of its base a unit is.
type unit struct {
	text  string // as the author wrote it
	scale float64
	dim   dimension
}

const (
	minute = 60
	day    = 24 * 60 * minute
)

// known are the units of time and of data, in seconds and bytes, and percent.
func known(word string) (scale float64, base string, ok bool) {
	seconds := map[string]float64{
		"ns": 1e-9, "µs": 1e-6, "us": 1e-6, "ms": 1e-3, "s": 1, "second": 1, "min": minute, "minute": minute,
		"h": 60 * minute, "hour": 60 * minute, "day": day, "week": 7 * day, "month": 365.0 / 12 * day, "year": 365 * day,
	}
	for _, name := range []string{word, strings.TrimSuffix(word, "s")} {
		if scale, ok := seconds[name]; ok {
			return scale, "s", true
		}
	}
	if word == "%" {
		return 0.01, "", true
	}
	prefixes := []string{"", "k", "M", "G", "T", "P", "E"}
	for i, prefix := range prefixes {
		decimal, binary := 1.0, 1.0
		for range i {
			decimal, binary = decimal*1000, binary*1024
		}
		switch word {
		case prefix + "B", prefix + "bytes", prefix + "byte":
			return decimal, "B", true
		case prefix + "bit", prefix + "bits":
			return decimal / 8, "B", true
		case strings.ToUpper(prefix) + "iB":
			if i > 0 {
				return binary, "B", true
			}
		}
	}
	return 0, "", false
}

// readUnit reads "links/day", "MB/s" or "kWh"; an empty text is a plain number.
func readUnit(text string) (unit, error) {
	u := unit{text: text, scale: 1, dim: dimension{}}
	if text == "" {
		return u, nil
	}
	for i, below := range strings.Split(text, "/") {
		sign := -1
		if i == 0 {
			sign = 1
		}
		for word := range strings.SplitSeq(below, "·") {
			word = strings.TrimSpace(word)
			if word == "1" && i == 0 {
				continue
			}
			if word == "" || strings.ContainsFunc(word, notInWord) {
				return u, fmt.Errorf("the unit %q cannot be read", text)
			}
			scale, base, ok := known(word)
			if !ok {
				scale, base = 1, singular(word)
			}
			if sign > 0 {
				u.scale *= scale
			} else {
				u.scale /= scale
			}
			if base != "" {
				u.dim = u.dim.times(dimension{base: 1}, sign)
			}
		}
	}
	return u, nil
}

// singular makes one unit of entry and entries, search and searches, read and reads.
func singular(word string) string {
	if stem, ok := strings.CutSuffix(word, "ies"); ok {
		return stem + "y"
	}
	for _, ending := range []string{"ches", "shes", "sses", "xes"} {
		if strings.HasSuffix(word, ending) {
			return strings.TrimSuffix(word, "es")
		}
	}
	if strings.HasSuffix(word, "ss") {
		return word
	}
	return strings.TrimSuffix(word, "s")
}

func notInWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.Is(unicode.Sc, r) && !strings.ContainsRune("%-", r)
}
