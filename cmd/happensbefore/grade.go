package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"happensbefore/course"
	"happensbefore/labs"
)

func grade(ctx context.Context, args []string, env environment) (err error) {
	flags := newFlags("grade", env)
	asJSON := flags.Bool("json", false, "print the verdict as JSON")
	toolchain := toolchainFlag(flags, env)
	labsDir := flags.String("labs", env.getenv("HAPPENSBEFORE_LABS"), "folder of the labs; empty: those inside the program (HAPPENSBEFORE_LABS)")
	if done, err := parse(flags, args, env); done || err != nil {
		return err
	}
	if flags.NArg() < 2 {
		return usage("grade: wants a lab and at least one file; see happensbefore help grade")
	}
	s, slug, err := labArgument(flags.Arg(0), *labsDir)
	if err != nil {
		return err
	}
	lab, err := s.Secret(slug)
	if errors.Is(err, course.ErrNotFound) {
		return usage("grade: there is no lab %q; there are %s", slug, strings.Join(slugs(s), ", "))
	}
	if err != nil {
		return err
	}
	if len(lab.Problems) > 0 {
		return usage("grade: the lab has faults:\n%s", lines(lab.Problems))
	}
	files, err := sources(flags.Args()[1:], lab)
	if err != nil {
		return err
	}
	g, closeGrader, err := newGrader(ctx, s, *toolchain, slog.New(slog.NewTextHandler(env.stderr, nil)))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeGrader()) }()
	verdict, err := g.Grade(ctx, lab, files)
	if err != nil {
		return err
	}
	if *asJSON {
		out := json.NewEncoder(env.stdout)
		out.SetIndent("", "  ")
		err = out.Encode(verdict)
	} else {
		_, err = io.WriteString(env.stdout, verdictText(verdict))
	}
	if err != nil {
		return err
	}
	if verdict.Outcome != course.Passed {
		return &exitError{status: statusNo}
	}
	return nil
}

// labArgument is the shelf and the slug that LAB means: a slug, or a lab's file.
func labArgument(arg, labsDir string) (*labs.Shelf, string, error) {
	if strings.HasSuffix(arg, ".md") {
		if _, err := os.Stat(arg); err != nil {
			return nil, "", usage("grade: %v", err)
		}
		labsDir, arg = filepath.Dir(arg), strings.TrimSuffix(filepath.Base(arg), ".md")
	}
	s, _ := shelf(labsDir) // the lab's own problems are on the lab
	return s, arg, nil
}

func slugs(s *labs.Shelf) []string {
	var list []string
	for _, l := range s.Labs() {
		list = append(list, l.Slug)
	}
	return list
}

// sources reads the files. A single file may have any name: it stands for the
// starter's only one.
func sources(paths []string, lab *labs.Lab) ([]course.File, error) {
	var files []course.File
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			return nil, usage("grade: %v", err)
		}
		if err != nil {
			return nil, err
		}
		files = append(files, course.File{Name: filepath.Base(p), Source: string(text)})
	}
	if len(files) == 1 && len(lab.Starter) == 1 {
		files[0].Name = lab.Starter[0].Name
	}
	for _, want := range lab.Starter {
		found := false
		for _, f := range files {
			found = found || f.Name == want.Name
		}
		if !found || len(files) != len(lab.Starter) {
			return nil, usage("grade: %s takes exactly these files: %s", lab.Slug, fileNames(lab.Starter))
		}
	}
	return files, nil
}

func fileNames(files []course.File) string {
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// verdictText is a verdict for a terminal.
func verdictText(v course.Verdict) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d of %d points (%s, %d ms)\n%s\n", v.Outcome, v.Score, v.MaxScore, v.Engine, v.Elapsed.Milliseconds(), v.Says)
	for _, d := range v.Diagnostics {
		if d.File == "" {
			fmt.Fprintf(&b, "%s\n", d.Message)
			continue
		}
		fmt.Fprintf(&b, "%s\n", d)
	}
	if v.Outcome != course.DidNotCompile {
		for _, c := range v.Checks {
			mark := "ok  "
			if !c.Passed {
				mark = "FAIL"
			}
			if c.Outcome == course.Ungraded {
				mark = "-   "
			}
			fmt.Fprintf(&b, "%s %s (%d)", mark, c.Says, c.Points)
			if c.Failed > 0 && c.Seeds > 1 {
				fmt.Fprintf(&b, " on %d of %d seeds; seed %d:", c.Failed, c.Seeds, c.Seed)
			}
			b.WriteByte('\n')
			for line := range strings.Lines(c.Message) {
				fmt.Fprintf(&b, "       %s\n", strings.TrimRight(line, "\n"))
			}
		}
	}
	if v.Output != "" {
		fmt.Fprintf(&b, "output:\n%s", v.Output)
	}
	return b.String()
}

func lines(problems []course.Problem) string {
	var list []string
	for _, p := range problems {
		list = append(list, p.String())
	}
	return strings.Join(list, "\n")
}
