package jail

import (
	"encoding/json"
	"fmt"
	"time"
)

// A Kind is what sort of program a policy is for, and so which system calls it
// needs.
type Kind string

const (
	// A Tool is Go's compiler or linker: it reads and writes files below the
	// policy's paths, in several threads, and starts nothing.
	Tool Kind = "tool"
	// A Program is a learner's: it may load itself and, where Read or Exec
	// name libraries, those; then it has only the files it was started with.
	Program Kind = "program"
)

// A Policy is what a launched program keeps. A path is a file, or a folder
// with all below it.
type Policy struct {
	Kind  Kind     `json:"kind"`
	Read  []string `json:"read,omitempty"`
	Exec  []string `json:"exec,omitempty"`  // the program itself is always in it
	Write []string `json:"write,omitempty"` // a tool's: read, made, changed and removed
	Env   []string `json:"env,omitempty"`   // the whole environment

	CPU      time.Duration `json:"cpu,omitempty"`      // processor time, in whole seconds; 0: no limit
	FileSize int64         `json:"fileSize,omitempty"` // bytes of the largest file it may write; 0: no file at all
	Nice     int           `json:"nice,omitempty"`
}

// Command is what to start, as the arguments of the program cmd/jailer, so
// that program runs with args under the policy.
func (p Policy) Command(program string, args ...string) ([]string, error) {
	encoded, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("jail: policy: %w", err)
	}
	return append([]string{string(encoded), program}, args...), nil
}
