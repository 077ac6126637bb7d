package process

import (
	"fmt"
	"time"

	"happensbefore/grader/jail"
)

const (
	seccompLayer  = "seccomp"
	landlockLayer = "Landlock"
	userLayer     = "unprivileged user"
)

// A Layer is one wall of the jail.
type Layer struct {
	Name   string
	Holds  bool
	Detail string // in plain words
}

// A Report says which walls stand on this host.
type Report struct {
	Layers  []Layer
	Elapsed time.Duration

	compiled        bool // the compiled engine was surveyed
	worker, program jail.Findings
}

// Holds says whether the kernel's layer is whole: seccomp and Landlock both
// proven, and no probe of either engine broke out.
func (r Report) Holds() bool {
	return r.layer(seccompLayer) && r.layer(landlockLayer) && r.Interpreted() && (!r.compiled || r.Compiled())
}

// Interpreted says whether a worker of the interpreter is held. Seccomp alone
// can do that: a worker's filter lets it open, start and connect to nothing.
func (r Report) Interpreted() bool { return r.layer(seccompLayer) && held(r.worker) }

// Compiled says whether compiler, linker and compiled programs are held. They
// open files, which only Landlock can tell apart.
func (r Report) Compiled() bool {
	return r.compiled && r.layer(seccompLayer) && r.layer(landlockLayer) && held(r.program)
}

// Lines tell it in plain words, one layer or fact a line.
func (r Report) Lines() []string {
	var lines []string
	for _, l := range r.Layers {
		state := "holds"
		if !l.Holds {
			state = "is missing"
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s", l.Name, state, l.Detail))
	}
	lines = append(lines, told("interpreter's worker", r.worker))
	if r.compiled {
		lines = append(lines, told("compiled program", r.program))
	}
	return lines
}

// unprivileged says whether the probes found themselves to be somebody else
// than root.
func (r Report) unprivileged() bool {
	return r.worker.User != 0 && (!r.compiled || r.program.User != 0)
}

func told(who string, f jail.Findings) string {
	line, broke := fmt.Sprintf("%s: %d attempts to break out as user %d", who, len(f.Attempts), f.User), 0
	for _, a := range f.Attempts {
		if !a.Denied {
			broke++
			line += fmt.Sprintf("; it could %s (%s)", a.Name, a.Said)
		}
	}
	if broke == 0 {
		line += ", all denied"
	}
	return line
}

func (r Report) layer(name string) bool {
	for _, l := range r.Layers {
		if l.Name == name {
			return l.Holds
		}
	}
	return false
}

// held is false for findings without attempts: what was not tried is not
// proven.
func held(f jail.Findings) bool {
	for _, a := range f.Attempts {
		if !a.Denied {
			return false
		}
	}
	return len(f.Attempts) > 0
}

func denied(f jail.Findings, name string) bool {
	for _, a := range f.Attempts {
		if a.Name == name {
			return a.Denied
		}
	}
	return false
}
