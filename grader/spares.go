package grader

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"happensbefore/course"
	"happensbefore/grader/process"
	"happensbefore/grader/tally"
	"happensbefore/grader/wire"
)

// Spares are workers that were started, and have entered their jail, before
// there is a job for them. Each gets one job at the most and ends with it, like
// any other worker. There are never more of them than places, those at work
// included: a place gets the next spare only when the last has ended, so that
// nobody's answer waits for a spare of somebody to come.
type spares struct {
	worker Worker
	places int
	log    *slog.Logger
	ready  chan *spare // holds nothing: a spare that is ready waits to hand itself over
}

// A spare is one of them.
type spare struct {
	*reporter
	kill  context.CancelFunc
	ended chan struct{} // closed when the process is gone
}

func newSpares(w Worker, places int, log *slog.Logger) *spares {
	return &spares{worker: w, places: places, log: log, ready: make(chan *spare)}
}

// run has a spare do the job where one is ready, else a worker that is started
// for it: to wait for a spare would take as long. accepted is called when the
// front end has let the source through. An error is our fault, or the context's.
func (s *spares) run(ctx context.Context, job wire.Job, accepted func()) (tally.Ending, error) {
	input, err := json.Marshal(job)
	if err != nil {
		return tally.Ending{}, fmt.Errorf("job: %w", err)
	}
	select {
	case ready := <-s.ready:
		e, err := ready.do(ctx, budget(job.Limits), input, accepted)
		if err != nil || !ready.deaf {
			return e, err
		}
		// It died waiting, and we had not noticed yet.
	default:
	}
	return report(ctx, s.worker.Host, s.worker.spec(job.Limits), input, job.Limits.Wall, accepted)
}

// do has the spare do the job.
func (s *spare) do(ctx context.Context, b process.Budget, input []byte, accepted func()) (tally.Ending, error) {
	defer s.kill()
	defer context.AfterFunc(ctx, s.kill)()
	s.process.BeginWith(b)
	e, err := s.hear(input, accepted)
	if ctx.Err() != nil {
		return e, fmt.Errorf("spare worker: %w", ctx.Err())
	}
	return e, err
}

// Pauses before a place gets another spare, where spares die by themselves:
// each such death doubles it.
const (
	shortestPause = 100 * time.Millisecond
	longestPause  = time.Minute
)

// keep keeps spares ready until the context ends. None that has no job is then
// left.
func (s *spares) keep(ctx context.Context) {
	var places sync.WaitGroup
	defer places.Wait()
	for range s.places {
		places.Go(func() { s.place(ctx) })
	}
}

// place has one spare after the other.
func (s *spares) place(ctx context.Context) {
	pause := shortestPause
	for ctx.Err() == nil {
		err := s.one(ctx)
		if err == nil {
			pause = shortestPause
			continue
		}
		if ctx.Err() != nil {
			return
		}
		s.log.Warn("a spare worker died without a job", "err", err, "next", pause)
		select {
		case <-time.After(pause):
			pause = min(2*pause, longestPause)
		case <-ctx.Done():
		}
	}
}

// one starts a spare, offers it and returns when it is gone: with an error
// where nobody had taken it.
func (s *spares) one(ctx context.Context) error {
	spare, err := s.start(ctx)
	if err != nil {
		return err
	}
	// From here on either somebody hears it, or it is ended here.
	goOn := context.AfterFunc(ctx, spare.kill)
	f, _, err := spare.next()
	if !goOn() {
		return spare.end(ctx.Err())
	}
	if err != nil || f.Kind != wire.Ready {
		return spare.end(errors.Join(err, errors.New("it did not get ready")))
	}
	select {
	case s.ready <- spare:
		<-spare.ended
		return nil
	case <-spare.ended:
		return spare.end(errors.New("it was waiting"))
	case <-ctx.Done():
		return spare.end(ctx.Err())
	}
}

// start starts a spare. It outlives the context: who takes it has another.
func (s *spares) start(ctx context.Context) (*spare, error) {
	early := s.worker
	early.Args = append(slices.Clone(early.Args), wire.Early)
	spec := early.spec(wire.Limits(course.DefaultLimits()))
	spec.Output = 0 // there is nothing to say before the job
	own, kill := context.WithCancel(context.WithoutCancel(ctx))
	r, err := start(own, s.worker.Host, spec)
	if err != nil {
		kill()
		return nil, err
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		r.process.Wait()
	}()
	return &spare{reporter: r, kill: kill, ended: ended}, nil
}

// end ends a spare that nobody took, and says why it came to that.
func (s *spare) end(why error) error {
	s.kill()
	ending := s.process.Wait()
	s.report.Close()          //nolint:errcheck // it was only read
	s.process.Input().Close() //nolint:errcheck // nothing was to be said
	if ending.Errors != "" {
		why = fmt.Errorf("%w: %s", why, ending.Errors)
	}
	return why
}
