package server

import (
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"happensbefore/course"
	"happensbefore/store"
)

// A fakeGrader grades by looking for the lines that a right answer has, and
// keeps what it graded in the real store. Everything else about it is as the
// Runner and Submitter interfaces demand.
type fakeGrader struct {
	store *store.Store
	labs  fakeLabs

	mu      sync.Mutex // guards the rest
	held    chan struct{}
	fail    error
	line    []int64                  // the held submissions that have no first answer
	firsts  map[int64]course.Verdict // first answers
	finals  map[int64]course.Verdict // what the compiler will say where it is not what judge says
	changed chan struct{}            // closed, and made anew, at every change
	work    sync.WaitGroup
}

// hold keeps submissions ungraded, and in line, until the returned function is
// called.
func (g *fakeGrader) hold() (release func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	held := make(chan struct{})
	g.held = held
	return sync.OnceFunc(func() { close(held) })
}

// answer gives a held submission its first answer, and its verdict when it is
// released.
func (g *fakeGrader) answer(id int64, first, final course.Verdict) {
	g.change(func() {
		g.line = slices.DeleteFunc(g.line, func(other int64) bool { return other == id })
		if g.firsts == nil {
			g.firsts, g.finals = make(map[int64]course.Verdict), make(map[int64]course.Verdict)
		}
		g.firsts[id], g.finals[id] = first, final
	})
}

// ahead puts n other submissions before every held one.
func (g *fakeGrader) ahead(n int) {
	g.change(func() { g.line = append(make([]int64, n), g.line...) })
}

func (g *fakeGrader) change(how func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	how()
	if g.changed != nil {
		close(g.changed)
	}
	g.changed = make(chan struct{})
}

// stage is how an ungraded submission stands, and a channel that is closed
// when that may have changed.
func (g *fakeGrader) stage(kept course.Submission) (course.Grading, <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.changed == nil {
		g.changed = make(chan struct{})
	}
	now := course.Grading{Submission: kept, Place: slices.Index(g.line, kept.ID) + 1}
	if first, ok := g.firsts[kept.ID]; ok {
		now.First = &first
	}
	return now, g.changed
}

// breakDown makes every call fail with err; nil mends it.
func (g *fakeGrader) breakDown(err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.fail = err
}

func (g *fakeGrader) state() (held chan struct{}, fail error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.held, g.fail
}

// Run does not end by itself where the code says that it loops for ever.
func (g *fakeGrader) Run(ctx context.Context, who, lab string, files []course.File) (course.Verdict, error) {
	for _, f := range files {
		if strings.Contains(f.Source, "// for ever") {
			<-ctx.Done()
			return course.Verdict{}, ctx.Err()
		}
	}
	if _, err := g.state(); err != nil {
		return course.Verdict{}, err
	}
	l, err := g.labs.Lab(lab)
	if err != nil {
		return course.Verdict{}, err
	}
	return judge(l.Visible, files), nil
}

var printed = regexp.MustCompile(`fmt\.Println\("([^"]*)"\)`)

func (g *fakeGrader) Example(ctx context.Context, who, source string) (course.Verdict, error) {
	if _, err := g.state(); err != nil {
		return course.Verdict{}, err
	}
	v := judge(nil, []course.File{{Name: "main.go", Source: source}})
	if v.Outcome == course.Failed {
		v.Outcome, v.Says = course.Passed, "It ran to the end."
		for _, line := range printed.FindAllStringSubmatch(source, -1) {
			v.Output += line[1] + "\n"
		}
	}
	return v, nil
}

func (g *fakeGrader) Submit(ctx context.Context, learner int64, lab, key string, files []course.File) (course.Submission, error) {
	held, err := g.state()
	if err != nil {
		return course.Submission{}, err
	}
	l, err := g.labs.Lab(lab)
	if err != nil {
		return course.Submission{}, err
	}
	kept, err := g.store.CreateSubmission(ctx, learner, lab, key, files)
	if err != nil || kept.Graded() {
		return kept, err
	}
	grade := func() error {
		verdict := judge(l.Checks, files)
		g.change(func() {
			g.line = slices.DeleteFunc(g.line, func(other int64) bool { return other == kept.ID })
			if final, ok := g.finals[kept.ID]; ok {
				verdict = final
			}
		})
		err := g.store.KeepVerdict(context.WithoutCancel(ctx), kept.ID, verdict)
		g.change(func() {})
		if errors.Is(err, course.ErrConflict) {
			return nil // the same form at the same time; the first verdict counts
		}
		return err
	}
	if held == nil {
		return kept, grade()
	}
	g.change(func() {
		if !slices.Contains(g.line, kept.ID) {
			g.line = append(g.line, kept.ID)
		}
	})
	g.work.Go(func() {
		<-held
		grade()
	})
	return kept, nil
}

func (g *fakeGrader) Wait(ctx context.Context, id int64) (course.Submission, error) {
	var last course.Submission
	for now, err := range g.Follow(ctx, id) {
		if err != nil {
			return last, err
		}
		last = now.Submission
	}
	return last, nil
}

func (g *fakeGrader) Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error] {
	return func(yield func(course.Grading, error) bool) {
		for {
			now, changed := g.stage(course.Submission{ID: id}) // before the store, so that no verdict falls between
			kept, err := g.store.Submission(ctx, id)
			if err != nil || kept.Graded() {
				yield(course.Grading{Submission: kept}, err)
				return
			}
			now.Submission = kept
			if !yield(now, nil) {
				return
			}
			select {
			case <-changed:
			case <-ctx.Done():
				yield(course.Grading{}, ctx.Err())
				return
			}
		}
	}
}

// judge says what a real grader would of the clock, by its text.
func judge(checks []course.Check, files []course.File) course.Verdict {
	v := course.Verdict{Engine: "interpreted", Elapsed: 12 * time.Millisecond}
	var all strings.Builder
	for _, f := range files {
		all.WriteString(f.Source)
		if !utf8.ValidString(f.Source) {
			v.Outcome, v.Says = course.DidNotCompile, f.Name+" is not UTF-8 text."
			return v
		}
		if _, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Source, 0); err != nil {
			v.Outcome, v.Says = course.DidNotCompile, "The compiler stopped."
			if list, ok := err.(scanner.ErrorList); ok {
				for _, e := range list {
					v.Diagnostics = append(v.Diagnostics, course.Diagnostic{File: e.Pos.Filename, Line: e.Pos.Line, Column: e.Pos.Column, Message: e.Msg})
				}
			}
			return v
		}
	}
	if all.Len() > course.MaxSource {
		v.Outcome, v.Says = course.DidNotCompile, fmt.Sprintf("Your files have %d bytes together; the limit is %d.", all.Len(), course.MaxSource)
		return v
	}
	for _, c := range checks {
		wanted := "c.now++"
		if c.Test == "TestReceiveTakesMax" {
			wanted = "if sent > c.now"
		}
		result := course.CheckResult{Test: c.Test, Says: c.Says, Points: c.Points, Outcome: course.Failed, Message: "got 3, want 8", Seeds: 1, Failed: 1, Seed: 1}
		if strings.Contains(all.String(), wanted) {
			result = course.CheckResult{Test: c.Test, Says: c.Says, Points: c.Points, Outcome: course.Passed, Passed: true, Seeds: 1}
		}
		v.Checks = append(v.Checks, result)
	}
	v.Settle()
	if v.Says = "At least one check was not met."; v.Outcome == course.Passed {
		v.Says = "Every check passed."
	}
	return v
}
