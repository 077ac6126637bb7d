package server

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"happensbefore/course"
	"happensbefore/templates"
)

// A refusal is a condition that this room finds by itself.
type refusal struct {
	status int
	title  string        // in place of the status's own
	reason string        // for the reader; empty where the status says it all
	after  time.Duration // when to try again; 0 where that would not help
	busy   bool          // nothing is broken: there is only too much to do
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
	if no.status >= 500 && !no.busy {
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
	// The request's time may be what ran out.
	body, err := render(context.WithoutCancel(r.Context()), s.failurePage(r, no))
	if err != nil {
		s.Log.ErrorContext(r.Context(), "error page", "status", no.status, "err", err)
		http.Error(w, http.StatusText(no.status), no.status)
		return
	}
	send(w, no.status, htmlPage, body)
}

// failurePage says why there is no answer. Who was only too many gets the way
// to ask again with what they sent: a script its place, a form itself.
func (s *Server) failurePage(r *http.Request, no refusal) templ.Component {
	if no.busy && wantsFragment(r) {
		return templates.Busy(templates.BusyView{Title: no.title, Reason: no.reason, After: no.after})
	}
	page := templates.ErrorPage{Layout: s.layout(), Status: no.status, Title: no.title, Reason: no.reason}
	if no.busy && r.Method == http.MethodPost {
		page.Again = &templates.AgainForm{Action: r.URL.Path}
		for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
			for _, value := range r.PostForm[name] {
				page.Again.Fields = append(page.Again.Fields, templates.AgainField{Name: name, Value: value})
			}
		}
	}
	return templates.Error(page)
}

// busyness words being one too many.
func busyness(busy *course.BusyError) refusal {
	no := refusal{after: busy.After, busy: true}
	if no.after <= 0 {
		no.after = retry
	}
	if busy.Own {
		no.status, no.title = http.StatusTooManyRequests, "Your own come first"
		no.reason = fmt.Sprintf("%d of yours are in line already, which is one reader’s share of this server. This one was not taken, and nothing else is lost: send it again when one of them has its answer.", busy.Before)
		if busy.Before == 1 {
			no.reason = "One of yours is in line already, which is one reader’s share of this server. This one was not taken, and nothing else is lost: send it again when the other has its answer."
		}
		return no
	}
	no.status, no.title = http.StatusServiceUnavailable, "The line is full"
	no.reason = fmt.Sprintf("%d were here before you, and the line takes no more just now. Yours was not taken, and nothing else is lost: send it again in a moment.", busy.Before)
	if busy.Before == 1 {
		no.reason = "One was here before you, and the line takes no more just now. Yours was not taken, and nothing else is lost: send it again in a moment."
	}
	return no
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
	case errors.As(err, &busy):
		return busyness(busy)
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
