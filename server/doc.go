// Package server speaks HTTP and nothing else: which address shows what, who
// may ask, how much they may send, what may be kept by whom, and what a reader
// sees when something goes wrong.
//
// It imports course, templates and static. It never imports labs, grader or
// store: it declares the small interfaces it needs at the top of the file that
// uses them, and cmd/happensbefore wires them. Hidden tests are not in any of
// these interfaces, so no slip in here can serve one.
//
// It faces the open network and trusts nothing that comes from there. It is
// itself trusted with the learner's cookie, of which it sees the token and
// writes it to no log.
package server
