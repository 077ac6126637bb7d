package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"happensbefore/content"
	"happensbefore/course"
	"happensbefore/grader"
)

func check(ctx context.Context, args []string, env environment) (err error) {
	flags := newFlags("check", env)
	toolchain := toolchainFlag(flags, env)
	if done, err := parse(flags, args, env); done || err != nil {
		return err
	}
	if flags.NArg() > 1 {
		return usage("check: takes one folder at the most")
	}
	contentDir, labsDir, err := checkFolders(flags.Arg(0))
	if err != nil {
		return err
	}
	b, s, problems := both(contentDir, labsDir)
	problems = append(problems, b.Standard()...)
	g, closeGrader, err := newGrader(ctx, s, *toolchain, slog.New(slog.NewTextHandler(env.stderr, nil)))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeGrader()) }()
	more, shown, err := examples(ctx, b, g)
	if err != nil {
		return err
	}
	problems = append(problems, more...)
	graded := 0
	for _, l := range s.Labs() {
		lab, err := s.Secret(l.Slug)
		if err != nil {
			return err
		}
		if len(lab.Problems) > 0 {
			continue // said already
		}
		more, err := g.Verify(ctx, lab, filepath.Join(labsDir, l.Slug+".md"))
		if err != nil {
			return err
		}
		graded++
		problems = append(problems, more...)
	}
	for _, p := range problems {
		fmt.Fprintln(env.stdout, p)
	}
	if len(problems) > 0 {
		return &exitError{statusNo, fmt.Sprintf("%d problems", len(problems))}
	}
	fmt.Fprintf(env.stdout, "no problems: %d chapters, %d examples, %d labs verified\n", chapters(b), shown, graded)
	return nil
}

// checkFolders finds content/ and labs/ below dir; either may be missing, not
// both. Without dir it is the current folder where that has one of them, and
// what is inside the program otherwise.
func checkFolders(dir string) (contentDir, labsDir string, err error) {
	given := dir != ""
	if !given {
		dir = "."
	}
	if info, err := os.Stat(filepath.Join(dir, "content")); err == nil && info.IsDir() {
		contentDir = filepath.Join(dir, "content")
	}
	if info, err := os.Stat(filepath.Join(dir, "labs")); err == nil && info.IsDir() {
		labsDir = filepath.Join(dir, "labs")
	}
	if given && contentDir == "" && labsDir == "" {
		return "", "", usage("check: %s has neither content/ nor labs/", dir)
	}
	return contentDir, labsDir, nil
}

// examples runs every example of the book by both engines, holds what they print
// to the output that the text shows, and counts them.
func examples(ctx context.Context, b *content.Book, g *grader.Grader) (problems []course.Problem, n int, err error) {
	for _, c := range b.Chapters() {
		for _, x := range c.Examples {
			n++
			verdicts, err := g.Demonstrate(ctx, x.Source)
			if err != nil {
				return nil, 0, fmt.Errorf("%s:%d: %w", x.File, x.Line, err)
			}
			for _, v := range verdicts {
				if p, ok := held(x, v); !ok {
					problems = append(problems, p)
					break
				}
			}
		}
	}
	return problems, n, nil
}

func held(x course.Example, v course.Verdict) (course.Problem, bool) {
	p := course.Problem{File: x.File, Line: x.Line}
	switch {
	case v.Outcome == course.Ungraded && len(v.Diagnostics) > 0:
		d := v.Diagnostics[0]
		p.Line += d.Line
		p.What = "the interpreter is not exact for the example: " + d.Message
		p.Mend = "write it with what the interpreter runs as Go does, so that readers have their answer at once"
	case len(v.Diagnostics) > 0:
		d := v.Diagnostics[0]
		p.Line += d.Line
		p.What, p.Mend = fmt.Sprintf("the example %s: %s", v.Outcome, d.Message), "mend the example"
	case v.Output != x.Output && x.Output != "":
		p.What = fmt.Sprintf("the example prints %q, not %q (%s)", v.Output, x.Output, v.Engine)
		p.Mend = "correct the output fence, or the example"
	case v.Outcome != course.Passed && x.Output == "":
		p.What, p.Mend = fmt.Sprintf("the example %s (%s): %s", v.Outcome, v.Engine, v.Says), "mend the example, or show what it prints in an output fence"
	default:
		return course.Problem{}, true
	}
	return p, false
}

func chapters(b *content.Book) int {
	n := 0
	for e := range b.Outline().Entries {
		if !e.Draft {
			n++
		}
	}
	return n
}
