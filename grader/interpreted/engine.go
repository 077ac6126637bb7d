package interpreted

import (
	"io"
	"os"
	"path"
	"strings"
	"testing/fstest"

	"github.com/traefik/yaegi/interp"

	"happensbefore/grader/frontend"
	"happensbefore/grader/wire"
)

// An engine is what a job needs besides itself: the packages that the front
// end reads, and an interpreter.
type engine struct {
	packages *frontend.Packages
	output   *mutable
	machine  *machine // nil until it is asked for
}

func newEngine(output io.Writer) (*engine, error) {
	packages, err := frontend.OpenPackages()
	if err != nil {
		return nil, err
	}
	return &engine{packages: packages, output: &mutable{to: output}}, nil
}

// ready is the engine's machine, without a job in it.
func (e *engine) ready() (*machine, error) {
	if e.machine == nil {
		m := newMachine(e.output)
		if err := m.prepare(); err != nil {
			return nil, err
		}
		e.machine = m
	}
	return e.machine, nil
}

func (e *engine) check(job wire.Job) (frontend.Result, error) {
	if len(job.Tests) == 0 {
		return e.packages.Program(files(job.Files)), nil
	}
	return e.packages.Lab(files(job.Files), files(job.Tests))
}

// A machine is one interpreter and the sources of one job.
type machine struct {
	interp  *interp.Interpreter
	sources fstest.MapFS // the interpreter's folder
	output  io.Writer
	trace   *panicTrace
	shown   map[string]bool  // the learner's files, by path in the interpreter
	fail    func(wire.Frame) // ends the job by a fault of the interpreter's own
}

// The interpreter finds packages below src, as in a GOPATH.
const (
	learnersDir = "src/lab"
	testsDir    = "src/labtest"
)

func newMachine(output io.Writer) *machine {
	m := &machine{sources: fstest.MapFS{}, output: output, trace: &panicTrace{next: os.Stderr}, shown: map[string]bool{}}
	m.interp = interp.New(interp.Options{
		SourcecodeFilesystem: m.sources,
		Stdin:                strings.NewReader(""),
		Stdout:               output,
		Stderr:               m.trace,
		Args:                 []string{"program"},
	})
	return m
}

// take gives a machine its job.
func (m *machine) take(job wire.Job) {
	for _, f := range job.Files {
		name := path.Join(learnersDir, f.Name)
		m.shown[name] = true
		m.sources[name] = &fstest.MapFile{Data: f.Source}
	}
	for _, f := range job.Tests {
		// The interpreter passes over files whose names end in _test.go.
		name := path.Join(testsDir, strings.TrimSuffix(f.Name, "_test.go")+".go")
		m.sources[name] = &fstest.MapFile{Data: f.Source}
	}
}
