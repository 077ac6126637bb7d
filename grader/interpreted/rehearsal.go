package interpreted

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"runtime"

	"happensbefore/grader/wire"
)

// What a worker practises on that has no job yet: an answer and its tests.
var (
	//go:embed _rehearsal/ledger.go
	rehearsalAnswer []byte
	//go:embed _rehearsal/play.go
	rehearsalTests []byte
)

// warm makes an engine ready for a job that is yet to come. Most of what it
// saves the job is in no variable: a lab that is read, checked and run once
// leaves the program's pages, the heap's and the tables of package reflect in
// memory. The rehearsal has its own machine, and nothing of it is there for
// the job.
func (e *engine) warm() error {
	if err := e.packages.ReadAll(); err != nil {
		return err
	}
	if _, err := e.ready(); err != nil {
		return err
	}
	if err := e.rehearse(); err != nil {
		return fmt.Errorf("interpreted: rehearsal: %w", err)
	}
	runtime.GC() // what the job gets is memory that the rehearsal has touched
	return nil
}

func (e *engine) rehearse() error {
	job := wire.Job{
		Files: []wire.File{{Name: "ledger.go", Source: rehearsalAnswer}},
		Tests: []wire.File{{Name: "play_test.go", Source: rehearsalTests}},
	}
	checked, err := e.check(job)
	switch {
	case err != nil:
		return err
	case len(checked.Diagnostics) > 0:
		return fmt.Errorf("refused: %v", checked.Diagnostics)
	case len(checked.Inexact) > 0:
		return fmt.Errorf("not exact: %v", checked.Inexact)
	}
	job.Files, job.Tests = wireFiles(checked.Lowered), wireFiles(checked.Tests)
	stage := engine{packages: e.packages, output: &mutable{to: io.Discard}}
	m, err := stage.ready()
	if err != nil {
		return err
	}
	m.take(job)
	found, err := m.load(job)
	if err != nil {
		return err
	}
	play, ok := found["Rehearse"].Interface().(func() int)
	if !ok {
		return errors.New("there is nothing to play")
	}
	if play() == 0 {
		return errors.New("nothing was said")
	}
	return nil
}
