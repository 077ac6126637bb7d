package server

import (
	"fmt"
	"net/http"

	"happensbefore/course"
)

// Histories draws the operations of a trace in a page of its own, which holds
// scripts: it is shown in a sandbox.
type Histories interface {
	Drawable(trace string) bool
	Draw(trace string) ([]byte, error) // or course.ErrNotFound
}

// history is a picture of what clients asked for and were told in the run that
// failed a check.
func (s *Server) history(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	_, kept, err := s.ownLab(r, who)
	if err != nil {
		return err
	}
	test := r.PathValue("test")
	if kept.Graded() {
		for _, c := range kept.Verdict.Checks {
			if c.Test != test {
				continue
			}
			page, err := s.Histories.Draw(c.Trace)
			if err != nil {
				return fmt.Errorf("server: history of %s in submission %d: %w", test, kept.ID, err)
			}
			w.Header().Set(policyHeader, sandboxPolicy)
			send(w, http.StatusOK, htmlPage, page)
			return nil
		}
	}
	return fmt.Errorf("server: history of %q in submission %d: %w", test, kept.ID, course.ErrNotFound)
}
