package server

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"happensbefore/course"
)

// chain is what every request passes, outermost first.
func (s *Server) chain(mux *http.ServeMux) http.Handler {
	var h http.Handler = s.dispatch(mux)
	for _, layer := range []func(http.Handler) http.Handler{
		s.sameSite,  // innermost: a forged request gets no further
		s.bounded,   // ours is not for ever
		s.zipped,    // what is made for one request
		s.recovered, // a panic is a failed request, not a dead connection
		secured,     // on failures too
		s.logged,    // outermost: whatever happened, this is how it ended
	} {
		h = layer(h)
	}
	return h
}

// row is the part of the chain that the route table decides, in the order of
// what it costs: counting, reading the form, asking the store.
func (s *Server) row(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", s.caching(rt.policy))
		if err := s.answer(rt, w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// caching is the policy, except that a preview's pages may change at any time.
func (s *Server) caching(p policy) string {
	if s.Live && p == shared {
		p = private
	}
	return p.String()
}

func (s *Server) answer(rt route, w http.ResponseWriter, r *http.Request) error {
	if meter := s.meters[rt.pace]; meter != nil {
		if wait := meter.wait(client(r, s.Proxies)); wait > 0 {
			return &refusal{status: http.StatusTooManyRequests, after: wait}
		}
	}
	r.Body = http.MaxBytesReader(w, r.Body, rt.body)
	if rt.body > 0 {
		if err := readForm(r, rt.body); err != nil {
			return err
		}
	}
	who, err := s.admit(rt, r)
	if err != nil {
		return err
	}
	return rt.handler(w, r, who)
}

// admit finds out who asks, as far as the row cares, and whether they may.
func (s *Server) admit(rt route, r *http.Request) (course.Learner, error) {
	if rt.access == everyone {
		return course.Learner{}, nil
	}
	who, err := s.recognise(r)
	if err != nil {
		return course.Learner{}, err
	}
	switch rt.access {
	case visitor:
		return who, nil
	case learner:
		if who.ID == 0 {
			return who, &refusal{status: http.StatusForbidden, reason: "This browser has no submissions here."}
		}
		return who, nil
	case passer:
		return who, s.passed(r, who)
	default:
		return who, course.ErrForbidden
	}
}

// dispatch finds the row. The mux writes its own plain 404 and 405; here they
// become pages like every other failure.
func (s *Server) dispatch(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		missed := miss{header: make(http.Header)}
		mux.ServeHTTP(&missed, r)
		if missed.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", missed.header.Get("Allow"))
			s.fail(w, r, &refusal{status: http.StatusMethodNotAllowed})
			return
		}
		s.fail(w, r, course.ErrNotFound)
	})
}

// A miss takes in the mux's own answer where no row matches.
type miss struct {
	header http.Header
	status int
}

func (m *miss) Header() http.Header         { return m.header }
func (m *miss) WriteHeader(status int)      { m.status = status }
func (m *miss) Write(b []byte) (int, error) { return len(b), nil }

// sameSite refuses a change that another site's page asks for in a reader's
// name. Programs that are no browsers send neither of the headers it goes by.
func (s *Server) sameSite(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := protection.Check(r); err != nil {
			s.fail(w, r, &refusal{status: http.StatusForbidden, reason: "This form was sent from another site. Open the page here and send it from there."})
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *Server) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), patience)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if fault == http.ErrAbortHandler {
				panic(fault)
			}
			err := fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
			if rec, ok := w.(*recorder); ok && rec.status != 0 {
				// Part of an answer is out: the reader must see that it broke off.
				s.Log.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "err", err)
				panic(http.ErrAbortHandler)
			}
			s.fail(w, r, err)
		}()
		next.ServeHTTP(w, r)
	})
}

// secured sets what a browser must not do with any answer of ours.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set(policyHeader, strictPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// logged writes a line for each request: what was asked and how it ended.
// Cookies, forms and queries stay out of it.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		rec := &recorder{ResponseWriter: w}
		defer func() {
			s.Log.InfoContext(r.Context(), "request",
				"method", r.Method, "path", r.URL.Path, "status", rec.status, "bytes", rec.bytes,
				"elapsed", time.Since(begin), "client", client(r, s.Proxies))
		}()
		next.ServeHTTP(rec, r)
	})
}

// A recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int // 0 until an answer began
	bytes  int64
}

func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 && status >= 200 {
		rec.status = status
	}
	rec.ResponseWriter.WriteHeader(status)
}

func (rec *recorder) Write(b []byte) (int, error) {
	if rec.status == 0 {
		rec.status = http.StatusOK
	}
	n, err := rec.ResponseWriter.Write(b)
	rec.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (rec *recorder) Unwrap() http.ResponseWriter { return rec.ResponseWriter }

// Flush is for what does not look behind a writer. That the reader has left is
// said by the next Write and by the request's context.
func (rec *recorder) Flush() { http.NewResponseController(rec.ResponseWriter).Flush() } //nolint:errcheck // as said
