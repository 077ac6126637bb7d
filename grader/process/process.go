// Package process is the parent's side of a jailed process: it starts one,
// watches it from outside, and tells how it ended. Workers, Go's compiler and
// linker and compiled programs all go through it. What the process gives up by
// itself is grader/jail's; what its output means is the caller's. It imports
// grader/jail alone, and nothing that a process says is trusted here.
package process

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// watchPause is how often a process's memory is looked at: a program fills
	// some 10 MB in that time.
	watchPause = 5 * time.Millisecond
	// grace is how long the pipes of an ended process may stay open: only a
	// process that it left behind could hold them, and those are killed.
	grace = 2 * time.Second
	// cpuSlack is by how much two of the kernel's counts of processor time
	// differ: the limit's goes by clock ticks.
	cpuSlack = 200 * time.Millisecond
)

// A Spec is a process to start. Its environment is Env and nothing else.
type Spec struct {
	Path  string
	Image *os.File // from InMemory or OpenImage: what to start in place of Path
	Args  []string // without the program's name
	Env   []string
	Dir   string     // "/" where empty
	Files []*os.File // descriptors 3 and up; Start closes them, also when it fails

	Memory int64         // resident bytes at the most, from Begin on; 0: unwatched
	CPU    time.Duration // the processor time at which the jail ends the process; 0: it does not
	Output int64         // bytes kept of stdout; more of them end the process
	Errors int64         // bytes kept of stderr; the rest is dropped
}

// A Budget is what a process may use for its job.
type Budget struct {
	Wall time.Duration

	Memory int64         // as in Spec
	CPU    time.Duration // as in Spec, of the process's whole life
	Output int64         // as in Spec
}

// An Ending is how a process ended, as its parent saw it. The causes TimedOut,
// OverMemory, Flooded and Killed exclude each other.
type Ending struct {
	Output []byte // cut at the limit
	Errors string // cut at the limit

	Status     int            // the exit status; -1 where a signal ended it
	Signal     syscall.Signal // that ended it, or 0
	TimedOut   bool           // it ran into the wall limit or used up its processor time
	OverMemory bool           // it held more than its memory
	Flooded    bool           // it printed more than its output
	Killed     bool           // neither this package nor a limit killed it: somebody else on the host did

	Elapsed time.Duration // from Begin, or from the start where nothing began
	CPU     time.Duration // processor time in all
	Peak    int64         // the most resident bytes that the watch saw
	Err     error         // ours or the context's; the rest is then worth nothing
}

// A Process is one that was started. It ends by itself, at a limit, or when
// the context of its Start ends, and never outlives this program.
type Process struct {
	input *os.File
	pid   int
	spec  Spec
	once  sync.Once // of Begin
	begin chan Budget
	done  chan struct{}

	output  bounded
	flooded chan struct{} // closed when output is full

	ending Ending // written before done is closed
}

// Start starts a process. It runs from now on; its limits of wall time and
// memory count from Begin. Every process that was started must be waited for.
func (h *Host) Start(ctx context.Context, spec Spec) (*Process, error) {
	defer closeAll(spec.Files)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("process: start: %w", err)
	}
	pipes, err := openPipes()
	if err != nil {
		return nil, fmt.Errorf("process: pipes: %w", err)
	}
	cell, err := h.cgroup.cell(spec.Memory)
	if err != nil {
		pipes.close()
		return nil, fmt.Errorf("process: cgroup: %w", err)
	}
	p := &Process{
		input:   pipes.input,
		spec:    spec,
		begin:   make(chan Budget, 1),
		done:    make(chan struct{}),
		flooded: make(chan struct{}),
	}
	p.output.limit, p.output.full = spec.Output, func() { close(p.flooded) }
	started, exited := make(chan error), make(chan exit, 1)
	go func() {
		// The kernel sends the parent-death signal when the thread that
		// started the child ends, not the process (golang/go#27505), so this
		// thread starts it and stays until it is gone.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		pid, err := h.fork(spec, pipes, cell)
		p.pid = pid
		started <- err
		if err == nil {
			exited <- await(pid)
		}
	}()
	err = <-started
	pipes.closeChild()
	runtime.KeepAlive(spec.Image)
	if err != nil {
		pipes.close()
		cell.remove()
		return nil, fmt.Errorf("process: start %s: %w", spec.name(), err)
	}
	go p.watch(ctx, pipes, cell, exited)
	return p, nil
}

// Input is the process's standard input. A process may be started before there
// is anything to say to it. Call Begin before writing more than a few
// kilobytes: a process that does not read them ends at its wall limit only.
func (p *Process) Input() io.WriteCloser { return p.input }

// PID is the process's number, valid until it has ended.
func (p *Process) PID() int { return p.pid }

// Begin starts the clock and the watch over memory. Only the first call, of
// this or of BeginWith, counts.
func (p *Process) Begin(wall time.Duration) {
	p.BeginWith(Budget{Wall: wall, Memory: p.spec.Memory, CPU: p.spec.CPU, Output: p.spec.Output})
}

