package main

import (
	"io"
	"io/fs"
	"os"
	"sync/atomic"

	"happensbefore/content"
	"happensbefore/course"
	"happensbefore/labs"
)

// A library is the book and the labs as they were last loaded. In a preview
// they are loaded again and again; who asks meanwhile gets what is there.
type library struct {
	source   content.Source
	labsFS   fs.FS
	labsName string
	labsOwn  bool // the labs are those inside the program

	bookLoader content.Loader
	labLoader  labs.Loader

	book  atomic.Pointer[content.Book]
	shelf atomic.Pointer[labs.Shelf]
}

// newLibrary is of two folders, or of what is inside the program where their
// names are empty. The book's is that of SUMMARY.md, or the root of an mdBook.
// Nothing is loaded yet.
func newLibrary(contentDir, labsDir string) *library {
	l := &library{source: content.Source{FS: content.FS, Name: "content", Dir: "."}, labsOwn: labsDir == ""}
	if contentDir != "" {
		var err error
		if l.source, err = content.SourceAt(contentDir); err != nil {
			// There is no such folder: loading says so, as of a folder without a book.
			l.source = content.Source{FS: os.DirFS(contentDir), Name: contentDir, Dir: "."}
		}
	}
	l.labsFS, l.labsName = folder(labsDir, labs.FS, "labs")
	return l
}

// load reads both, holds each to the other and says what is wrong with them. It
// is for one goroutine at a time.
func (l *library) load() []course.Problem {
	b, problems := l.bookLoader.LoadFrom(l.source)
	s := &labs.Shelf{} // the course's labs are no part of somebody else's book
	if !l.labsOwn || !b.Outline().Guest {
		var more []course.Problem
		s, more = l.labLoader.Load(l.labsFS, l.labsName)
		problems = append(problems, more...)
	}
	problems = append(problems, b.CheckLabs(func(slug string) bool {
		_, err := s.Lab(slug)
		return err == nil
	})...)
	for _, lab := range s.Labs() {
		problems = append(problems, ties(b, s, lab.Slug, l.labsName+"/"+lab.Slug+".md")...)
	}
	l.book.Store(b)
	l.shelf.Store(s)
	return problems
}

// What follows is for the server and the grader, who ask anew each time.

func (l *library) Outline() *course.Outline                     { return l.book.Load().Outline() }
func (l *library) Chapter(slug string) (*course.Chapter, error) { return l.book.Load().Chapter(slug) }
func (l *library) Labs() []course.Lab                           { return l.shelf.Load().Labs() }
func (l *library) Lab(slug string) (*course.Lab, error)         { return l.shelf.Load().Lab(slug) }
func (l *library) Secret(slug string) (*labs.Lab, error)        { return l.shelf.Load().Secret(slug) }
func (l *library) File(name string) (io.ReadSeekCloser, course.FileKind, error) {
	return l.book.Load().File(name)
}
func (l *library) Solutions(slug string) ([]course.Variant, error) {
	return l.shelf.Load().Solutions(slug)
}
