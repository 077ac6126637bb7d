// Package store keeps what must not be lost: learners, what they have read
// and answered, their submissions and the verdicts on them, in one SQLite file.
//
// It owns the file, its schema and every SQL statement of the program. It
// imports course and nothing else of this module; the rooms that need it
// declare the interface they use and are handed a *Store by cmd/happensbefore.
//
// It is trusted: it sees every submission. It never runs one and never
// interprets its source.
package store
