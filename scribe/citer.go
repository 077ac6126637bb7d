package scribe

import (
	"regexp"
	"strconv"
	"strings"

	"happensbefore/course"
)

// A citer takes an answer apart into text and references as it comes, in pieces
// that begin and end anywhere. What may still become a reference, or the
// refusal, is held back until it is known.
type citer struct {
	given int // passages
	held  string
}

// reference is how a model refers to passages: [2], [1, 3], [Passage 2].
var reference = regexp.MustCompile(`^\[(?:[Pp]assages? )?(\d{1,4}(?:(?:, ?| and |, and |–|-)\d{1,4})*)\]`)

// longestReference is from where on an open bracket is only a bracket.
const longestReference = 40

func (c *citer) read(text string) ([]course.Phrase, error) {
	c.held += text
	return c.take(false)
}

// rest is what is left when nothing more comes.
func (c *citer) rest() ([]course.Phrase, error) { return c.take(true) }

func (c *citer) take(last bool) (phrases []course.Phrase, err error) {
	say := func(text string) {
		if text != "" {
			phrases = append(phrases, course.Phrase{Text: text})
		}
	}
	for {
		if strings.Contains(c.held, refusal) {
			return phrases, course.ErrSilent
		}
		open := strings.IndexByte(c.held, '[')
		if open < 0 {
			keep := 0
			if !last {
				keep = begun(c.held)
			}
			say(c.held[:len(c.held)-keep])
			c.held = c.held[len(c.held)-keep:]
			return phrases, nil
		}
		found := reference.FindStringSubmatch(c.held[open:])
		switch {
		case found != nil:
			say(c.held[:open])
			for number := range strings.FieldsFuncSeq(found[1], func(r rune) bool { return r < '0' || r > '9' }) {
				n, _ := strconv.Atoi(number) // four digits at most
				if n < 1 || n > c.given {
					phrases = append(phrases, course.Phrase{Dropped: true})
					continue
				}
				phrases = append(phrases, course.Phrase{Cite: n})
			}
			c.held = c.held[open+len(found[0]):]
		case !last && len(c.held)-open < longestReference && !strings.ContainsAny(c.held[open:], "]\n"):
			say(c.held[:open])
			c.held = c.held[open:]
			return phrases, nil
		default:
			say(c.held[:open+1])
			c.held = c.held[open+1:]
		}
	}
}

// begun is how many bytes at the end of a text may be the refusal's beginning.
func begun(text string) int {
	for n := min(len(text), len(refusal)-1); n > 0; n-- {
		if strings.HasPrefix(refusal, text[len(text)-n:]) {
			return n
		}
	}
	return 0
}
