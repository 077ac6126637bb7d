package compiled

import (
	"fmt"
	"path/filepath"

	"happensbefore/grader/jail"
	"happensbefore/grader/process"
	"happensbefore/grader/wire"
)

// A Binary is a finished program, kept in place until it is closed.
type Binary struct {
	Cached bool // it had been built before

	toolchain *Toolchain
	entry     *entry
	set       Set
}

// Close lets the program be removed when its place is needed.
func (b *Binary) Close() error {
	if err := b.toolchain.programs.release(b.entry); err != nil {
		return fmt.Errorf("compiled: cache: %w", err)
	}
	return nil
}

// What a program may hold, resident, for each byte of the learner's limit, and
// besides. The race detector keeps three and a half bytes of its own for each
// of a program's.
const (
	raceFactor = 5
	overhead   = 48 << 20
)

// gcPercent lets the heap grow to several times what is in use: most programs
// end before a collection pays. Near its limit of memory a program collects
// more often.
const gcPercent = 400

// Spec is the process that runs the program for a job, with its limits: where
// there are tests, the job's checks, reported on wire.ReportFile, which the
// caller adds; else the program alone, whose output Playback reads. Standard
// input must be empty: the learner's code could read it.
func (b *Binary) Spec(job wire.Job, nice int) (process.Spec, error) {
	policy := jail.Policy{
		Kind: jail.Program,
		CPU:  jail.CPU(job.Limits.Wall),
		Nice: nice,
		Env: []string{
			fmt.Sprintf("GOGC=%d", gcPercent),
			fmt.Sprintf("GOMEMLIMIT=%d", job.Limits.Memory),
			"TZ=", // UTC, whatever the host's zone
		},
	}
	spec := process.Spec{
		Path:   filepath.Join(b.toolchain.config.Dir, JailerFile),
		Memory: job.Limits.Memory + overhead,
		CPU:    policy.CPU,
		Output: job.Limits.Output,
		Errors: MaxErrors,
	}
	var args []string
	if b.set == RaceSet {
		policy.Exec = b.toolchain.loader
		spec.Memory = raceFactor*job.Limits.Memory + overhead
		args = []string{job.Limits.Wall.String()}
		for _, c := range job.Checks {
			args = append(args, fmt.Sprintf("%s=%d", c.Test, c.Seeds))
		}
	} else {
		spec.Output = framed(job.Limits.Output)
		spec.Errors = framed(MaxErrors)
	}
	command, err := policy.Command(b.entry.path, args...)
	if err != nil {
		return process.Spec{}, fmt.Errorf("compiled: %w", err)
	}
	spec.Args = command
	return spec, nil
}

// MaxErrors bounds what is kept of a program's standard error, in bytes.
const MaxErrors = 256 << 10
