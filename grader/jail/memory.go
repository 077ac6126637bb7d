package jail

import (
	"runtime"
	"runtime/metrics"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// firstHeap is what Populate prepares: nearly every job stays below it.
	firstHeap = 32 << 20
	// watchPause is how often memory is looked at: a program fills some 10 MB
	// in that time.
	watchPause = 5 * time.Millisecond
)

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
// learner's in heap objects and goroutine stacks. It returns only then. The
// parent watches, too, but counts the worker's own memory with the learner's,
// so its limit lies behind this one.
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
