package server

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"happensbefore/course"
	"happensbefore/templates"
)

func (s *Server) chapter(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	page, err := s.chapterPage(r.PathValue("slug"))
	if err != nil {
		return err
	}
	if !page.runs {
		w.Header().Set(policyHeader, strictPolicy)
	}
	return page.serve(w, r)
}

func (s *Server) chapterPage(slug string) (*sheet, error) {
	page, ok := s.shelf.Load().chapters[slug]
	if !ok {
		return nil, fmt.Errorf("server: chapter %q: %w", slug, course.ErrNotFound)
	}
	return page, nil
}

// markRead ticks the chapter. A script wants only to know that it worked;
// without one the reader goes to where the tick can be seen.
func (s *Server) markRead(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	slug := r.PathValue("slug")
	if _, err := s.chapterPage(slug); err != nil {
		return err
	}
	if err := fields(r); err != nil {
		return err
	}
	who, err := s.enrol(w, r, who, "")
	if err != nil {
		return err
	}
	if err := s.Reading.MarkRead(r.Context(), who.ID, slug); err != nil {
		return err
	}
	w.Header().Add("Vary", "X-Fragment")
	if wantsFragment(r) {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, "/progress", http.StatusSeeOther)
	return nil
}

// runExample runs a chapter's example as the reader has changed it.
func (s *Server) runExample(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	if err := fields(r, program); err != nil {
		return err
	}
	text, err := source(r, program)
	if err != nil {
		return err
	}
	v, err := s.Runner.Example(r.Context(), s.asker(r, who), text)
	if err != nil {
		return err
	}
	return s.either(w, r, templates.ExampleResult(&v), templates.RunResult(templates.RunResultPage{
		Layout:  s.layout(),
		Source:  text,
		Verdict: &v,
		Back:    s.cameFrom(r),
	}))
}

// cameFrom is the path of the chapter that the form was on, if it was on one
// of ours.
func (s *Server) cameFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return ""
	}
	slug, ok := strings.CutPrefix(from.Path, "/chapters/")
	if !ok {
		return ""
	}
	if _, err := s.chapterPage(slug); err != nil {
		return ""
	}
	return "/chapters/" + slug
}
