package main

import (
	"io/fs"
	"sync/atomic"

	"happensbefore/content"
	"happensbefore/course"
	"happensbefore/labs"
)

// A library is the book and the labs as they were last loaded. In a preview
// they are loaded again and again; who asks meanwhile gets what is there.
type library struct {
	contentFS, labsFS     fs.FS
	contentName, labsName string

	bookLoader content.Loader
	labLoader  labs.Loader

	book  atomic.Pointer[content.Book]
	shelf atomic.Pointer[labs.Shelf]
}

// newLibrary is of two folders, or of what is inside the program where their
// names are empty. Nothing is loaded yet.
func newLibrary(contentDir, labsDir string) *library {
	l := &library{}
	l.contentFS, l.contentName = folder(contentDir, content.FS, "content")
	l.labsFS, l.labsName = folder(labsDir, labs.FS, "labs")
	return l
}

// load reads both, holds each to the other and says what is wrong with them. It
// is for one goroutine at a time.
func (l *library) load() []course.Problem {
	b, problems := l.bookLoader.Load(l.contentFS, l.contentName)
	s, more := l.labLoader.Load(l.labsFS, l.labsName)
	problems = append(problems, more...)
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
func (l *library) Solutions(slug string) ([]course.Variant, error) {
	return l.shelf.Load().Solutions(slug)
}
