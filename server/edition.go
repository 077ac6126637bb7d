package server

import (
	"context"
	"fmt"
	"net/http"

	"happensbefore/course"
	"happensbefore/edition"
	"happensbefore/templates"
)

// editions are the whole book, in the forms in which it is taken along.
type editions struct {
	page   *page // to print
	sheets *page // the rules of paper that know the chapters' titles
	epub   *page
}

// bind makes the editions.
func (s *Server) bind(ctx context.Context, layout templates.Layout, chapters []*course.Chapter, labs []course.Lab) (*editions, error) {
	v, err := edition.Bind(ctx, edition.Source{Outline: layout.Outline, Chapters: chapters, Labs: labs, Site: s.Site})
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	book, err := v.Printed(true)
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	body, err := render(ctx, templates.Book(templates.BookPage{Layout: layout, Book: book}))
	if err != nil {
		return nil, err
	}
	var e editions
	if e.page, err = newPage(htmlPage, body); err != nil {
		return nil, err
	}
	if e.sheets, err = newPage("text/css; charset=utf-8", []byte(v.Sheets())); err != nil {
		return nil, err
	}
	zipped, err := v.EPUB(ctx)
	if err != nil {
		return nil, fmt.Errorf("server: %w", err)
	}
	e.epub = &page{kind: edition.EPUBType, forms: map[coding]form{plain: newForm(zipped)}}
	return &e, nil
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