// BeginWith is Begin for a process that was started before it was known what
// its job may use: the budget takes the place of what the spec says.
func (p *Process) BeginWith(b Budget) {
	p.once.Do(func() {
		p.output.extend(b.Output)
		p.begin <- b
	})
}

// Wait waits for the end.
func (p *Process) Wait() Ending {
	<-p.done
	return p.ending
}

// An exit is what the kernel says of a process that ended.
type exit struct {
	status syscall.WaitStatus
	cpu    time.Duration
	err    error
}

// await waits for a process to end, kills whatever it left behind, and only
// then lets the kernel forget its number: until then no other process can get
// it, or its group's.
func await(pid int) exit {
	for {
		err := unix.Waitid(unix.P_PID, pid, nil, unix.WEXITED|unix.WNOWAIT, nil)
		if err == nil {
			break
		}
		if !errors.Is(err, unix.EINTR) {
			return exit{err: fmt.Errorf("process: wait: %w", err)}
		}
	}
	killGroup(pid)
	return exit{}
}

func reap(pid int) exit {
	var e exit
	var usage syscall.Rusage
	for {
		_, err := syscall.Wait4(pid, &e.status, 0, &usage)
		if err == nil {
			break
		}
		if !errors.Is(err, syscall.EINTR) {
			return exit{err: fmt.Errorf("process: wait: %w", err)}
		}
	}
	e.cpu = time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	return e
}

// killGroup kills a process that was not yet reaped, with all of its group.
func killGroup(pid int) {
	// Both may be gone already, which is all that could be asked.
	syscall.Kill(-pid, syscall.SIGKILL) //nolint:errcheck
	syscall.Kill(pid, syscall.SIGKILL)  //nolint:errcheck // where it ended before it had its group
}

// watch sees a process to its end and writes the ending.
func (p *Process) watch(ctx context.Context, pipes *pipes, cell *cell, exited <-chan exit) {
	defer close(p.done)
	began, spec := time.Now(), p.spec
	errs := &bounded{limit: spec.Errors}
	var copying sync.WaitGroup
	copying.Go(func() { io.Copy(&p.output, pipes.output) }) //nolint:errcheck // its end is the process's
	copying.Go(func() { io.Copy(errs, pipes.errors) })      //nolint:errcheck // as above

	e := &p.ending
	memory := openMemory(p.pid)
	defer memory.close()
	var wall, look <-chan time.Time
	begin, cancelled, full := p.begin, ctx.Done(), (<-chan struct{})(p.flooded)
	killed := false
	kill := func(cause *bool) {
		if !killed { // the first cause is the cause
			killed = true
			if cause != nil {
				*cause = true
			}
		}
		killGroup(p.pid)
		begin, wall, look, cancelled, full = nil, nil, nil, nil, nil
	}
	var last exit
	for alive := true; alive; {
		select {
		case budget := <-begin:
			began, begin = time.Now(), nil
			spec.CPU = budget.CPU
			if budget.Memory != spec.Memory {
				spec.Memory = budget.Memory
				if err := cell.limit(budget.Memory); err != nil {
					e.Err = fmt.Errorf("process: cgroup: %w", err)
					kill(nil)
					continue
				}
			}
			timer := time.NewTimer(budget.Wall)
			defer timer.Stop()
			wall = timer.C
			ticker := time.NewTicker(watchPause)
			defer ticker.Stop()
			look = ticker.C
		case <-wall:
			kill(&e.TimedOut)
		case <-look:
			resident := memory.resident()
			e.Peak = max(e.Peak, resident)
			if spec.Memory > 0 && resident > spec.Memory {
				kill(&e.OverMemory)
			}
		case <-full:
			kill(&e.Flooded)
		case <-cancelled:
			e.Err = fmt.Errorf("process: %s: %w", spec.name(), ctx.Err())
			kill(nil)
		case last = <-exited:
			alive = false
		}
	}
	e.Elapsed = time.Since(began)
	if last.err == nil {
		last = reap(p.pid)
	}
	pipes.drain(&copying)
	e.Output, e.Errors = p.output.bytes(), string(errs.bytes())
	e.Flooded = e.Flooded || !killed && p.output.overflowed()
	e.CPU = last.cpu
	if e.Err == nil {
		e.Err = last.err
	}
	if last.status.Signaled() {
		e.Status, e.Signal = -1, last.status.Signal()
	} else {
		e.Status = last.status.ExitStatus()
	}
	if !killed && !e.Flooded {
		switch {
		case cell.killed():
			e.OverMemory = true
		case e.Signal == syscall.SIGXCPU, e.Signal == syscall.SIGKILL && spec.CPU > 0 && e.CPU >= spec.CPU-cpuSlack:
			e.TimedOut = true
		case e.Signal == syscall.SIGKILL:
			e.Killed = true
		}
	}
	cell.remove()
}

func (s Spec) name() string {
	if s.Image != nil {
		return s.Image.Name()
	}
	return s.Path
}

func closeAll(files []*os.File) {
	for _, f := range files {
		f.Close() //nolint:errcheck // nothing was written by us
	}
}
