package main

import (
	"io/fs"
	"log/slog"
	"os"
	"runtime"

	"happensbefore/content"
	"happensbefore/course"
	"happensbefore/grader"
	"happensbefore/labs"
)

// book loads the book from dir, or the one inside the program where dir is empty.
func book(dir string) (*content.Book, []course.Problem) {
	fsys, name := folder(dir, content.FS, "content")
	return content.Load(fsys, name)
}

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

// both loads the book and the labs and holds each to the other.
func both(contentDir, labsDir string) (*content.Book, *labs.Shelf, []course.Problem) {
	b, problems := book(contentDir)
	s, more := shelf(labsDir)
	problems = append(problems, more...)
	problems = append(problems, b.CheckLabs(func(slug string) bool {
		_, err := s.Lab(slug)
		return err == nil
	})...)
	_, name := folder(labsDir, labs.FS, "labs")
	for _, lab := range s.Labs() {
		if _, err := b.Chapter(lab.Chapter); lab.Chapter != "" && err != nil {
			problems = append(problems, course.Problem{File: name + "/" + lab.Slug + ".md",
				What: "the chapter " + lab.Chapter + " is not in the book", Mend: "name a chapter by its slug, as in the outline"})
		}
	}
	return b, s, problems
}

// newGrader makes a grader whose workers are this program.
func newGrader(s *labs.Shelf, queue grader.Queue, log *slog.Logger) (*grader.Grader, error) {
	worker, err := newWorker()
	if err != nil {
		return nil, err
	}
	return grader.New(s, queue, worker, runtime.NumCPU(), log), nil
}
