package grader

import (
	"context"
	"fmt"
	"time"

	"happensbefore/course"
	"happensbefore/grader/interpreted"
	"happensbefore/labs"
)

// A task is what files are held against.
type task struct {
	files  []course.File
	tests  []course.File // none: the files are a program
	checks []course.Check
	limits course.Limits
}

func hidden(lab *labs.Lab, files []course.File) task {
	return task{files, lab.Hidden, lab.Checks, lab.Limits}
}

func visible(lab *labs.Lab, files []course.File) task {
	return task{files, lab.Tests, lab.Visible, lab.Limits}
}

func program(source string) task {
	return task{
		files:  []course.File{{Name: "main.go", Source: source}},
		checks: []course.Check{{Test: interpreted.ProgramTest, Seeds: 1}},
		limits: course.DefaultLimits(),
	}
}

// author is in whose name the course's own files are graded.
const author = "author"

// Grade holds files against the lab's hidden tests, now.
func (g *Grader) Grade(ctx context.Context, lab *labs.Lab, files []course.File) (course.Verdict, error) {
	j, err := g.now(ctx, hidden(lab, files))
	return j.verdict, err
}

// now grades without a place in the queue.
func (g *Grader) now(ctx context.Context, t task) (judgement, error) {
	ticket := g.line.restore(author, answers)
	defer ticket.leave()
	if err := ticket.wait(ctx); err != nil {
		return judgement{}, fmt.Errorf("grader: waiting for a worker: %w", err)
	}
	return g.both(ctx, author, t, func(*course.Verdict) { ticket.leave() })
}

// Run holds files against the lab's visible tests. Nothing is kept. Where too
// many wait already it returns *course.BusyError.
func (g *Grader) Run(ctx context.Context, who, slug string, files []course.File) (course.Verdict, error) {
	lab, err := g.lab(slug)
	if err != nil {
		return course.Verdict{}, err
	}
	return g.quickly(ctx, who, visible(lab, files))
}

// Example runs a program. Its verdict has one check, main, worth nothing.
func (g *Grader) Example(ctx context.Context, who, source string) (course.Verdict, error) {
	return g.quickly(ctx, who, program(source))
}

// A judgement is a final verdict and how it came about.
type judgement struct {
	verdict  course.Verdict
	corrects *course.Verdict // what the interpreter said, where the compiler says otherwise
}

// both grades with the interpreter, and with the compiler once the source has
// been accepted. The compiler's verdict is the one that counts. first is called
// once, when the interpreter is done, with its answer if that is one.
func (g *Grader) both(ctx context.Context, who string, t task, first func(*course.Verdict)) (judgement, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // of the compiler, where the interpreter failed
	var compiled *promise[course.Verdict]
	i, err := g.interpret(ctx, t, func() {
		if g.toolchain != nil && compiled == nil {
			compiled = promised(func() (course.Verdict, error) { return g.confirm(ctx, who, t) })
		}
	})
	if err != nil && compiled == nil {
		return judgement{}, err
	}
	if compiled == nil {
		first(nil)
		return judgement{verdict: i}, nil
	}
	if err != nil || !stands(i) {
		g.failed(ctx, err)
		first(nil)
		v, err := compiled.wait()
		return judgement{verdict: v}, err
	}
	first(&i)
	v, err := compiled.wait()
	j := judgement{verdict: v}
	if err == nil && disagree(i, v) {
		j.corrects = &i
	}
	return j, err
}

// stands says whether an interpreter's verdict is worth telling before the
// compiler's. Time and memory are the interpreter's own: it needs more of both.
func stands(v course.Verdict) bool {
	switch v.Outcome {
	case course.Ungraded, course.TimedOut, course.OverMemory:
		return false
	}
	return true
}

// confirm compiles and runs, after all who wait for a first answer.
func (g *Grader) confirm(ctx context.Context, who string, t task) (course.Verdict, error) {
	ticket := g.line.restore(who, confirmations)
	defer ticket.leave()
	if err := ticket.wait(ctx); err != nil {
		return course.Verdict{}, fmt.Errorf("grader: waiting to confirm: %w", err)
	}
	return g.compile(ctx, t, confirming)
}

// How much compilers and compiled programs give way to others.
const (
	answering  = 0
	confirming = 10
)

// patience is how long the interpreter may take before the compiler is asked
// the same: a program that needs it computes a lot, and is faster compiled even
// with the compiling.
const patience = time.Second

// quickly answers with the first verdict that stands: the interpreter's where
// it is exact, else the compiler's.
func (g *Grader) quickly(ctx context.Context, who string, t task) (course.Verdict, error) {
	ticket, err := g.line.enter(who, answers)
	if err != nil {
		return course.Verdict{}, err
	}
	defer ticket.leave()
	if err := ticket.wait(ctx); err != nil {
		return course.Verdict{}, fmt.Errorf("grader: waiting for a worker: %w", err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // of the engine that was not waited for
	accepted := make(chan struct{}, 1)
	i := promised(func() (course.Verdict, error) {
		return g.interpret(ctx, t, func() {
			select {
			case accepted <- struct{}{}:
			default: // another process of the same task said so before
			}
		})
	})
	if g.toolchain == nil {
		return i.wait()
	}
	select {
	case <-i.kept:
	case <-time.After(patience):
	}
	select {
	case <-accepted:
	case <-i.kept:
		select {
		case <-accepted:
		default:
			return i.wait() // not to be compiled: it is refused, or our own fault
		}
	}
	if i.isKept() && i.err == nil && stands(i.value) {
		return i.value, nil
	}
	c := promised(func() (course.Verdict, error) { return g.compile(ctx, t, answering) })
	select {
	case <-c.kept:
	case <-i.kept:
		if i.err == nil && stands(i.value) {
			return i.value, nil
		}
		g.failed(ctx, i.err)
	}
	return c.wait()
}

// failed logs a failure of the interpreter's where the compiler answers in its
// place.
func (g *Grader) failed(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		g.log.ErrorContext(ctx, "the interpreter failed; the compiler answers alone", "err", err)
	}
}

// A promise is a result that another goroutine works on.
type promise[T any] struct {
	kept  chan struct{} // closed when value and err are there
	value T
	err   error
}

func promised[T any](work func() (T, error)) *promise[T] {
	p := &promise[T]{kept: make(chan struct{})}
	go func() {
		defer close(p.kept)
		p.value, p.err = work()
	}()
	return p
}

func (p *promise[T]) isKept() bool {
	select {
	case <-p.kept:
		return true
	default:
		return false
	}
}

// wait takes no context: the work ends with its own, and takes its processes
// with it.
func (p *promise[T]) wait() (T, error) {
	<-p.kept
	return p.value, p.err
}
