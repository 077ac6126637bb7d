package course

import (
	"fmt"
	"time"
)

// An Outcome is how a run or a submission ended. Its zero value is not a pass.
type Outcome uint8

const (
	Ungraded Outcome = iota // no verdict, or none that can be trusted
	Passed
	Failed
	DidNotCompile // or was refused before it could run: the diagnostics say why
	Deadlocked
	Raced
	Panicked
	TimedOut
	OverMemory
	TooMuchOutput
)

var outcomeNames = [...]string{"ungraded", "passed", "failed", "did not compile", "deadlocked", "raced", "panicked", "timed out", "over memory", "too much output"}

func (o Outcome) String() string {
	if int(o) < len(outcomeNames) {
		return outcomeNames[o]
	}
	return fmt.Sprintf("outcome(%d)", uint8(o))
}

// MarshalText writes the outcome's name, so that stored verdicts outlive a reordering.
func (o Outcome) MarshalText() ([]byte, error) {
	if int(o) >= len(outcomeNames) {
		return nil, fmt.Errorf("course: unknown outcome %d", uint8(o))
	}
	return []byte(outcomeNames[o]), nil
}

// UnmarshalText reads what MarshalText wrote and refuses everything else.
func (o *Outcome) UnmarshalText(text []byte) error {
	for i, name := range outcomeNames {
		if name == string(text) {
			*o = Outcome(i)
			return nil
		}
	}
	return fmt.Errorf("course: unknown outcome %q", text)
}

// A Verdict is the answer to a run or a submission.
type Verdict struct {
	Outcome     Outcome       `json:"outcome"`
	Says        string        `json:"says"` // the outcome in one or two plain sentences
	Checks      []CheckResult `json:"checks"`
	Score       int           `json:"score"`
	MaxScore    int           `json:"max_score"`
	Engine      string        `json:"engine"` // "interpreted" or "compiled"
	Diagnostics []Diagnostic  `json:"diagnostics,omitempty"`
	Output      string        `json:"output,omitempty"` // what the learner's code printed
	Elapsed     time.Duration `json:"elapsed_ns"`       // real time the worker took
}

// A CheckResult is one check's part of a verdict.
type CheckResult struct {
	Test    string  `json:"test"`
	Says    string  `json:"says"`
	Outcome Outcome `json:"outcome"` // Ungraded where the run ended before this check
	Passed  bool    `json:"passed"`
	Points  int     `json:"points"` // what a pass is worth
	Message string  `json:"message,omitempty"`
	Seed    uint64  `json:"seed,omitempty"`   // the first seed it failed on
	Failed  int     `json:"failed,omitempty"` // on how many seeds it failed
	Seeds   int     `json:"seeds,omitempty"`  // of how many that were run
	Trace   string  `json:"trace,omitempty"`  // what happened where it failed, in package trace's format
}

// A Diagnostic is one message about a place in the learner's source.
type Diagnostic struct {
	File    string `json:"file"`
	Line    int    `json:"line"`   // 1-based
	Column  int    `json:"column"` // 1-based, in bytes
	Message string `json:"message"`
}

func (d Diagnostic) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", d.File, d.Line, d.Column, d.Message)
}

// Settle derives the score and, where every check speaks, the outcome, from
// the results: a verdict passes only if there is at least one check and every
// one passed. An outcome that is already a failure is kept.
func (v *Verdict) Settle() {
	v.Score, v.MaxScore = 0, 0
	all := len(v.Checks) > 0
	for _, c := range v.Checks {
		v.MaxScore += c.Points
		if c.Passed {
			v.Score += c.Points
		} else {
			all = false
		}
	}
	switch {
	case v.Outcome != Ungraded && v.Outcome != Passed:
	case all:
		v.Outcome = Passed
	default:
		v.Outcome = Failed
	}
}
