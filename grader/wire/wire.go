// Package wire is what the grader and a worker say to each other: one Job in
// on standard input, Frames out on a pipe that the code under grading cannot
// name. It holds no logic and imports no other room; both sides treat what
// they read as untrusted data of a known shape.
package wire

import "time"

// A Job is all that a worker gets to know.
type Job struct {
	Files  []File  `json:"files"`           // the learner's package, or a program where there are no tests
	Tests  []File  `json:"tests,omitempty"` // one test package that imports it as "lab"
	Checks []Check `json:"checks,omitempty"`
	Limits Limits  `json:"limits"`

	// Front ends the job after the front end: nothing is run.
	Front bool `json:"front,omitempty"`
}

// A File is a Go source file by name, without a folder.
type File struct {
	Name   string `json:"name"`
	Source []byte `json:"source"` // as handed in, not necessarily UTF-8
}

// A Check is one test to run, once for each seed from 1 to Seeds.
type Check struct {
	Test  string `json:"test"`
	Seeds int    `json:"seeds"`
}

// Limits are what the worker imposes on itself before it reads any source.
type Limits struct {
	Wall   time.Duration `json:"wall"`
	Memory int64         `json:"memory"` // bytes
	Output int64         `json:"output"` // bytes
}

// A Kind says what a frame is about.
type Kind string

// The frames of a report, in the order in which they may come: Ready, where
// the worker was started Early; Refused
// alone, or Accepted; then Unable, or Started and Checked for each check; then,
// where there is more to tell of failed checks, Decided and Retold for each of
// these; at most one Stopped, and End. A report without End is a worker that
// died.
const (
	Ready    Kind = "ready"    // a job would not be waited for by anything any more
	Refused  Kind = "refused"  // the source does not compile, or may not be run: Diagnostics
	Accepted Kind = "accepted" // the source is Go that may run
	Unable   Kind = "unable"   // the engine cannot run this accepted source: Message, Diagnostics
	Started  Kind = "started"  // Test begins
	Checked  Kind = "checked"  // Test has its Result
	Decided  Kind = "decided"  // every check has its Result: what follows changes none
	Retold   Kind = "retold"   // Test, which failed, has a better Message and Trace: Result
	Stopped  Kind = "stopped"  // the run was ended early for Reason: Message
	End      Kind = "end"
)

// A Frame is one line of a worker's report.
type Frame struct {
	Kind        Kind         `json:"kind"`
	Test        string       `json:"test,omitempty"`
	Result      *Result      `json:"result,omitempty"`
	Reason      Reason       `json:"reason,omitempty"`
	Message     string       `json:"message,omitempty"`
	Diagnostics []Diagnostic `json:"diagnostics,omitempty"`
	Forbidden   bool         `json:"forbidden,omitempty"` // Refused: some of it may not run here, whatever Go says of it
}

// A Reason is why a test, or a whole run, did not pass.
type Reason string

const (
	Assertion Reason = "assertion"
	Panic     Reason = "panic"
	Deadlock  Reason = "deadlock"
	Race      Reason = "race"
	Memory    Reason = "memory"
	Output    Reason = "output"
)

// A Result is one check's end.
type Result struct {
	Passed  bool   `json:"passed"`
	Reason  Reason `json:"reason,omitempty"`
	Message string `json:"message,omitempty"`
	Seed    uint64 `json:"seed,omitempty"`   // the first it failed on
	Failed  int    `json:"failed,omitempty"` // on how many
	Seeds   int    `json:"seeds"`            // of how many run
	Trace   string `json:"trace,omitempty"`  // what happened, in package trace's format
}

// A Diagnostic is one message about a place in the learner's source.
type Diagnostic struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

// The numbers of a worker's inherited files.
const (
	ReportFile = 3 // frames, one JSON value a line
)

// Early is the argument of a worker that is started before there is a job for
// it. It makes ready what is the same for every job, and tells that it has.
const Early = "early"

// What the simulator writes into a test's log, each on a line of its own.
const (
	// TraceMark stands before a trace, which ends with the log entry.
	TraceMark = "⏱trace:"
	// ShortenMark asks for the test to be run once more, under its name and
	// Shortest, so that it looks for the shortest schedule that fails.
	ShortenMark = "⏱shorten:"
	Shortest    = "/shortest"
)

// MaxTrace bounds, in bytes, the trace in a frame. A longer one is left out:
// a part of a trace is none.
const MaxTrace = 32 << 10

// MaxMessage bounds, in bytes, every other text in a frame, so that a report's size
// is known from its number of checks.
const MaxMessage = 4 << 10
