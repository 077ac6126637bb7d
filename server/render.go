package server

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"happensbefore/templates"
)

const htmlPage = "text/html; charset=utf-8"

// outlineMost is how many entries of the outline a page carries: what is read at
// a glance, and some 100 KB before compression.
const outlineMost = 500

// layout is what every page has around it, as the book stands now.
func (s *Server) layout() templates.Layout {
	l := templates.Layout{Outline: s.Book.Outline().Around("", outlineMost), Assets: s.Assets.URL}
	if s.Live {
		l.Live = strconv.Itoa(s.live.now().version)
	}
	return l
}

func render(ctx context.Context, c templ.Component) ([]byte, error) {
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		return nil, fmt.Errorf("server: render: %w", err)
	}
	return b.Bytes(), nil
}

// show renders a page to its end and only then begins to answer, so that a
// fault in a template is a clean failure and not half a page.
func (s *Server) show(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	body, err := render(r.Context(), c)
	if err != nil {
		return err
	}
	send(w, status, htmlPage, body)
	return nil
}

// either shows the fragment to a script, which says so in a header, and the
// page to everybody else.
func (s *Server) either(w http.ResponseWriter, r *http.Request, fragment, page templ.Component) error {
	w.Header().Add("Vary", "X-Fragment")
	if wantsFragment(r) {
		w.Header().Set(policyHeader, strictPolicy) // the page that it goes into has its own
		return s.show(w, r, http.StatusOK, fragment)
	}
	return s.show(w, r, http.StatusOK, page)
}

func wantsFragment(r *http.Request) bool { return r.Header.Get("X-Fragment") == "true" }

func send(w http.ResponseWriter, status int, kind string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body) // the reader going away is not our error
}
