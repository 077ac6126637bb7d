// Package contract says, as a test, what the server relies on in whatever runs
// and grades code for it. It is held against the real grader and against the
// fake one in the server's own tests, so that the fake cannot promise more than
// the real one keeps.
//
// It imports course only, and is imported by tests only.
package contract

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

// A Grader is a server.Runner and a server.Submitter.
type Grader interface {
	Run(ctx context.Context, who, lab string, files []course.File) (course.Verdict, error)
	Example(ctx context.Context, who, source string) (course.Verdict, error)
	Submit(ctx context.Context, learner int64, lab, key string, files []course.File) (course.Submission, error)
	Wait(ctx context.Context, id int64) (course.Submission, error)
	Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error]
}

// A Course is what a grader is tried on: a lab, a right and a wrong answer to
// it, which compiles and fails at least one check, and two learners that exist.
type Course struct {
	Lab          *course.Lab
	Right, Wrong []course.File
	One, Other   int64
}

// patience is for one grading on a busy machine.
const patience = time.Minute

// Test holds g to the contract.
func Test(t *testing.T, g Grader, c Course) {
	wait := func(t *testing.T, id int64) course.Submission {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		s, err := g.Wait(ctx, id)
		if err != nil {
			t.Fatalf("Wait: %v", err)
		}
		if !s.Graded() {
			t.Fatal("Wait returns an ungraded submission and no error")
		}
		return s
	}
	submit := func(t *testing.T, learner int64, key string, files []course.File) course.Submission {
		t.Helper()
		s, err := g.Submit(t.Context(), learner, c.Lab.Slug, key, files)
		if err != nil {
			t.Fatalf("Submit: %v", err)
		}
		return s
	}
	tests := func(checks []course.CheckResult) (names []string) {
		for _, check := range checks {
			names = append(names, check.Test)
		}
		slices.Sort(names)
		return names
	}
	listed := func(checks []course.Check) (names []string) {
		for _, check := range checks {
			names = append(names, check.Test)
		}
		slices.Sort(names)
		return names
	}

	t.Run("progress ends with the final verdict", func(t *testing.T) {
		s := submit(t, c.One, "contract-followed-0001", c.Right)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		last, seen := course.Grading{}, 0
		for p, err := range g.Follow(ctx, s.ID) {
			if err != nil {
				t.Fatalf("Follow: %v", err)
			}
			if last.Submission.Graded() {
				t.Error("progress goes on after the final verdict")
			}
			if p.Submission.ID != s.ID {
				t.Errorf("progress of submission %d, asked for %d", p.Submission.ID, s.ID)
			}
			last, seen = p, seen+1
		}
		if seen == 0 || !last.Submission.Graded() || last.Submission.Verdict.Outcome != course.Passed {
			t.Errorf("after %d steps: %+v", seen, last)
		}
	})

	t.Run("a right answer passes every check of the lab", func(t *testing.T) {
		kept := submit(t, c.One, "contract-right-0001", c.Right)
		if kept.ID == 0 || kept.Learner != c.One || kept.Lab != c.Lab.Slug {
			t.Errorf("kept as %+v", kept)
		}
		if diff := cmp.Diff(c.Right, kept.Files); diff != "" {
			t.Errorf("files (-want +got)\n%s", diff)
		}
		graded := wait(t, kept.ID)
		v := graded.Verdict
		if v.Outcome != course.Passed || v.Score != c.Lab.MaxScore() || v.MaxScore != c.Lab.MaxScore() || v.Engine == "" || v.Says == "" {
			t.Errorf("verdict %+v", v)
		}
		if diff := cmp.Diff(listed(c.Lab.Checks), tests(v.Checks)); diff != "" {
			t.Errorf("checks (-want +got)\n%s", diff)
		}
		if diff := cmp.Diff(c.Right, graded.Files); diff != "" {
			t.Errorf("files after grading (-want +got)\n%s", diff)
		}
	})

	t.Run("a wrong answer is a verdict and no error", func(t *testing.T) {
		v := wait(t, submit(t, c.One, "contract-wrong-0001", c.Wrong).ID).Verdict
		if v.Outcome != course.Failed || v.Score >= v.MaxScore {
			t.Errorf("verdict %+v", v)
		}
		if !slices.ContainsFunc(v.Checks, func(check course.CheckResult) bool { return !check.Passed && check.Message != "" }) {
			t.Errorf("no failed check says what happened: %+v", v.Checks)
		}
	})

	t.Run("a run tries the visible tests and gives no points", func(t *testing.T) {
		v, err := g.Run(t.Context(), "one", c.Lab.Slug, c.Right)
		if err != nil {
			t.Fatal(err)
		}
		if v.Outcome != course.Passed || v.MaxScore != 0 {
			t.Errorf("verdict %+v", v)
		}
		if diff := cmp.Diff(listed(c.Lab.Visible), tests(v.Checks)); diff != "" {
			t.Errorf("checks (-want +got)\n%s", diff)
		}
	})

	t.Run("the same form twice is one submission", func(t *testing.T) {
		first := submit(t, c.One, "contract-again-0001", c.Wrong)
		if again := submit(t, c.One, "contract-again-0001", c.Wrong); again.ID != first.ID {
			t.Errorf("submissions %d and %d", first.ID, again.ID)
		}
		wait(t, first.ID)
		if after := submit(t, c.One, "contract-again-0001", c.Wrong); after.ID != first.ID || !after.Graded() {
			t.Errorf("after grading: submission %d, graded %v; want %d, graded", after.ID, after.Graded(), first.ID)
		}
		if other := submit(t, c.Other, "contract-again-0001", c.Wrong); other.ID == first.ID || other.Learner != c.Other {
			t.Errorf("another learner's form lands on submission %d of learner %d", other.ID, other.Learner)
		}
	})

	t.Run("the same form twice at once is one submission", func(t *testing.T) {
		var ids [8]int64
		var running sync.WaitGroup
		for i := range ids {
			running.Go(func() {
				s, err := g.Submit(t.Context(), c.One, c.Lab.Slug, "contract-at-once-0001", c.Wrong)
				if err != nil {
					t.Error(err)
				}
				ids[i] = s.ID
			})
		}
		running.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Fatalf("submissions %v", ids)
			}
		}
		wait(t, ids[0])
	})

	t.Run("a key is not used for another answer", func(t *testing.T) {
		submit(t, c.One, "contract-used-0001", c.Wrong)
		if _, err := g.Submit(t.Context(), c.One, c.Lab.Slug, "contract-used-0001", c.Right); !errors.Is(err, course.ErrConflict) {
			t.Errorf("error %v, want %v", err, course.ErrConflict)
		}
	})

	t.Run("waiting ends with the context", func(t *testing.T) {
		kept := submit(t, c.One, "contract-short-0001", c.Wrong)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		begin := time.Now()
		if s, err := g.Wait(ctx, kept.ID); err == nil && !s.Graded() {
			t.Error("neither graded nor an error")
		} else if err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want %v", err, context.Canceled)
		}
		if took := time.Since(begin); took > patience/2 {
			t.Errorf("took %s", took)
		}
		wait(t, kept.ID)
	})

	t.Run("what is not there is not found", func(t *testing.T) {
		if _, err := g.Run(t.Context(), "one", "no-such-lab", c.Right); !errors.Is(err, course.ErrNotFound) {
			t.Errorf("Run: %v, want %v", err, course.ErrNotFound)
		}
		if _, err := g.Submit(t.Context(), c.One, "no-such-lab", "contract-nothing-0001", c.Right); !errors.Is(err, course.ErrNotFound) {
			t.Errorf("Submit: %v, want %v", err, course.ErrNotFound)
		}
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		if _, err := g.Wait(ctx, 1<<40); !errors.Is(err, course.ErrNotFound) {
			t.Errorf("Wait: %v, want %v", err, course.ErrNotFound)
		}
	})

	t.Run("an example is answered with what it prints", func(t *testing.T) {
		v, err := g.Example(t.Context(), "one", "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"printed\") }\n")
		if err != nil {
			t.Fatal(err)
		}
		if v.Outcome != course.Passed || v.Output != "printed\n" {
			t.Errorf("verdict %+v", v)
		}
	})

	// The files' names are the starter's; what is in them is anybody's guess.
	refused := map[string]string{
		"does not parse":     "package",
		"is not UTF-8":       "package x // \xff",
		"is over the limit":  "package x\n" + strings.Repeat("// a line of forty bytes, newline and all\n", course.MaxSource/40+1),
		"is empty":           "",
		"has a zero byte":    "package x\x00",
		"is not Go":          "<html>",
		"is only a comment":  "// nothing\n",
		"is one long line":   "package x // " + strings.Repeat("é", course.MaxSource),
		"ends in the middle": "package x\n\nfunc f() {",
	}
	for name, source := range refused {
		t.Run("source that "+name+" is a verdict and no error", func(t *testing.T) {
			var files []course.File
			for _, f := range c.Lab.Starter {
				files = append(files, course.File{Name: f.Name, Source: source})
			}
			v, err := g.Run(t.Context(), "one", c.Lab.Slug, files)
			if err != nil || v.Outcome != course.DidNotCompile || v.Says == "" {
				t.Errorf("Run: outcome %s, says %q, error %v", v.Outcome, v.Says, err)
			}
			v, err = g.Example(t.Context(), "one", source)
			if err != nil || v.Outcome != course.DidNotCompile || v.Says == "" {
				t.Errorf("Example: outcome %s, says %q, error %v", v.Outcome, v.Says, err)
			}
		})
	}
}
