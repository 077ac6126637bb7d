package grader

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"
	"time"

	"happensbefore/grader/compiled"
	"happensbefore/grader/jail"
	"happensbefore/grader/process"
	"happensbefore/grader/tally"
	"happensbefore/grader/wire"
)

// A Worker starts worker processes: one for each job, thrown away after it.
type Worker struct {
	Host  *process.Host
	Path  string   // the program
	Image *os.File // as in process.Spec: what to start in place of Path
	Args  []string // what makes it a worker
}

// What the parent reads of a worker at the most, in bytes.
const (
	maxFrames = 4 << 20 // far more than any honest report
	maxStderr = 64 << 10
)

// residentFactor is what a worker may hold for each byte of the learner's
// limit. The worker watches the learner's own share; this is the watch from
// outside, for the day when the one inside no longer can.
const residentFactor = 3

func (w Worker) spec(l wire.Limits) process.Spec {
	b := budget(l)
	return process.Spec{
		Path: w.Path, Image: w.Image, Args: w.Args,
		Memory: b.Memory, CPU: b.CPU, Output: b.Output, Errors: maxStderr,
	}
}

// budget is what a worker may use for a job with the limits.
func budget(l wire.Limits) process.Budget {
	return process.Budget{Wall: l.Wall, Memory: residentFactor * l.Memory, CPU: jail.CPU(l.Wall), Output: l.Output}
}

// report starts a process that reports, gives it its input, and hears it out.
func report(ctx context.Context, host *process.Host, spec process.Spec, input []byte, wall time.Duration, accepted func()) (tally.Ending, error) {
	r, err := start(ctx, host, spec)
	if err != nil {
		return tally.Ending{}, err
	}
	r.process.Begin(wall)
	return r.hear(input, accepted)
}

// A reporter is a process that reports on a pipe.
type reporter struct {
	process *process.Process
	report  *os.File
	frames  *bufio.Scanner
	deaf    bool // it ended without a word, before it had all of its input
}

// start starts a reporter. It must be heard.
func start(ctx context.Context, host *process.Host, spec process.Spec) (*reporter, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("report pipe: %w", err)
	}
	spec.Files = []*os.File{w} // wire.ReportFile
	p, err := host.Start(ctx, spec)
	if err != nil {
		r.Close() //nolint:errcheck // nothing was written
		return nil, err
	}
	frames := bufio.NewScanner(io.LimitReader(r, maxFrames))
	frames.Buffer(nil, 1<<20)
	return &reporter{process: p, report: r, frames: frames}, nil
}

// hear gives a reporter its input and hears it out.
func (r *reporter) hear(input []byte, accepted func()) (tally.Ending, error) {
	defer r.report.Close()
	given := promised(func() (struct{}, error) {
		defer r.process.Input().Close() //nolint:errcheck // the process may be gone
		_, err := r.process.Input().Write(input)
		return struct{}{}, err
	})
	frames, framesErr := r.rest(accepted)
	end := r.process.Wait()
	if end.Err != nil {
		return tally.Ending{}, end.Err
	}
	_, err := given.wait()
	gone := errors.Is(err, syscall.EPIPE) || errors.Is(err, os.ErrClosed)
	if err != nil && !gone {
		return tally.Ending{}, fmt.Errorf("job: %w", err)
	}
	r.deaf = gone && len(frames) == 0
	return tally.Ending{
		Frames:     frames,
		Clean:      end.Status == 0 && framesErr == nil && len(frames) > 0 && frames[len(frames)-1].Kind == wire.End,
		Output:     end.Output,
		Flooded:    end.Flooded,
		TimedOut:   end.TimedOut,
		OverMemory: end.OverMemory,
		Killed:     end.Killed,
		Stderr:     end.Errors,
		Cut:        int64(len(end.Errors)) >= compiled.MaxErrors,
		Elapsed:    end.Elapsed,
	}, nil
}

var errNoFrames = errors.New("the report is not a report")

// next reads one frame; there is none where the report ended.
func (r *reporter) next() (f wire.Frame, ok bool, err error) {
	if !r.frames.Scan() {
		return f, false, r.frames.Err()
	}
	if err := json.Unmarshal(r.frames.Bytes(), &f); err != nil {
		return f, false, fmt.Errorf("%w: %w", errNoFrames, err)
	}
	return f, true, nil
}

// rest reads a report to its end or to the first thing that is none.
func (r *reporter) rest(accepted func()) ([]wire.Frame, error) {
	var frames []wire.Frame
	for {
		f, ok, err := r.next()
		switch {
		case !ok:
			io.Copy(io.Discard, r.report) //nolint:errcheck // only so that the worker does not block
			return frames, err
		case f.Kind == wire.Accepted:
			accepted()
		default:
			frames = append(frames, f)
		}
	}
}
