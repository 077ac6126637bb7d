//go:build linux

package interpreted

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"golang.org/x/sys/unix"

	"happensbefore/grader/harness"
	"happensbefore/grader/jail"
	"happensbefore/grader/wire"
)

// maxJob bounds what is read of a job, in bytes: the largest submission and
// the largest tests, several times over.
const maxJob = 4 << 20

// Main is a worker process from start to end: it gives up what the jail takes,
// makes itself ready where it is Early, reads one job from standard input, does
// it, and reports on wire.ReportFile.
// Standard output is the learner's. It returns the exit status where it
// returns at all.
func Main() int {
	if mode, yes := jail.Probing(os.Args); yes {
		return jail.Probe(mode)
	}
	r := &reporter{file: os.NewFile(wire.ReportFile, "report")}
	if err := work(r); err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err) // for the parent, which logs it
		return 1
	}
	return 0
}

func work(r *reporter) error {
	output := new(later)
	e, err := newEngine(output)
	if err != nil {
		return err
	}
	var warm func() error
	if early(os.Args) {
		if warm, err = meekly(e.warm); err != nil {
			return err
		}
	}
	if err := jail.Enter(); err != nil {
		return err
	}
	jail.Populate()
	if warm != nil {
		if err := warm(); err != nil {
			return err
		}
		r.send(wire.Frame{Kind: wire.Ready})
	}
	var job wire.Job
	if err := json.NewDecoder(io.LimitReader(os.Stdin, maxJob)).Decode(&job); err != nil {
		return fmt.Errorf("job: %w", err)
	}
	if err := jail.Limit(job.Limits); err != nil {
		return err
	}
	go jail.Watch(job.Limits.Memory, func() { r.stop(wire.Memory) })
	output.Writer = Limited(os.Stdout, job.Limits.Output, func() { r.stop(wire.Output) })
	return e.run(job, r.send, r.end)
}

func early(args []string) bool { return args[len(args)-1] == wire.Early }

// meekly gets a thread for work that yields to everything else. It must be
// called before the jail is entered, which denies that; begin then has the
// thread do the work, and end: it can never be as important as others again,
// and those that do the job must be.
func meekly(work func() error) (begin func() error, err error) {
	lowered, begun, done := make(chan error), make(chan struct{}), make(chan error)
	var on func()
	on = func() {
		runtime.LockOSThread() // to the end of the goroutine, and so of the thread
		if unix.Gettid() == unix.Getpid() {
			defer runtime.UnlockOSThread() // the main thread does not end
			go on()
			<-begun
			return
		}
		lowered <- unix.Setpriority(unix.PRIO_PROCESS, 0, leastPriority)
		<-begun
		done <- work()
	}
	go on()
	if err := <-lowered; err != nil {
		return nil, fmt.Errorf("priority: %w", err)
	}
	return func() error {
		close(begun)
		return <-done
	}, nil
}

// leastPriority is a thread's nice value.
const leastPriority = 19

// A reporter writes frames. Nothing may follow the last one.
type reporter struct {
	file *os.File
	mu   sync.Mutex
}

func (r *reporter) send(f wire.Frame) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.write(f)
}

// stop ends the job early.
func (r *reporter) stop(why wire.Reason) {
	r.send(wire.Frame{Kind: wire.Stopped, Reason: why})
	r.end()
}

// end sends the last frame and ends the process, whatever still runs in it.
// Its lock is never released: nobody else may speak in between.
func (r *reporter) end() {
	r.mu.Lock()
	r.write(wire.Frame{Kind: wire.End})
	os.Exit(0)
}

func (r *reporter) write(f wire.Frame) {
	f.Message = harness.Clip(f.Message)
	line, err := json.Marshal(f)
	if err == nil {
		_, err = r.file.Write(append(line, '\n'))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "worker: report:", err)
		os.Exit(1) // without End, so that nothing unsaid counts as a pass
	}
}
