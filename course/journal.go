package course

import "time"

// An Answer is what a learner wrote to one of the questions that a chapter
// gives them for their next design review.
type Answer struct {
	ID       int64
	Version  int // grows with every change
	Chapter  string
	Question string // as it was asked; the chapter may ask otherwise by now
	Text     string
	At       time.Time // when it was begun
	Changed  time.Time // when it was last changed
	Earlier  bool      // another answer to the same question came after it
}

const (
	// MaxWords bounds what a learner writes in one place, an answer or a note,
	// in bytes: some three printed pages.
	MaxWords = 8 << 10
	// MaxKept is how many answers, and how many notes, one learner may keep.
	MaxKept = 2000
)
