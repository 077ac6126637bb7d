package server

import (
	"fmt"
	"net/http"

	"happensbefore/course"
	"happensbefore/static"
)

// Assets are the scripts, styles and fonts, by names that hold their hashes.
type Assets interface {
	URL(name string) string // where the file with the plain name is served
	File(path string) (static.File, bool)
}

func (s *Server) asset(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	file, ok := s.Assets.File(r.URL.Path)
	if !ok {
		return fmt.Errorf("server: asset %q: %w", r.URL.Path, course.ErrNotFound)
	}
	// The name already says which bytes these are; with the coding it is a tag.
	p := page{kind: file.Type, forms: make(map[coding]form)}
	for c, bytes := range map[coding][]byte{plain: file.Identity, gzipped: file.Gzip, brotled: file.Brotli} {
		if bytes != nil {
			p.forms[c] = form{bytes, `"` + r.PathValue("file") + ":" + string(c) + `"`}
		}
	}
	return p.serve(w, r)
}
