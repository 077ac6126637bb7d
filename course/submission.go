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

// A Grading is how far a submission has come on its way to its verdict.
type Grading struct {
	Submission Submission // with its verdict once that is final
	Place      int        // in line, 1 being the next; 0 once it is being graded
	First      *Verdict   // the interpreter's answer, until the compiler has confirmed or corrected it
}

// A Disagreement is a submission on which the two engines did not agree.
type Disagreement struct {
	Submission  Submission // its verdict, where it has one, is the compiler's
	Interpreted Verdict
	Compiled    Verdict
	At          time.Time
}
