package grader

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"

	"happensbefore/grader/wire"
)

// A Worker starts worker processes: one for each job, thrown away after it.
type Worker struct {
	Path string   // the program, which re-executes itself
	Args []string // what makes it a worker
}

// What the parent reads of a worker at the most, in bytes.
const (
	maxFrames = 4 << 20 // far more than any honest report
	maxStderr = 64 << 10
)

// grace is how long after the wall limit a killed worker may take to be gone.
const grace = 2 * time.Second

// An ending is how a worker's process ended, as the parent saw it.
type ending struct {
	frames   []wire.Frame
	clean    bool   // the report ends with End and the process exited with 0
	output   []byte // what the learner's code printed, cut at the limit
	flooded  bool   // it printed more than the limit
	timedOut bool   // the parent killed it at the wall limit
	killed   bool   // somebody else killed it: the kernel, short of memory
	stderr   string // what the Go runtime said when it died
	elapsed  time.Duration
}

// run starts a worker on the job and watches it to its end. An error is our
// fault, or the context's.
func (w Worker) run(ctx context.Context, job wire.Job, accepted func()) (ending, error) {
	input, err := json.Marshal(job)
	if err != nil {
		return ending{}, fmt.Errorf("grader: job: %w", err)
	}
	reportR, reportW, err := os.Pipe()
	if err != nil {
		return ending{}, fmt.Errorf("grader: report pipe: %w", err)
	}
	defer reportR.Close()
	wall, cancel := context.WithTimeout(ctx, job.Limits.Wall)
	defer cancel()

	cmd := exec.CommandContext(wall, w.Path, w.Args...)
	cmd.Env = []string{}
	cmd.Dir = "/"
	cmd.Stdin = bytes.NewReader(input)
	output := &bounded{limit: job.Limits.Output, full: cancel}
	stderr := &bounded{limit: maxStderr}
	cmd.Stdout, cmd.Stderr = output, stderr
	cmd.ExtraFiles = []*os.File{reportW} // wire.ReportFile
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = grace

	begin := time.Now()
	err = cmd.Start()
	reportW.Close() //nolint:errcheck // the child has its own copy
	if err != nil {
		return ending{}, fmt.Errorf("grader: start worker: %w", err)
	}
	frames, framesErr := readFrames(reportR, accepted)
	waitErr := cmd.Wait()
	e := ending{
		frames:  frames,
		output:  output.bytes(),
		flooded: output.overflowed(),
		stderr:  string(stderr.bytes()),
		elapsed: time.Since(begin),
	}
	if err := ctx.Err(); err != nil {
		return e, fmt.Errorf("grader: worker: %w", err)
	}
	e.timedOut = errors.Is(wall.Err(), context.DeadlineExceeded)
	exit := new(exec.ExitError)
	switch {
	case waitErr == nil:
		e.clean = framesErr == nil && len(frames) > 0 && frames[len(frames)-1].Kind == wire.End
	case errors.As(waitErr, &exit):
		status, ok := exit.Sys().(syscall.WaitStatus)
		signalled := ok && status.Signaled()
		e.timedOut = e.timedOut || signalled && status.Signal() == syscall.SIGXCPU
		e.killed = signalled && status.Signal() == syscall.SIGKILL && !e.timedOut && !e.flooded
	case !e.timedOut && !e.flooded:
		return e, fmt.Errorf("grader: worker: %w", waitErr)
	}
	return e, nil
}

var errNoFrames = errors.New("the report is not a report")

// readFrames reads a report to its end or to the first thing that is none.
func readFrames(r io.Reader, accepted func()) ([]wire.Frame, error) {
	var frames []wire.Frame
	scanner := bufio.NewScanner(io.LimitReader(r, maxFrames))
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		var f wire.Frame
		if err := json.Unmarshal(scanner.Bytes(), &f); err != nil {
			io.Copy(io.Discard, r) //nolint:errcheck // only so that the worker does not block
			return frames, fmt.Errorf("%w: %w", errNoFrames, err)
		}
		if f.Kind == wire.Accepted {
			accepted()
			continue
		}
		frames = append(frames, f)
	}
	io.Copy(io.Discard, r) //nolint:errcheck // as above
	return frames, scanner.Err()
}

// A bounded writer keeps the first limit bytes, and calls full once when there
// are more.
type bounded struct {
	limit int64
	full  func()

	mu   sync.Mutex
	kept bytes.Buffer
	over bool
}

func (b *bounded) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	room := b.limit - int64(b.kept.Len())
	if int64(len(p)) <= room {
		b.kept.Write(p)
		return len(p), nil
	}
	b.kept.Write(p[:room])
	if !b.over && b.full != nil {
		b.full()
	}
	b.over = true
	return len(p), nil
}

func (b *bounded) bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return bytes.Clone(b.kept.Bytes())
}

func (b *bounded) overflowed() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.over
}
