package interpreted

import (
	"io"
	"sync"

	"happensbefore/grader/wire"
)

// An Early engine is ready before there is a job, and does one.
type Early struct {
	mu     sync.Mutex // a job waits until the engine is warm
	engine *engine
	output *later
}

// NewEarly makes an engine, which Warm makes ready.
func NewEarly() (*Early, error) {
	output := new(later)
	e, err := newEngine(output)
	if err != nil {
		return nil, err
	}
	return &Early{engine: e, output: output}, nil
}

// Warm does before there is a job what every job needs. It rehearses nothing:
// in a browser that takes longer than it saves.
func (e *Early) Warm() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.engine.packages.ReadAll(); err != nil {
		return err
	}
	_, err := e.engine.ready()
	return err
}

// Run is the function Run on this engine.
func (e *Early) Run(job wire.Job, report func(wire.Frame), output io.Writer, done func()) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.output.Writer = output
	return e.engine.run(job, report, done)
}

// A later writer is told only with the job where to write, and how much.
type later struct{ io.Writer }
