package course

import "time"

// A Note is a passage of a chapter that a learner has marked, and what they
// wrote beside it.
type Note struct {
	ID      int64
	Version int // grows with every change
	Chapter string
	Quote   Quote
	Text    string // empty: a highlight alone
	At      time.Time
	Changed time.Time
}

// A Quote is a part of a chapter's running text as it stood when it was
// chosen, with some of what was around it.
type Quote struct {
	Section               string // anchor of the heading it stood under
	Exact, Prefix, Suffix string
	At                    int  // where it began, in characters
	Whole                 bool // a whole paragraph, chosen as one
}

// MaxPassage bounds a passage, in characters: a long paragraph or two.
const MaxPassage = 1500
