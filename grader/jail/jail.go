// Package jail is what a worker gives up before it reads any source. It runs
// in the worker only, imports grader/wire alone, and trusts the job's limits,
// which come from the parent.
package jail

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
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
	// firstHeap is what Populate prepares: nearly every job stays below it.
	firstHeap = 32 << 20
	// watchPause is how often memory is looked at: a program fills some 10 MB
	// in that time.
	watchPause = 5 * time.Millisecond
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
)

// Enter sets the limits. They cannot be raised again.
func Enter(limits wire.Limits) error {
	// The source of wall time for a program is its bubble; only the zone would
	// differ between hosts.
	time.Local = time.UTC
	debug.SetMaxStack(maxStack)
	debug.SetGCPercent(gcPercent)
	debug.SetMemoryLimit(limits.Memory)
	os.Clearenv()
	cpu := uint64(limits.Wall/time.Second) + 2 // in seconds; the parent's clock is the finer one
	for _, l := range []struct {
		name  string
		which int
		max   uint64
	}{
		{"data", unix.RLIMIT_DATA, dataFactor * uint64(limits.Memory+overhead)},
		{"core", unix.RLIMIT_CORE, 0},
		{"file size", unix.RLIMIT_FSIZE, 0},
		{"open files", unix.RLIMIT_NOFILE, maxFiles},
		{"processor time", unix.RLIMIT_CPU, cpu * uint64(processors)},
	} {
		if err := unix.Setrlimit(l.which, &unix.Rlimit{Cur: l.max, Max: l.max}); err != nil {
			return fmt.Errorf("jail: limit of %s: %w", l.name, err)
		}
	}
	return nil
}

// processors is how many a worker may keep busy at once. Processor time counts
// them all, so its limit is a backstop behind the parent's clock.
const processors = 4

// Populate lets the kernel back the heap that a usual job needs with large
// pages. A worker lives for tens of milliseconds, and spent a third of them in
// thousands of faults for small pages. A host without large pages only loses
// the gain.
func Populate() {
	heap := make([]byte, firstHeap)
	if err := unix.Madvise(heap, unix.MADV_HUGEPAGE); err != nil {
		return
	}
	runtime.KeepAlive(heap)
	runtime.GC() // frees heap at once, for the job to use
}

// Watch calls over when the process holds more than limit bytes of the
// learner's in heap objects and goroutine stacks. It returns only then.
func Watch(limit int64, over func()) {
	samples := []metrics.Sample{
		{Name: "/memory/classes/heap/objects:bytes"},
		{Name: "/memory/classes/heap/stacks:bytes"},
	}
	for range time.Tick(watchPause) {
		metrics.Read(samples)
		if samples[0].Value.Uint64()+samples[1].Value.Uint64() > uint64(limit+overhead) {
			over()
			return
		}
	}
}
