package server

import (
	"bytes"
	"fmt"
	"io"
	"net/http"

	"github.com/andybalholm/brotli"

	"happensbefore/course"
	"happensbefore/static"
)

// Assets are the scripts, styles and fonts, by names that hold their hashes.
type Assets interface {
	URL(name string) string // where the file with the plain name is served
	File(path string) (static.File, bool)
	Paths() []string // of all of them
}

func (s *Server) asset(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	file, ok := s.Assets.File(r.URL.Path)
	if !ok {
		return fmt.Errorf("server: asset %q: %w", r.URL.Path, course.ErrNotFound)
	}
	if file.Identity == nil {
		return packed(w, r, file)
	}
	// The name already says which bytes these are; with the coding it is a tag.
	p := page{kind: file.Type, forms: make(map[coding]form)}
	for c, bytes := range map[coding][]byte{plain: file.Identity, gzipped: file.Gzip, brotled: file.Brotli} {
		if bytes != nil {
			p.forms[c] = form{bytes, `"` + r.PathValue("file") + ":" + string(c) + `"`}
		}
	}
	if len(p.forms) == 1 {
		w.Header().Del("Vary") // a font is the same for every reader
	}
	return p.serve(w, r)
}

// serviceWorker is the script that keeps pages and files for readers without a
// network. It answers for every page, so it stands above them all, under a name
// that never changes.
func (s *Server) serviceWorker(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	file, ok := s.Assets.File(s.Assets.URL("service-worker.js"))
	if !ok {
		return fmt.Errorf("server: service worker: %w", course.ErrNotFound)
	}
	p := page{kind: file.Type, forms: map[coding]form{plain: newForm(file.Identity)}}
	return p.serve(w, r)
}

// packed sends a file that is kept compressed alone. Whoever cannot read it so
// gets it unpacked: browsers ask for brotli wherever the connection is safe.
func packed(w http.ResponseWriter, r *http.Request, file static.File) error {
	p := page{kind: file.Type, forms: map[coding]form{brotled: {file.Brotli, `"` + r.PathValue("file") + `:br"`}}}
	if p.negotiate(r.Header.Values("Accept-Encoding")) == brotled {
		return p.serve(w, r)
	}
	h := w.Header()
	asItIs(h)
	h.Set("Content-Type", file.Type)
	w.WriteHeader(http.StatusOK)
	io.Copy(w, brotli.NewReader(bytes.NewReader(file.Brotli))) //nolint:errcheck // the reader going away is not our error
	return nil
}
