package templates

import (
	"strconv"
	"time"

	"happensbefore/course"
)

// A ReviewPage asks one question, or rules on an answer to one, or says that
// there is nothing to ask.
type ReviewPage struct {
	Layout
	Of    *course.Chapter // the chapter whose questions are asked for the first time; nil in the review
	Tally Tally           // of that chapter

	Asked    *AskedQuestion
	Answered *AnsweredQuestion

	Due     int       // questions to be asked now, with the one that is
	Later   int       // those that are not due yet
	Next    time.Time // when the first of them is
	Sitting int       // those that were answered after the longest pause
	Dropped int       // those that the book does not ask any more
}

// An AskedQuestion is a question of a chapter.
type AskedQuestion struct {
	Chapter  *course.Chapter
	Question *course.Question
	Recall   *course.Recall // its place in the schedule; nil where it has none
}

// An AnsweredQuestion is a question with what the learner answered.
type AnsweredQuestion struct {
	AskedQuestion
	Given  string
	Met    int  // the option that was chosen, or that the number answers to; -1 is none
	Before bool // it was answered before, and this answer does not count
}

func (a *AnsweredQuestion) right() bool { return a.Met >= 0 && a.Question.Options[a.Met].Right }

// answer is the right option.
func (a *AnsweredQuestion) answer() course.Option {
	for _, o := range a.Question.Options {
		if o.Right {
			return o
		}
	}
	return course.Option{}
}

// said is what the learner answered, in a few words.
func (a *AnsweredQuestion) said() string {
	switch {
	case a.Given == "":
		return "You looked it up."
	case a.Question.Numeric:
		return "You answered " + a.Given + "."
	}
	return ""
}

func (p ReviewPage) title() string {
	if p.Of != nil {
		return "Check yourself: " + curled(p.Of.Title)
	}
	return "Questions you missed"
}

// next is the address of the question after this one.
func (p ReviewPage) next() string {
	if p.Of != nil {
		return "/review/" + p.Of.Slug
	}
	return "/review"
}

// A Tally is how many of a chapter's questions were answered, and how many of
// those right, each the first time.
type Tally struct{ Right, Answered, Asked int }

// TallyOf counts what the chapter asks now.
func TallyOf(c *course.Chapter, choices []course.Choice) Tally {
	t := Tally{Asked: len(c.Questions)}
	for _, q := range c.Questions {
		key := q.Key()
		for _, choice := range choices {
			if choice.Chapter == c.Slug && choice.Question == key {
				t.Answered++
				if choice.Right {
					t.Right++
				}
			}
		}
	}
	return t
}

func (t Tally) String() string {
	s := strconv.Itoa(t.Right) + " of " + strconv.Itoa(t.Asked)
	if t.Answered < t.Asked {
		s += " so far"
	}
	return s
}

func milli(t time.Time) string { return strconv.FormatInt(t.UnixMilli(), 10) }

func dropped(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
