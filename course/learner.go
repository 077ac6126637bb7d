package course

import "time"

// A Learner is somebody whose work is kept. A guest has no name.
type Learner struct {
	ID   int64
	Name string // empty for a guest
	At   time.Time
}

// A Standing is how far a learner has come with one lab.
type Standing struct {
	Lab      string
	Attempts int            // graded submissions
	Best     int            // best score so far
	Passed   bool           // at least one submission passed every check
	Failures map[string]int // by test: how many graded submissions failed it
}

// Progress is what a learner has read and passed.
type Progress struct {
	Read      map[string]time.Time // by chapter slug
	Standings map[string]Standing  // by lab slug
}
