// Package labs owns the labs: one Markdown file each, which holds the task,
// the learner's starter, the visible and the hidden tests, the hints, the
// solutions and the wrong solutions. It reads them, holds them to their rules,
// and keeps what a learner may see (course.Lab) apart from what a learner may
// not (Lab).
//
// It imports course and content/markdown, and never server, store or grader.
// Lab files come from instructors: their prose is sanitised, and their Go code
// is parsed here but never run. What leaves this package by Shelf.Labs and
// Shelf.Lab may be sent to anybody; what leaves it by Shelf.Secret is for the
// grader alone.
package labs
