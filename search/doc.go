// Package search finds places in the course: chapters by section, labs, terms
// and symptoms for a search, paragraphs for a question.
//
// It imports course alone and is handed what a learner may see: a course.Lab
// has no hidden test and no solution, so none can be found here. Hints and the
// reasons behind the answers to a question are seen only once they are asked
// for; they are left out.
//
// The index is SQLite's (FTS5), in memory, and nobody else's: it is made anew
// whenever the book is, and the learners' database never hears of it.
package search
