package course

import "time"

// A Submission is one learner's answer to one lab, kept for ever.
type Submission struct {
	ID      int64
	Learner int64
	Lab     string // slug
	Files   []File
	At      time.Time
	Verdict *Verdict // nil until graded
}

// Graded says whether the submission has its verdict.
func (s *Submission) Graded() bool { return s.Verdict != nil }
