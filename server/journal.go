package server

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"happensbefore/course"
	"happensbefore/templates"
)

// Journal keeps what learners write to the questions for their design reviews.
type Journal interface {
	Journal(ctx context.Context, learner int64) ([]course.Answer, error) // in the order in which they were begun
	KeepAnswer(ctx context.Context, learner int64, a course.Answer) (course.Answer, error)
	ForgetAnswer(ctx context.Context, learner, id int64) error // or course.ErrNotFound
}

// journalOf asks the store about learners only.
func (s *Server) journalOf(r *http.Request, who course.Learner) (templates.JournalPage, error) {
	page := templates.JournalPage{Layout: s.layout(), Chapters: s.shelf.Load().written}
	if who.ID == 0 {
		return page, nil
	}
	var err error
	page.Answers, err = s.Journal.Journal(r.Context(), who.ID)
	return page, err
}

func (s *Server) journal(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	page, err := s.journalOf(r, who)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, templates.Journal(page))
}

func (s *Server) journalFile(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	page, err := s.journalOf(r, who)
	if err != nil {
		return err
	}
	sendMarkdown(w, "design-review-journal.md", page.Markdown())
	return nil
}

func sendMarkdown(w http.ResponseWriter, name, text string) {
	w.Header().Set("Content-Disposition", `attachment; filename="`+name+`"`)
	send(w, http.StatusOK, "text/markdown; charset=utf-8", []byte(text))
}

// keepAnswer keeps what was written so far. A script wants to know what its
// next change will be a change of; without one the reader goes to where the
// answer can be seen.
func (s *Server) keepAnswer(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	a, err := answerOf(r)
	if err != nil {
		return err
	}
	if err := s.asks(r, who, a); err != nil {
		return err
	}
	if a.Text == "" && who.ID == 0 {
		return &course.InvalidError{Field: "answer", Reason: "is empty, and there is none that it would end"}
	}
	if who, err = s.enrol(w, r, who, ""); err != nil {
		return err
	}
	kept, err := s.Journal.KeepAnswer(r.Context(), who.ID, a)
	if err != nil {
		return err
	}
	w.Header().Add("Vary", "X-Fragment")
	if wantsFragment(r) {
		return sendJSON(w, http.StatusOK, asMine(kept))
	}
	http.Redirect(w, r, "/journal#"+a.Chapter, http.StatusSeeOther)
	return nil
}

// answerOf reads the form. Its id and version are those of the answer that it
// changes; both may be missing.
func answerOf(r *http.Request) (course.Answer, error) {
	var a course.Answer
	if err := fields(r, "chapter", "question", "answer", "id", "version"); err != nil {
		return a, err
	}
	text, err := source(r, "answer")
	if err != nil {
		return a, err
	}
	a = course.Answer{Chapter: r.PostForm.Get("chapter"), Question: r.PostForm.Get("question"), Text: writing(text)}
	if id := r.PostForm.Get("id"); id != "" {
		var version int
		a.ID, err = strconv.ParseInt(id, 10, 64)
		if err == nil {
			version, err = strconv.Atoi(r.PostForm.Get("version"))
		}
		if err != nil {
			return a, &course.InvalidError{Field: "id", Reason: "is none of ours; load the page again and send it from there"}
		}
		a.Version = version
	}
	return a, nil
}

// writing is a learner's text as it is kept: whatever cannot be shown is out
// of it, and so is white space around it.
func writing(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(text)
}

// asks refuses an answer to what no chapter asks, unless the learner has
// answered it when the chapter still did.
func (s *Server) asks(r *http.Request, who course.Learner, a course.Answer) error {
	c := s.shelf.Load().chapter(a.Chapter)
	if c != nil && c.Review != nil && slices.Contains(c.Review.Questions, a.Question) {
		return nil
	}
	if who.ID != 0 {
		list, err := s.Journal.Journal(r.Context(), who.ID)
		if err != nil {
			return err
		}
		for _, kept := range list {
			if kept.Chapter == a.Chapter && kept.Question == a.Question {
				return nil
			}
		}
	}
	return &course.InvalidError{Field: "question", Reason: "is not one that the chapter asks; it may have changed, so load the page again"}
}

func (s *Server) forgetAnswer(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	return s.forget(w, r, who, "/journal", s.Journal.ForgetAnswer)
}

// forget deletes what has the id in the address, and shows the rest.
func (s *Server) forget(w http.ResponseWriter, r *http.Request, who course.Learner, rest string, forget func(ctx context.Context, learner, id int64) error) error {
	if err := fields(r); err != nil {
		return err
	}
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || who.ID == 0 {
		return fmt.Errorf("server: %s: %w", r.URL.Path, course.ErrNotFound)
	}
	if err := forget(r.Context(), who.ID, id); err != nil {
		return err
	}
	w.Header().Add("Vary", "X-Fragment")
	if wantsFragment(r) {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, rest, http.StatusSeeOther)
	return nil
}
