package course

import "time"

// A Place is where in a chapter a learner was reading. It is found again by
// words, so that it survives a change to the text above it.
type Place struct {
	Chapter string // slug
	Section string // the id of its heading; empty above the first
	Words   string // with which the paragraph begins
	Device  string // chosen by the browser that was read on: whose place it is
	At      time.Time
}
