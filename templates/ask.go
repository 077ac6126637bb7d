package templates

import (
	"strconv"

	"happensbefore/course"
)

// An AskPage is a question and the passages that speak of it.
type AskPage struct {
	Layout
	Question string
	Passages []course.Passage
	Writes   bool    // the host has a scribe, who can be asked for an answer
	Answer   *Answer // nil where none was asked for
}

// scripts come where there is an answer to wait for.
func (p AskPage) scripts() []string {
	if p.Writes && len(p.Passages) > 0 && p.Answer == nil {
		return []string{"ask.js"}
	}
	return nil
}

// An Answer is what the scribe wrote.
type Answer struct {
	Phrases []course.Phrase
	Ending  Ending
}

// An Ending is how an answer ended.
type Ending int

const (
	Complete  Ending = iota // it is whole, and refers only to passages that are shown
	Silent                  // the book does not say
	Uncited                 // it refers to no passage
	Miscited                // some of its references lead nowhere
	TooLong                 // it took too long
	Unwritten               // it could not be written
)

// Says is what the reader is told of the ending.
func (e Ending) Says() string {
	switch e {
	case Silent:
		return "The book does not say."
	case Uncited:
		return "This answer names no passage that it rests on. Read the passages below instead."
	case Miscited:
		return "This answer referred to passages that it was not given; those references were left out. Check it against the passages below."
	case TooLong:
		return "The answer took too long and ends here. The passages below are what it would have rested on."
	case Unwritten:
		return "The answer could not be written to its end just now. The passages below are what it would have rested on."
	}
	return "Written by a language model from the passages below. What counts is what they say."
}

// Failed says whether there is less of an answer than there might have been.
func (e Ending) Failed() bool { return e == TooLong || e == Unwritten }

func passageID(n int) string { return "passage-" + strconv.Itoa(n) }

// citation is where a passage stands, in words.
func citation(p course.Passage) string {
	if p.Kind == course.ATerm {
		return "Glossary: " + p.Section
	}
	if p.Section == "" {
		return within(p.Spot)
	}
	return within(p.Spot) + ": " + p.Section
}
