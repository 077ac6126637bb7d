package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"

	"golang.org/x/sync/errgroup"

	"happensbefore/course"
	"happensbefore/templates"
)

// A Book is the text of the course. Its methods are called at start and at
// each Reload, and Outline for every page besides.
type Book interface {
	Outline() *course.Outline
	Chapter(slug string) (*course.Chapter, error) // or course.ErrNotFound
}

// A shelf holds every page that is the same for everybody.
type shelf struct {
	landing, symptoms, labs *page
	chapters                map[string]*page
	editions                *editions
}

// Reload renders the book and the list of labs again, as they are now. Until
// it is done the old pages are served, and they stay if it fails.
func (s *Server) Reload() error {
	ctx := context.Background()
	chapters, err := s.written()
	if err != nil {
		return err
	}
	next := &shelf{chapters: make(map[string]*page)}
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	draw := func(into **page, what string, render func() ([]byte, error)) {
		work.Go(func() error {
			body, err := render()
			if err == nil {
				*into, err = newPage(htmlPage, body)
			}
			if err != nil {
				return fmt.Errorf("server: %s: %w", what, err)
			}
			return nil
		})
	}
	layout, labs := s.layout(), s.Labs.Labs()
	draw(&next.landing, "landing page", func() ([]byte, error) {
		return render(ctx, templates.Landing(landing(layout, chapters, labs)))
	})
	draw(&next.symptoms, "symptom index", func() ([]byte, error) {
		return render(ctx, templates.Symptoms(templates.SymptomsPage{Layout: layout, Chapters: chapters}))
	})
	draw(&next.labs, "list of labs", func() ([]byte, error) {
		return render(ctx, templates.Labs(templates.LabsPage{Layout: layout, Labs: labs}))
	})
	pages := make([]*page, len(chapters))
	for i, c := range chapters {
		draw(&pages[i], "chapter "+c.Slug, func() ([]byte, error) {
			return render(ctx, templates.Chapter(templates.ChapterPage{Layout: layout, Chapter: c, Labs: course.Named(labs, c.Labs)}))
		})
	}
	work.Go(func() (err error) {
		next.editions, err = s.bind(ctx, layout, chapters, labs)
		return err
	})
	if err := work.Wait(); err != nil {
		return err
	}
	for i, c := range chapters {
		pages[i].runs = len(c.Examples) > 0
		next.chapters[c.Slug] = pages[i]
	}
	s.shelf.Store(next)
	return nil
}

// written are the chapters and appendices that exist, in reading order.
func (s *Server) written() ([]*course.Chapter, error) {
	var list []*course.Chapter
	for e := range s.Book.Outline().Entries {
		if e.Slug == "" || e.Draft {
			continue
		}
		c, err := s.Book.Chapter(e.Slug)
		if errors.Is(err, course.ErrNotFound) {
			// The outline's fault, which check reports; the rest can be read.
			s.Log.Warn("the outline names a chapter that is not there", "chapter", e.Slug)
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("server: chapter %s: %w", e.Slug, err)
		}
		list = append(list, c)
	}
	return list, nil
}

// landing offers the first entry as the start, and to try the first one after
// it that shows all the course can do: a program to run and a lab to build.
func landing(layout templates.Layout, chapters []*course.Chapter, labs []course.Lab) templates.LandingPage {
	p := templates.LandingPage{Layout: layout, Labs: labs}
	for i, c := range chapters {
		entry := &course.Entry{Slug: c.Slug, Title: c.Title, Number: c.Number}
		if i == 0 {
			p.Start = entry
		} else if len(c.Examples) > 0 && len(course.Named(labs, c.Labs)) > 0 {
			p.Try = entry
			break
		}
	}
	return p
}

func (s *Server) landing(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().landing.serve(w, r)
}

func (s *Server) symptoms(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().symptoms.serve(w, r)
}
