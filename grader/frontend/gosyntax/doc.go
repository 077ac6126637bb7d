// Package gosyntax is the Go compiler's own parser, copied file by file from
// cmd/compile/internal/syntax, so that a learner reads of a syntax error what
// the compiler says of it. All but this file is generated, under Go's licence,
// which stands beside it. It imports no other room, and reads hostile input:
// its caller bounds how deep that may be nested.
package gosyntax
