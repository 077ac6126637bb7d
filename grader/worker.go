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

// run starts a worker on the job and watches it to its end. accepted is called
// when the front end has let the source through. An error is our fault, or the
// context's.
func (w Worker) run(ctx context.Context, job wire.Job, accepted func()) (tally.Ending, error) {
	input, err := json.Marshal(job)
	if err != nil {
		return tally.Ending{}, fmt.Errorf("job: %w", err)
	}
	return report(ctx, w.Host, process.Spec{
		Path: w.Path, Image: w.Image, Args: w.Args,
		Memory: residentFactor * job.Limits.Memory,
		CPU:    jail.CPU(job.Limits.Wall),
		Output: job.Limits.Output,
		Errors: maxStderr,
	}, input, job.Limits.Wall, accepted)
}

// report starts a process that reports, gives it its input, and hears it out.
func report(ctx context.Context, host *process.Host, spec process.Spec, input []byte, wall time.Duration, accepted func()) (tally.Ending, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return tally.Ending{}, fmt.Errorf("report pipe: %w", err)
	}
	defer r.Close()
	spec.Files = []*os.File{w} // wire.ReportFile
	p, err := host.Start(ctx, spec)
	if err != nil {
		return tally.Ending{}, err
	}
	p.Begin(wall)
	given := promised(func() (struct{}, error) {
		defer p.Input().Close() //nolint:errcheck // the process may be gone
		_, err := p.Input().Write(input)
		return struct{}{}, err
	})
	frames, framesErr := readFrames(r, accepted)
	end := p.Wait()
	if end.Err != nil {
		return tally.Ending{}, end.Err
	}
	if _, err := given.wait(); err != nil && !errors.Is(err, syscall.EPIPE) && !errors.Is(err, os.ErrClosed) {
		return tally.Ending{}, fmt.Errorf("job: %w", err)
	}
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
