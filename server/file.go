package server

import (
	"fmt"
	"io"
	"net/http"

	"happensbefore/course"
)

// Files are the pictures and other files that pages of the book refer to, by
// their path below the book's folder.
type Files interface {
	File(path string) (io.ReadSeekCloser, course.FileKind, error) // or course.ErrNotFound
}

// filePolicy is for what an author has put beside the text. A drawing may hold
// scripts and load what it likes: as a picture in a page it cannot, and by
// itself it is of no origin, runs nothing, and is a file to be kept.
const filePolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"

func (s *Server) file(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	name := r.PathValue("file")
	if s.Files == nil {
		return fmt.Errorf("server: file %q: %w", name, course.ErrNotFound)
	}
	f, kind, err := s.Files.File(name)
	if err != nil {
		return err
	}
	defer f.Close()
	h := w.Header()
	h.Set(policyHeader, filePolicy)
	h.Set("Content-Type", kind.Type)
	if !kind.Picture || kind.Type == "image/svg+xml" {
		h.Set("Content-Disposition", "attachment")
	}
	asItIs(h)
	http.ServeContent(w, r, "", kind.Changed, f)
	return nil
}
