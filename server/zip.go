package server

import (
	"fmt"
	"net/http"

	"github.com/klauspost/compress/gzhttp"
)

// newZip makes the layer that compresses pages and fragments that are made for
// one request, and says of every answer that it varies with what its reader can
// unpack. It leaves alone what is already compressed, streams of events, and
// what is too short to gain.
func newZip() (func(http.Handler) http.HandlerFunc, error) {
	zip, err := gzhttp.NewWrapper(
		gzhttp.ContentTypes([]string{"text/html"}), // an event must not wait for a block to fill
		gzhttp.EnableZstd(false),                   // no smaller for pages like ours
	)
	if err != nil {
		return nil, fmt.Errorf("server: gzip: %w", err)
	}
	return zip, nil
}

func (s *Server) zipped(next http.Handler) http.Handler { return s.zip(next) }

// asItIs keeps an answer out of it: its tag stands for these very bytes.
func asItIs(h http.Header) { h.Set(gzhttp.HeaderNoCompression, "") }
