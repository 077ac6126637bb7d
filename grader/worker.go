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

	"happensbefore/grader/jail"
	"happensbefore/grader/process"
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

// An ending is how a process with a job ended, as the grader saw it.
type ending struct {
	frames     []wire.Frame
	clean      bool   // the report ends with End and the process exited with 0
	output     []byte // what the learner's code printed, cut at the limit
	flooded    bool   // it printed more than the limit
	timedOut   bool   // it was ended at its limit of time
	overMemory bool   // it was ended at its limit of memory
	killed     bool   // somebody else killed it
	stderr     string // what the Go runtime said when it died
	elapsed    time.Duration
}

// run starts a worker on the job and watches it to its end. accepted is called
// when the front end has let the source through. An error is our fault, or the
// context's.
func (w Worker) run(ctx context.Context, job wire.Job, accepted func()) (ending, error) {
	input, err := json.Marshal(job)
	if err != nil {
		return ending{}, fmt.Errorf("job: %w", err)
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
func report(ctx context.Context, host *process.Host, spec process.Spec, input []byte, wall time.Duration, accepted func()) (ending, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return ending{}, fmt.Errorf("report pipe: %w", err)
	}
	defer r.Close()
	spec.Files = []*os.File{w} // wire.ReportFile
	p, err := host.Start(ctx, spec)
	if err != nil {
		return ending{}, err
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
		return ending{}, end.Err
	}
	if _, err := given.wait(); err != nil && !errors.Is(err, syscall.EPIPE) && !errors.Is(err, os.ErrClosed) {
		return ending{}, fmt.Errorf("job: %w", err)
	}
	return ending{
		frames:     frames,
		clean:      end.Status == 0 && framesErr == nil && len(frames) > 0 && frames[len(frames)-1].Kind == wire.End,
		output:     end.Output,
		flooded:    end.Flooded,
		timedOut:   end.TimedOut,
		overMemory: end.OverMemory,
		killed:     end.Killed,
		stderr:     end.Errors,
		elapsed:    end.Elapsed,
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
