package inside

import (
	"bytes"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"time"

	"happensbefore/grader/compiled/dump"
)

const (
	// pause is how often memory is looked at. Most labs end before the first
	// time.
	pause = 25 * time.Millisecond
	// slack is what the heap may exceed its limit by while the collector is
	// still at work to keep it. In bytes.
	slack = 64 << 20
	// lastWords is how long before the end of its time a program says where it
	// is: stopping the goroutines of a busy one takes a while.
	lastWords = 200 * time.Millisecond
	// look is when goroutines are first looked at; each later look comes after
	// twice the time.
	look = 4 * pause
)

// watch ends the process as the runtime would end it, in the runtime's words,
// where the runtime does not: with the race detector linked it misses
// deadlocks, and its limit of memory is none that a program dies of. Just before
// the time is over it tells where the goroutines are.
func watch(wall time.Duration) {
	began := time.Now()
	limit := uint64(debug.SetMemoryLimit(-1)) + slack
	var memory runtime.MemStats
	var now, before []byte // the last look and the one before it; none where somebody was awake
	told, next := false, look
	for {
		time.Sleep(pause)
		if runtime.ReadMemStats(&memory); memory.HeapAlloc+memory.StackInuse > limit {
			die("fatal error: runtime: out of memory\n", nil)
		}
		elapsed := time.Since(began)
		if !told && elapsed > wall-lastWords {
			told = true
			os.Stderr.Write(dump.Still(stacks())) //nolint:errcheck // it only makes a message better
		}
		if elapsed < next {
			continue
		}
		before, now = now, stacks()
		asleep, surely := dump.Asleep(dump.Goroutines(string(now)))
		switch {
		case !asleep || len(now) == maxDump:
			now, next = nil, 2*elapsed
		case !bytes.Equal(now, before):
			next = elapsed + pause // look again: it may only have been the moment
		case surely || elapsed > wall/2:
			die("fatal error: all goroutines are asleep - deadlock!\n\n", now)
		default:
			next = elapsed + look // a timer may wake them yet
		}
	}
}

func die(why string, goroutines []byte) {
	os.Stderr.Write(append([]byte(why), goroutines...)) //nolint:errcheck // nobody is left to tell
	syscall.Exit(2)
}
