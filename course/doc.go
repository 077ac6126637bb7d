// Package course holds the nouns of the course and their rules: the outline
// and its chapters, labs and their checks, learners, submissions, verdicts.
//
// It imports the standard library only and does no input or output, so every
// other room may import it and none can be surprised by it.
package course
