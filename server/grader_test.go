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

	mu   sync.Mutex // guards the rest
	held chan struct{}
	fail error
	work sync.WaitGroup
}

// hold keeps submissions ungraded until the returned function is called.
func (g *fakeGrader) hold() (release func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	held := make(chan struct{})
	g.held = held
	return sync.OnceFunc(func() { close(held) })
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

func (g *fakeGrader) Run(ctx context.Context, who, lab string, files []course.File) (course.Verdict, error) {
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
		err := g.store.KeepVerdict(context.WithoutCancel(ctx), kept.ID, judge(l.Checks, files))
		if errors.Is(err, course.ErrConflict) {
			return nil // the same form at the same time; the first verdict counts
		}
		return err
	}
	if held == nil {
		return kept, grade()
	}
	g.work.Go(func() {
		<-held
		grade()
	})
	return kept, nil
}

func (g *fakeGrader) Wait(ctx context.Context, id int64) (course.Submission, error) {
	for {
		kept, err := g.store.Submission(ctx, id)
		if err != nil || kept.Graded() {
			return kept, err
		}
		select {
		case <-ctx.Done():
			return kept, ctx.Err()
		case <-time.After(2 * time.Millisecond):
		}
	}
}

func (g *fakeGrader) Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error] {
	return func(yield func(course.Grading, error) bool) {
		kept, err := g.store.Submission(ctx, id)
		if err != nil || kept.Graded() {
			yield(course.Grading{Submission: kept}, err)
			return
		}
		if !yield(course.Grading{Submission: kept, Place: 1}, nil) {
			return
		}
		kept, err = g.Wait(ctx, id)
		yield(course.Grading{Submission: kept}, err)
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
