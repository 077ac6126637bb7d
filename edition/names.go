package edition

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// names are the ids that are taken.
type names map[string]bool

// take makes an id that XML and CSS take as well as HTML, and that nobody has.
// The wish begins with a letter.
func (t names) take(wish string) string {
	id := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, wish)
	free := id
	for n := 2; t[free]; n++ {
		free = id + "." + strconv.Itoa(n)
	}
	t[free] = true
	return free
}

// fileName is what a chapter is called in an EPUB. The n-th one is called by
// its number where its slug would be no good name for a file.
func fileName(slug string, n int) string {
	for _, r := range slug {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != '_' {
			return "text/" + strconv.Itoa(n+1) + ".xhtml"
		}
	}
	return "text/" + slug + ".xhtml"
}

// Name makes a URN of what a thing is told apart by: the same for the same.
func Name(of string) string {
	sum := sha256.Sum256([]byte(of))
	u := sum[:16]
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80 // RFC 9562, version 8: of one's own making
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}
