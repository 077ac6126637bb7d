package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strings"
	"time"

	"happensbefore/course"
	"happensbefore/templates"
)

// A Scribe writes an answer to a question from passages, and from nothing
// else. It yields the answer piece by piece; an error, course.ErrSilent or one
// that wraps course.ErrUnwritten, is the last it yields.
type Scribe interface {
	Answer(ctx context.Context, question string, passages []course.Passage) iter.Seq2[course.Phrase, error]
}

// answerTime is how long an answer may take to be written. Below patience.
const answerTime = 28 * time.Second

// ask is the page of a question: the passages that speak of it. It is the same
// for all who ask.
func (s *Server) ask(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	page, err := s.askPage(r.Context(), r.URL.Query())
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, templates.Ask(page))
}

func (s *Server) askPage(ctx context.Context, form url.Values) (templates.AskPage, error) {
	page := templates.AskPage{Layout: s.layout(), Question: strings.TrimSpace(asked(form)), Writes: s.Scribe != nil}
	if page.Question == "" {
		return page, nil
	}
	_, err := s.shelf.Load().index()
	if err == nil {
		page.Passages, err = s.Search.Passages(ctx, page.Question, passagesShown)
	}
	return page, err
}

// askScribe has an answer written from the passages. A script gets it as it is
// written, as server-sent events; without one the page comes when it is whole.
// Where the book has no passage, nobody is asked.
func (s *Server) askScribe(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	if s.Scribe == nil {
		return fmt.Errorf("server: nobody writes answers here: %w", course.ErrNotFound)
	}
	if err := fields(r, "q"); err != nil {
		return err
	}
	page, err := s.askPage(r.Context(), r.PostForm)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(r.Context(), answerTime)
	defer cancel()
	defer context.AfterFunc(s.polls, cancel)()
	w.Header().Add("Vary", "X-Fragment")
	if !wantsFragment(r) {
		written := templates.Answer{}
		written.Ending = s.write(ctx, r, page, func(p course.Phrase) error {
			written.Phrases = append(written.Phrases, p)
			return nil
		})
		page.Answer = &written
		return s.show(w, r, http.StatusOK, templates.Ask(page))
	}

	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no") // as in events
	out := &stream{w: w, flush: http.NewResponseController(w).Flush}
	ending := s.write(ctx, r, page, func(p course.Phrase) error {
		piece, err := json.Marshal(map[string]any{"text": p.Text, "cite": p.Cite})
		if err != nil {
			return err
		}
		out.say("event: phrase\ndata: " + string(piece) + "\n\n")
		return out.err
	})
	last, err := json.Marshal(map[string]any{"says": ending.Says(), "failed": ending.Failed()})
	if err != nil {
		return err
	}
	out.say("event: ending\ndata: " + string(last) + "\n\n")
	return nil
}

// write tells each phrase of the answer and says how it ended.
func (s *Server) write(ctx context.Context, r *http.Request, page templates.AskPage, tell func(course.Phrase) error) templates.Ending {
	if len(page.Passages) == 0 {
		return templates.Silent
	}
	cited, dropped := false, false
	for p, err := range s.Scribe.Answer(ctx, page.Question, page.Passages) {
		switch {
		case errors.Is(err, course.ErrSilent):
			return templates.Silent
		case err != nil && ctx.Err() != nil:
			return templates.TooLong
		case err != nil:
			s.Log.ErrorContext(ctx, "answer failed", "method", r.Method, "path", r.URL.Path, "err", err)
			return templates.Unwritten
		case p.Dropped:
			dropped = true
			continue
		}
		cited = cited || p.Cite > 0
		if err := tell(p); err != nil {
			return templates.Unwritten // nobody reads it any more
		}
	}
	switch {
	case ctx.Err() != nil:
		return templates.TooLong
	case !cited:
		return templates.Uncited
	case dropped:
		return templates.Miscited
	}
	return templates.Complete
}
