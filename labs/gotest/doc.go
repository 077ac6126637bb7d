// Package gotest runs a lab's tests with the go command: it writes a module
// around the files and reads what "go test -json" reports. The labs are proven
// with it, and the grader is measured against it. It is for tests and
// benchmarks: nothing confines the code it runs, so it must never see a
// learner's submission.
//
// It imports course and no other room.
package gotest
