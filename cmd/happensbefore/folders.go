package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"

	"happensbefore/content"
	"happensbefore/course"
	"happensbefore/grader"
	"happensbefore/grader/compiled"
	"happensbefore/labs"
)

// shelf loads the labs from dir, or those inside the program where dir is empty.
func shelf(dir string) (*labs.Shelf, []course.Problem) {
	fsys, name := folder(dir, labs.FS, "labs")
	return labs.Load(fsys, name)
}

// folder is dir, by its own name in problems, or the embedded folder.
func folder(dir string, embedded fs.FS, name string) (fs.FS, string) {
	if dir == "" {
		return embedded, name
	}
	return os.DirFS(dir), dir
}

// both loads the book and the labs once and holds each to the other.
func both(contentDir, labsDir string) (*content.Book, *labs.Shelf, []course.Problem) {
	l := newLibrary(contentDir, labsDir)
	problems := l.load()
	return l.book.Load(), l.shelf.Load(), problems
}

// ties are the problems of what a lab says of the book: its chapter and its
// links into chapters.
func ties(b *content.Book, s *labs.Shelf, slug, file string) []course.Problem {
	lab, err := s.Secret(slug)
	if err != nil {
		return nil // not on the shelf, so it ties nothing
	}
	var problems []course.Problem
	if _, err := b.Chapter(lab.Chapter); lab.Chapter != "" && err != nil && !b.Announced(lab.Chapter) {
		problems = append(problems, course.Problem{File: file, Line: lab.Lines["chapter"],
			What: fmt.Sprintf("the chapter %q is not in the book", lab.Chapter), Mend: "name a chapter by its slug, as in the outline; a draft has one too where its line ends in (<> \"slug\")"})
	}
	for _, link := range lab.Links {
		if link.Lab || link.Slug == "" {
			continue // the shelf has checked those
		}
		chapter, err := b.Chapter(link.Slug)
		switch {
		case err != nil:
			problems = append(problems, course.Problem{File: file, Line: link.Line,
				What: fmt.Sprintf("the link %q leads to a chapter that is not in the book, or not written", link.As), Mend: "link to a written chapter, or take the link out"})
		case link.Anchor != "" && !slices.ContainsFunc(chapter.Sections, func(s course.Section) bool { return s.ID == link.Anchor }):
			problems = append(problems, course.Problem{File: file, Line: link.Line,
				What: fmt.Sprintf("the link %q leads to a section that the chapter does not have", link.As), Mend: "use the anchor of one of its headings"})
		}
	}
	return problems
}

// newGrader makes a grader for one command: its toolchain builds in a folder of
// its own, which close removes.
func newGrader(ctx context.Context, s *labs.Shelf, toolchainDir string, log *slog.Logger) (g *grader.Grader, closeIt func() error, err error) {
	scratch, err := os.MkdirTemp("", "happensbefore-")
	if err != nil {
		return nil, nil, err
	}
	worker, err := newWorker(ctx)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(scratch))
	}
	g, closeToolchain, err := gradingWith(grader.Config{Shelf: s, Worker: worker, Log: log}, toolchainDir, scratch)
	if err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(scratch))
	}
	return g, func() error { return errors.Join(closeToolchain(), os.RemoveAll(scratch)) }, nil
}

// gradingWith makes a grader whose compiler is the toolchain in the folder,
// where there is one. It runs on the worker's host, and builds go to scratch.
func gradingWith(c grader.Config, toolchainDir, scratch string) (*grader.Grader, func() error, error) {
	dir, err := findToolchain(toolchainDir)
	if err != nil || dir == "" {
		return grader.New(c), func() error { return nil }, err
	}
	c.Toolchain, err = compiled.Open(compiled.Config{Dir: dir, Scratch: scratch, Host: c.Worker.Host})
	if err != nil {
		return nil, nil, err
	}
	return grader.New(c), c.Toolchain.Close, nil
}

const noToolchain = "none"

// findToolchain is the folder of the toolchain: the one that was asked for, or
// the one beside the program. It is empty where there is none, or none is wanted.
func findToolchain(asked string) (string, error) {
	if asked == noToolchain {
		return "", nil
	}
	if asked != "" {
		return asked, nil
	}
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(filepath.Dir(self), "toolchain")
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return dir, nil
}

// toolchainFlag is the flag of every command that grades.
func toolchainFlag(flags *flag.FlagSet, env environment) *string {
	return flags.String("toolchain", env.getenv("HAPPENSBEFORE_TOOLCHAIN"), `folder of the toolchain that make build makes; empty: the one beside the program, where there is one; "none": only the interpreter (HAPPENSBEFORE_TOOLCHAIN)`)
}
