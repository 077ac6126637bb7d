// Package content owns the book: SUMMARY.md with its outline, the chapters and
// the appendices, and the checks that hold them together (front matter, terms,
// links across pages).
//
// It imports course and content/markdown. It reads from the file system it is
// given and writes nothing. What it reads is written by instructors and not
// trusted: markdown makes its HTML safe. A fault in one file never keeps the
// rest of the book from being read; it becomes a course.Problem.
//
// Chapters without front matter are fine: the title is then the outline's, so
// that the source folder of an mdBook can be served as it is.
package content
