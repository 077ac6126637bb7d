package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/a-h/templ"

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
	landing, symptoms, labs, principles *sheet
	chapters                            map[string]*sheet
	written                             []*course.Chapter        // what they are made of, in reading order
	texts                               map[string]func() []rune // their running text, by slug
	editions                            editions
	feed, offline, offlineList          *sheet
	order                               []*sheet // all of them, as they are warmed

	// index has the pages searched, once, and is the chapters' symptoms with the
	// sections that explain them.
	index func() (map[string][]course.Symptom, error)
}

// chapter is what a page was made of; nil where there is none.
func (sh *shelf) chapter(slug string) *course.Chapter {
	for _, c := range sh.written {
		if c.Slug == slug {
			return c
		}
	}
	return nil
}

// A sheet is a page that is rendered and compressed when somebody first asks
// for it, or when it is its turn in warm.
type sheet struct {
	runs bool // it has programs, which engines run
	made func() (*page, error)
}

func (sh *sheet) serve(w http.ResponseWriter, r *http.Request) error {
	p, err := sh.made()
	if err != nil {
		return err
	}
	return p.serve(w, r)
}

// sheet adds a page; what it shows must not change any more.
func (sh *shelf) sheet(what string, draw func() (*page, error)) *sheet {
	made := &sheet{made: sync.OnceValues(func() (*page, error) {
		p, err := draw()
		if err != nil {
			return nil, fmt.Errorf("server: %s: %w", what, err)
		}
		return p, nil
	})}
	sh.order = append(sh.order, made)
	return made
}

// codings are those in which pages are kept: none in a preview, whose reader is
// on this machine, and waits.
func (s *Server) codings() []coding {
	if s.Live {
		return nil
	}
	return []coding{gzipped, brotled}
}

// drawn is a page made of a component.
func (s *Server) drawn(c templ.Component) (*page, error) {
	body, err := render(context.Background(), c)
	if err != nil {
		return nil, err
	}
	return newPage(htmlPage, body, s.codings()...)
}

// Reload has every page that is the same for everybody rendered again, from the
// book and the labs as they are now.
func (s *Server) Reload() error {
	chapters, err := s.written()
	if err != nil {
		return err
	}
	next := &shelf{chapters: make(map[string]*sheet, len(chapters)), written: chapters, texts: make(map[string]func() []rune, len(chapters))}
	for _, c := range chapters {
		next.texts[c.Slug] = text(c)
	}
	layout, labs := s.layout(), s.Labs.Labs()
	layout.Outline = s.Book.Outline()
	next.index = sync.OnceValues(func() (map[string][]course.Symptom, error) { return s.indexed(next, chapters, labs) })
	told, err := leaves(chapters, labs)
	if err != nil {
		return err
	}
	published, err := s.publish(told)
	if err != nil {
		return err
	}
	next.landing = next.sheet("landing page", func() (*page, error) {
		p := landing(layout, chapters, labs)
		if !s.Live { // whoever writes does not wait for an EPUB
			epub, err := next.editions.epub.made()
			if err != nil {
				return nil, err
			}
			p.EPUB = epub.smallest()
		}
		return s.drawn(templates.Landing(p))
	})
	next.symptoms = next.sheet("symptom index", func() (*page, error) {
		symptoms, err := next.index()
		if err != nil {
			return nil, err
		}
		return s.drawn(templates.Symptoms(templates.SymptomsPage{Layout: layout, Chapters: chapters, Symptoms: symptoms}))
	})
	next.principles = next.sheet("sheet of principles", func() (*page, error) {
		return s.drawn(templates.Sheet(templates.SheetPage{Layout: layout, Chapters: chapters}))
	})
	next.labs = next.sheet("list of labs", func() (*page, error) {
		return s.drawn(templates.Labs(templates.LabsPage{Layout: layout, Labs: labs}))
	})
	for _, c := range chapters {
		sh := next.sheet("chapter "+c.Slug, func() (*page, error) {
			beside := layout
			beside.Outline = layout.Outline.Around(c.Slug, outlineMost)
			return s.drawn(templates.Chapter(templates.ChapterPage{Layout: beside, Chapter: c, Labs: course.Named(labs, c.Labs)}))
		})
		sh.runs = len(c.Examples) > 0
		next.chapters[c.Slug] = sh
	}
	next.editions = s.bind(next, layout, chapters, labs, changed(published))
	next.offline = next.sheet("offline page", func() (*page, error) {
		return s.drawn(templates.Offline(templates.OfflinePage{Layout: layout}))
	})
	next.offlineList = next.sheet("what can be kept", func() (*page, error) {
		return s.keepable(next, chapters, labs)
	})
	next.feed = next.sheet("feed", func() (*page, error) {
		return s.feed(siteTitle(layout.Outline), told, published)
	})
	s.shelf.Store(next)
	return nil
}

// warm makes the pages that nobody has asked for yet, so that no reader waits
// for one, with one processor at the most. A fault is told to who asks.
func (s *Server) warm(ctx context.Context) {
	for _, sh := range s.shelf.Load().order {
		if ctx.Err() != nil {
			return
		}
		if _, err := sh.made(); err != nil {
			s.Log.ErrorContext(ctx, "a page cannot be rendered", "err", err)
		}
	}
}

// siteTitle is what the course is called.
func siteTitle(o *course.Outline) string {
	if o == nil || o.Title == "" {
		return "Happens Before"
	}
	return o.Title
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

func (s *Server) sheet(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().principles.serve(w, r)
}
