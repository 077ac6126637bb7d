package templates

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A comparison is what a failed check got and what it wanted, taken out of its
// message, so that the two can stand one above the other.
type comparison struct {
	About string  `json:"about"` // what the two are values of, where the message says so
	Got   []piece `json:"got"`
	Want  []piece `json:"want"`
}

// A piece is a stretch of a value that the other value has too, or has not.
type piece struct {
	Text    string `json:"text"`
	Differs bool   `json:"differs"`
}

// The forms in which Go's tests say what went wrong. static/src/compare.ts
// reads the same, and is held to this file's golden answers.
var (
	twoLines = regexp.MustCompile(`(?m)^[ \t]*()got:?[ \t]+(.*\S)[ \t]*\n[ \t]*want:?[ \t]+(.*\S)[ \t]*$`)
	assigned = regexp.MustCompile(`(?m)^(.*?) = (.*\S), want (.*\S)[ \t]*$`)
	gotWant  = regexp.MustCompile(`(?m)^(.*?)\bgot:? (.*\S)[,;] want:? (.*\S)[ \t]*$`)
	prose    = regexp.MustCompile(`^(?s)(.*\S), want (.*)$`)
	sentence = regexp.MustCompile(`\.(?:\s|$)`)
	verbal   = regexp.MustCompile(`\b(?:true|false)$|<?nil>?$|\w+\.\w+$`)
	atom     = regexp.MustCompile(`^[^\s,]+(?:, [^\s,]+)*$`)
)

// most is how many comparisons are shown of a message that has more.
const most = 8

// compare finds the values in a message, if it has lines of one of the forms
// "… = X, want Y", "… got X, want Y", "got X" above "want Y", or is a sentence that
// ends in "X, want Y" and in which X is plainly a value.
func compare(message string) []comparison {
	for _, form := range []*regexp.Regexp{twoLines, assigned, gotWant} {
		var found []comparison
		for _, m := range form.FindAllStringSubmatch(message, most) {
			c := differences(strings.TrimSuffix(m[2], "."), strings.TrimSuffix(m[3], "."))
			c.About = strings.TrimRight(strings.TrimSpace(m[1]), ":,")
			found = append(found, c)
		}
		if found != nil {
			return found
		}
	}
	m := prose.FindStringSubmatch(message)
	if m == nil || strings.Contains(m[1], ", want ") {
		return nil
	}
	want := m[2]
	if end := sentence.FindStringIndex(want); end != nil {
		want = want[:end[0]]
	}
	if got, ok := valueAtEnd(m[1], want); ok {
		return []comparison{differences(got, want)}
	}
	return nil
}

// valueAtEnd is the value at the end of a sentence that is of the kind of want.
func valueAtEnd(text, want string) (string, bool) {
	if want == "" {
		return "", false
	}
	switch first := want[0]; {
	case first == '{' || first == '[':
		closing := string(map[byte]byte{'{': '}', '[': ']'}[first])
		if !strings.HasSuffix(text, closing) || !strings.HasSuffix(want, closing) {
			return "", false
		}
		depth := 0
		for i := len(text) - 1; i >= 0; i-- {
			switch text[i] {
			case closing[0]:
				depth++
			case first:
				if depth--; depth == 0 {
					return text[i:], true
				}
			}
		}
		return "", false
	case !atom.MatchString(want):
		return "", false
	case first >= '0' && first <= '9' || first == '-' || first == '+':
		words := strings.Split(text, " ")
		n := strings.Count(want, " ") + 1
		if n > len(words) {
			return "", false
		}
		got := words[len(words)-n:]
		if !slices.ContainsFunc(got, func(w string) bool { return !strings.ContainsAny(w[:min(1, len(w))], "+-0123456789") }) {
			return strings.Join(got, " "), true
		}
		return "", false
	default:
		got := verbal.FindString(text)
		return got, got != "" && verbal.MatchString(want)
	}
}

// markup is a value as HTML with what differs in mark elements.
func markup(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		text := html.EscapeString(p.Text)
		if p.Differs {
			text = "<mark>" + text + "</mark>"
		}
		b.WriteString(text)
	}
	return b.String()
}

// longest is the number of tokens above which the middle of two values is
// taken to differ as a whole.
const longest = 400

// differences marks, token by token, what only one of two values has.
func differences(got, want string) comparison {
	a, b := tokens(got), tokens(want)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	x, y := a[head:len(a)-tail], b[head:len(b)-tail]
	inX, inY := common(x, y)
	mark := func(list []string, middle []bool) []piece {
		var pieces []piece
		for i, token := range list {
			differs := i >= head && i < len(list)-tail && !middle[i-head]
			if n := len(pieces); n > 0 && pieces[n-1].Differs == differs {
				pieces[n-1].Text += token
				continue
			}
			pieces = append(pieces, piece{token, differs})
		}
		return pieces
	}
	return comparison{Got: mark(a, inX), Want: mark(b, inY)}
}

// common says of each token whether it is part of the longest sequence that
// both lists have.
func common(x, y []string) (inX, inY []bool) {
	inX, inY = make([]bool, len(x)), make([]bool, len(y))
	if len(x) > longest || len(y) > longest {
		return inX, inY
	}
	length := make([][]int, len(x)+1)
	length[len(x)] = make([]int, len(y)+1)
	for i := len(x) - 1; i >= 0; i-- {
		length[i] = make([]int, len(y)+1)
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] == y[j]:
			inX[i], inY[j] = true, true
			i, j = i+1, j+1
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return inX, inY
}

// tokens are a text's words and numbers, and each other character by itself.
func tokens(text string) []string {
	var list []string
	joined := false
	for _, r := range text {
		word := r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
		if word && joined {
			list[len(list)-1] += string(r)
		} else {
			list = append(list, string(r))
		}
		joined = word
	}
	return list
}
