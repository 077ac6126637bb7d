package course

import "time"

// A Choice is what a learner answered first to a question of “Check yourself”.
type Choice struct {
	Chapter  string
	Question string // Question.Key
	Given    string // the option's number from 0, or the number as it was typed; empty: they looked it up
	Right    bool
	At       time.Time
}

// A Recall is the place in the schedule of a question that a learner missed.
//
// The schedule is Sebastian Leitner's (So lernt man lernen, 1972): a question
// moves up a box when it is answered, and back to the first when it is missed,
// and each box is asked after a longer pause than the one before.
type Recall struct {
	Chapter  string
	Question string // Question.Key
	Box      int    // from 0; len(pauses): it sits, and is not asked again
	Due      time.Time
}

// pauses are the days between being put into a box and being asked again.
var pauses = [...]int{1, 3, 7, 21, 60}

const day = 24 * time.Hour

// Missed is where a question begins that was missed at first.
func Missed(c Choice) Recall {
	return Recall{Chapter: c.Chapter, Question: c.Question, Due: c.At.Add(time.Duration(pauses[0]) * day)}
}

// Answered is where a question stands after it was asked again.
func (r Recall) Answered(right bool, at time.Time) Recall {
	switch {
	case !right:
		r.Box = 0
	case r.Box < len(pauses):
		r.Box++
	}
	r.Due = at
	if !r.Sits() {
		r.Due = at.Add(time.Duration(pauses[r.Box]) * day)
	}
	return r
}

// Sits says that the question was answered after the longest pause.
func (r Recall) Sits() bool { return r.Box >= len(pauses) }

// IsDue says whether the question is to be asked.
func (r Recall) IsDue(now time.Time) bool { return !r.Sits() && !now.Before(r.Due) }
