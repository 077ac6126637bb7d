package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"happensbefore/course"
	"happensbefore/templates"
)

// A Search finds places in what a learner may see.
type Search interface {
	// Load makes the index anew and returns each chapter's symptoms, by its
	// slug, with the sections that explain them.
	Load(ctx context.Context, chapters []*course.Chapter, labs []course.Lab) (map[string][]course.Symptom, error)
	Find(ctx context.Context, query string, most int) (course.Findings, error)
	Passages(ctx context.Context, question string, most int) ([]course.Passage, error)
}

// indexed has a shelf's pages searched from now on, unless a newer one has come.
func (s *Server) indexed(of *shelf, chapters []*course.Chapter, labs []course.Lab) (map[string][]course.Symptom, error) {
	s.indexing.Lock()
	defer s.indexing.Unlock()
	if s.shelf.Load() != of {
		return nil, nil
	}
	return s.Search.Load(context.Background(), chapters, labs)
}

// find searches the pages as they are now.
func (s *Server) find(ctx context.Context, query string, most int) (course.Findings, error) {
	if _, err := s.shelf.Load().index(); err != nil {
		return course.Findings{}, err
	}
	return s.Search.Find(ctx, query, most)
}

const (
	foundOnPage   = 30 // findings on the page of a search
	foundAsTyped  = 8  // findings while somebody types: as many as fit below the field
	passagesShown = 5
)

// search is the page of a search, which needs no script.
func (s *Server) search(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	page := templates.SearchPage{Layout: s.layout(), Query: asked(r.URL.Query())}
	var err error
	if page.Findings, err = s.find(r.Context(), page.Query, foundOnPage); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, templates.Search(page))
}

// results are what a script shows below the field while somebody types.
func (s *Server) results(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	query := asked(r.URL.Query())
	found, err := s.find(r.Context(), query, foundAsTyped)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, templates.SearchResults(query, found))
}

// longestAsked is what one may ask at once, in bytes: a long sentence. What is
// behind it is cut off.
const longestAsked = 500

// asked is what somebody wants to know. A space at the end stays: it says that
// the last word is whole.
func asked(form url.Values) string {
	q := strings.ToValidUTF8(strings.TrimLeft(form.Get("q"), " \t\r\n"), "")
	if len(q) > longestAsked {
		q = strings.ToValidUTF8(q[:longestAsked], "")
	}
	return q
}
