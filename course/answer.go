package course

import "errors"

// What can become of asking for an answer that is written from passages.
var (
	// ErrSilent says that the passages do not answer the question.
	ErrSilent = errors.New("the book does not say")
	// ErrUnwritten says that whoever writes answers did not, or not to the end;
	// what it wraps is for the log.
	ErrUnwritten = errors.New("the answer could not be written")
)

// A Phrase is the next piece of an answer: some text, or a reference to one of
// the passages it was written from.
type Phrase struct {
	Text string
	Cite int // which passage, from 1; 0 for text
	// Dropped says that the answer refers to a passage that it was not given.
	// The reference is left out.
	Dropped bool
}
