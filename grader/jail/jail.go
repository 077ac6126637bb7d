// Package jail is what a process gives up, for good, before it touches
// anything a learner wrote. A worker enters it in place (Enter); Go's compiler
// and linker and compiled programs are launched into it by cmd/jailer
// (Launch), under a Policy that the parent wrote. Both ways end with limits of
// the kernel, no_new_privs, Landlock and a seccomp allow-list, none of which
// needs a privilege or anything of a container. It imports grader/wire alone
// and trusts what the parent hands it: a job's limits, or a policy.
package jail

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"golang.org/x/sys/unix"

	"happensbefore/grader/wire"
)

const (
	// overhead is what the worker itself needs besides the learner's memory:
	// the interpreter, its symbols and the type checker's packages.
	overhead = 32 << 20
	// dataFactor makes the kernel's limit a backstop far behind Watch. The Go
	// runtime does not survive a refused mapping in good order (its collector
	// may crash with a segmentation fault), so that what the learner is told
	// must not depend on it.
	dataFactor = 8
	// maxStack ends a runaway recursion well before the memory limit does, so
	// that it is told as what it is.
	maxStack = 64 << 20
	// maxFiles suffices for the three standard files, the report, the
	// harness's pipe and the runtime's poller.
	maxFiles = 32
	// gcPercent puts the first collection at 64 MB of heap: most workers end
	// before one would have paid. The memory limit makes the collector work
	// harder where a job really needs much.
	gcPercent = 1600
	// processors is how many a worker may keep busy at once. Processor time
	// counts them all, so its limit is a backstop behind the parent's clock.
	processors = 4
)

// layers says which of the kernel's walls to build. Only probes leave one out,
// to see what the other does alone.
type layers struct{ landlock, seccomp bool }

// Enter takes from a worker, in all of its threads, every file it has not
// open, the network, other processes and new code. A worker calls it before it
// has a job, so that no job waits for it.
func Enter() error { return enter(layers{landlock: true, seccomp: true}) }

func enter(l layers) error {
	// The source of wall time for a program is its bubble; only the zone would
	// differ between hosts.
	time.Local = time.UTC
	debug.SetMaxStack(maxStack)
	debug.SetGCPercent(gcPercent)
	os.Clearenv()
	if err := limit(
		bound{"core", unix.RLIMIT_CORE, 0},
		bound{"file size", unix.RLIMIT_FSIZE, 0},
		bound{"open files", unix.RLIMIT_NOFILE, maxFiles},
	); err != nil {
		return err
	}
	// What follows belongs to threads. The libraries see to all of them; the
	// last step needs the one that has no_new_privs for certain.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := threadsKnown(); err != nil {
		return err
	}
	if l.landlock {
		if err := confine(); err != nil {
			return err
		}
	}
	if err := dropCapabilities(true); err != nil {
		return err
	}
	if err := neverMore(); err != nil {
		return err
	}
	if l.seccomp {
		return install(filter(workerCalls()), true)
	}
	return nil
}

func workerCalls() []call { return append(runtimeCalls(), memoryCalls(noCode)...) }

// Limit sets what depends on the job. It cannot be raised again.
func Limit(limits wire.Limits) error {
	debug.SetMemoryLimit(limits.Memory)
	return limit(
		bound{"data", unix.RLIMIT_DATA, dataFactor * uint64(limits.Memory+overhead)},
		bound{"processor time", unix.RLIMIT_CPU, uint64(CPU(limits.Wall) / time.Second)},
	)
}

// CPU is the processor time after which the kernel ends a worker with the wall
// limit wall.
func CPU(wall time.Duration) time.Duration {
	return processors * (wall.Truncate(time.Second) + 2*time.Second)
}

// A bound is one limit of the kernel's, soft and hard.
type bound struct {
	name  string
	which int
	max   uint64
}

func limit(bounds ...bound) error {
	for _, b := range bounds {
		if err := unix.Setrlimit(b.which, &unix.Rlimit{Cur: b.max, Max: b.max}); err != nil {
			return fmt.Errorf("jail: limit of %s: %w", b.name, err)
		}
	}
	return nil
}
