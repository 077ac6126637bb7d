// Package anchor finds a passage of a text again after the text was edited.
//
// A passage is kept as what the W3C's Web Annotation model calls a text quote
// (https://www.w3.org/TR/annotation-model/#text-quote-selector), the words and
// some of what stood before and behind them, and as a text position. What is
// found is the passage, or nothing: a note in a wrong place says something that
// its reader never said, and is worse than one that has lost its place.
//
// It imports nothing of this module and keeps nothing.
package anchor
