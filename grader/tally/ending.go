package tally

import (
	"time"

	"happensbefore/grader/wire"
)

// An Ending is how a process with a job ended, as whoever started it saw it.
type Ending struct {
	Frames     []wire.Frame  `json:"frames"`
	Clean      bool          `json:"clean"`       // the report ends with wire.End and the process exited with 0
	Output     []byte        `json:"output"`      // what the learner's code printed, cut at the limit
	Flooded    bool          `json:"flooded"`     // it printed more than the limit
	TimedOut   bool          `json:"timed_out"`   // it was ended at its limit of time
	OverMemory bool          `json:"over_memory"` // it was ended at its limit of memory
	Killed     bool          `json:"killed"`      // somebody else killed it
	Stderr     string        `json:"stderr"`      // what the Go runtime said when it died
	Cut        bool          `json:"cut"`         // it said more than was kept
	Elapsed    time.Duration `json:"elapsed"`
}
