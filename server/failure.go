package server

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"happensbefore/course"
	"happensbefore/templates"
)

// A refusal is a condition that this room finds by itself.
type refusal struct {
	status int
	reason string        // for the reader; empty where the status says it all
	after  time.Duration // when to try again; 0 where that would not help
}

func (e *refusal) Error() string {
	return "refused with status " + strconv.Itoa(e.status) + ": " + e.reason
}

// gone is logged as the status of an answer that nobody waited for.
const gone = 499

// retry is when to come back if nobody knows better.
const retry = 5 * time.Second

// fail turns what a handler returned into a page. Errors stop here: what is
// our fault is logged, once, and its text goes nowhere else.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == context.Canceled {
		// The reader left, and no page can reach them. Most errors are then
		// only that; the rest is met again by somebody who stays.
		w.WriteHeader(gone)
		return
	}
	no := explain(err)
	if no.status >= 500 {
		s.Log.ErrorContext(r.Context(), "request failed", "method", r.Method, "path", r.URL.Path, "status", no.status, "err", err)
	}

	h := w.Header()
	for _, name := range []string{"ETag", "Content-Encoding", "Location", "Last-Modified"} {
		h.Del(name)
	}
	h.Set("Cache-Control", private.String())
	if no.after > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(no.after.Seconds()))))
	}
	page := templates.ErrorPage{Layout: s.layout(), Status: no.status, Reason: no.reason}
	// The request's time may be what ran out.
	body, err := render(context.WithoutCancel(r.Context()), templates.Error(page))
	if err != nil {
		s.Log.ErrorContext(r.Context(), "error page", "status", no.status, "err", err)
		http.Error(w, http.StatusText(no.status), no.status)
		return
	}
	send(w, no.status, htmlPage, body)
}

// explain is the one place that knows which error has which status.
func explain(err error) refusal {
	var (
		refused  *refusal
		invalid  *course.InvalidError
		tooLarge *http.MaxBytesError
		busy     *course.BusyError
	)
	switch {
	case errors.As(err, &refused):
		return *refused
	case errors.As(err, &invalid):
		return refusal{status: http.StatusUnprocessableEntity, reason: invalid.Field + ": " + invalid.Reason}
	case errors.As(err, &tooLarge):
		return refusal{status: http.StatusRequestEntityTooLarge}
	case errors.As(err, &busy) && busy.Own:
		return refusal{status: http.StatusTooManyRequests, after: busy.After,
			reason: fmt.Sprintf("%d of your own answers wait to be graded already. Wait for their verdicts, then send this one again.", busy.Before)}
	case errors.As(err, &busy):
		return refusal{status: http.StatusServiceUnavailable, after: busy.After,
			reason: fmt.Sprintf("%d answers are before yours in line, and the line is full. Nothing was taken; what you wrote is still in your editor. Send it again in a moment.", busy.Before)}
	case errors.Is(err, course.ErrNotFound):
		return refusal{status: http.StatusNotFound}
	case errors.Is(err, course.ErrForbidden):
		return refusal{status: http.StatusForbidden}
	case errors.Is(err, course.ErrConflict):
		return refusal{status: http.StatusConflict, reason: "Somebody, perhaps you in another window, changed this first. Load the page again and look at how it stands."}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return refusal{status: http.StatusServiceUnavailable, after: retry}
	default:
		return refusal{status: http.StatusInternalServerError}
	}
}
