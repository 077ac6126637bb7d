package server

import (
	"context"
	"net/http"
	"sync"
	"time"

	"happensbefore/course"
	"happensbefore/edition"
	"happensbefore/templates"
)

// editions are the whole book, in the forms in which it is taken along.
type editions struct {
	page   *sheet // to print
	sheets *sheet // the rules of paper that know the chapters' titles
	epub   *sheet
}

// bind adds the editions to the shelf.
func (s *Server) bind(next *shelf, layout templates.Layout, chapters []*course.Chapter, labs []course.Lab, changed time.Time) editions {
	volume := sync.OnceValues(func() (*edition.Volume, error) {
		return edition.Bind(context.Background(), edition.Source{Outline: layout.Outline, Chapters: chapters, Labs: labs, Site: s.Site, Changed: changed})
	})
	of := func(what string, draw func(v *edition.Volume) (*page, error)) *sheet {
		return next.sheet(what, func() (*page, error) {
			v, err := volume()
			if err != nil {
				return nil, err
			}
			return draw(v)
		})
	}
	return editions{
		page: of("book to print", func(v *edition.Volume) (*page, error) {
			book, err := v.Printed(true)
			if err != nil {
				return nil, err
			}
			return s.drawn(templates.Book(templates.BookPage{Layout: layout, Book: book}))
		}),
		sheets: of("rules of paper", func(v *edition.Volume) (*page, error) {
			return newPage("text/css; charset=utf-8", []byte(v.Sheets()), s.codings()...)
		}),
		epub: of("EPUB", func(v *edition.Volume) (*page, error) {
			zipped, err := v.EPUB(context.Background())
			if err != nil {
				return nil, err
			}
			return &page{kind: edition.EPUBType, forms: map[coding]form{plain: newForm(zipped)}}, nil
		}),
	}
}

func (s *Server) wholeBook(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().editions.page.serve(w, r)
}

func (s *Server) bookSheets(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().editions.sheets.serve(w, r)
}

// epub is for a reading device: it is a file to be kept, whatever the browser
// would do with it.
func (s *Server) epub(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	w.Header().Set("Content-Disposition", `attachment; filename="book.epub"`)
	return s.shelf.Load().editions.epub.serve(w, r)
}
