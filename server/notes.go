package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"happensbefore/anchor"
	"happensbefore/course"
	"happensbefore/templates"
)

// Notes keep what learners mark in chapters, and what they write beside it.
type Notes interface {
	Notes(ctx context.Context, learner int64, chapter string) ([]course.Note, error) // of all chapters where it is empty
	NewNote(ctx context.Context, learner int64, n course.Note) (course.Note, error)
	// ChangeNote is course.ErrConflict where another window was first; the text
	// is then kept as a note of its own, which it returns.
	ChangeNote(ctx context.Context, learner, id int64, version int, text string) (course.Note, error)
	ForgetNote(ctx context.Context, learner, id int64) error // or course.ErrNotFound
}

// text reads a chapter's running text when somebody first has a note in it.
func text(c *course.Chapter) func() []rune {
	return sync.OnceValue(func() []rune { return []rune(anchor.Text(c.HTML)) })
}

// find gives a note's passage as the chapter has it now.
func (sh *shelf) find(n course.Note) (text []rune, place anchor.Place, ok bool) {
	read := sh.texts[n.Chapter]
	if read == nil {
		return nil, place, false
	}
	p := n.Quote
	text = read()
	place, ok = anchor.Find(text, anchor.Quote{Exact: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix, At: p.At})
	return text, place, ok
}

// MineNote is a note for the script that draws it: At and Found say where its
// passage begins, in UTF-16, and how it reads now; Found is empty for one that
// has lost its place.
type mineNote struct {
	ID      int64     `json:"id"`
	Version int       `json:"version"`
	Text    string    `json:"text"`
	Quote   string    `json:"quote"`
	Whole   bool      `json:"whole"`
	At      int       `json:"at"`
	Found   string    `json:"found"`
	Changed time.Time `json:"changed"`
}

func (sh *shelf) asMine(n course.Note) mineNote {
	m := mineNote{ID: n.ID, Version: n.Version, Text: n.Text, Quote: n.Quote.Exact, Whole: n.Quote.Whole, Changed: n.Changed}
	if text, place, ok := sh.find(n); ok {
		m.At = len(utf16.Encode(text[:place.Start]))
		m.Found = string(text[place.Start:place.End])
	}
	return m
}

func (s *Server) notesOf(ctx context.Context, who course.Learner, chapter string) ([]course.Note, error) {
	if who.ID == 0 {
		return nil, nil
	}
	return s.Notes.Notes(ctx, who.ID, chapter)
}

func (s *Server) notesPage(r *http.Request, who course.Learner) (templates.NotesPage, error) {
	shelf := s.shelf.Load()
	page := templates.NotesPage{Layout: s.layout(), Chapters: shelf.written}
	notes, err := s.notesOf(r.Context(), who, "")
	for _, n := range notes {
		placed := templates.PlacedNote{Note: n}
		if text, place, ok := shelf.find(n); ok {
			placed.Found = string(text[place.Start:place.End])
		}
		page.Notes = append(page.Notes, placed)
	}
	return page, err
}

func (s *Server) notes(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	page, err := s.notesPage(r, who)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, templates.Notes(page))
}

func (s *Server) notesFile(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	page, err := s.notesPage(r, who)
	if err != nil {
		return err
	}
	sendMarkdown(w, "notes.md", page.Markdown())
	return nil
}

func (s *Server) newNote(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	n, err := noteOf(r)
	if err != nil {
		return err
	}
	shelf := s.shelf.Load()
	if shelf.chapter(n.Chapter) == nil {
		return fmt.Errorf("server: chapter %q: %w", n.Chapter, course.ErrNotFound)
	}
	if _, _, ok := shelf.find(n); !ok {
		return &course.InvalidError{Field: "passage", Reason: "is not in the chapter as it reads now, or is there more than once; load the page again, or select more"}
	}
	if who, err = s.enrol(w, r, who, ""); err != nil {
		return err
	}
	if n, err = s.Notes.NewNote(r.Context(), who.ID, n); err != nil {
		return err
	}
	return s.told(w, r, http.StatusOK, n)
}

// noteOf reads the form of a new note.
func noteOf(r *http.Request) (course.Note, error) {
	if err := fields(r, "chapter", "section", "exact", "prefix", "suffix", "at", "whole", "note"); err != nil {
		return course.Note{}, err
	}
	form := r.PostForm
	body, err := noteText(r)
	if err != nil {
		return course.Note{}, err
	}
	p := course.Quote{Section: form.Get("section"), Exact: form.Get("exact"), Prefix: form.Get("prefix"), Suffix: form.Get("suffix"), Whole: form.Get("whole") == "true"}
	p.At, err = strconv.Atoi(form.Get("at"))
	switch {
	case err != nil || p.At < 0 || len(p.Section) > 200:
		return course.Note{}, &course.InvalidError{Field: "passage", Reason: "has no place; load the page again"}
	case writing(p.Exact) == "":
		return course.Note{}, &course.InvalidError{Field: "passage", Reason: "is empty; select some words first"}
	case utf8.RuneCountInString(p.Exact) > course.MaxPassage:
		return course.Note{}, &course.InvalidError{Field: "passage", Reason: fmt.Sprintf("is longer than %d characters; select less", course.MaxPassage)}
	case utf8.RuneCountInString(p.Prefix) > anchor.Context || utf8.RuneCountInString(p.Suffix) > anchor.Context:
		return course.Note{}, &course.InvalidError{Field: "passage", Reason: "comes with more around it than is kept; load the page again"}
	}
	for _, part := range []string{p.Exact, p.Prefix, p.Suffix, p.Section} {
		if !utf8.ValidString(part) {
			return course.Note{}, &course.InvalidError{Field: "passage", Reason: "is not UTF-8"}
		}
	}
	return course.Note{Chapter: form.Get("chapter"), Quote: p, Text: body}, nil
}

func noteText(r *http.Request) (string, error) {
	text, err := source(r, "note")
	if err != nil {
		return "", err
	}
	if text = writing(text); len(text) > course.MaxWords {
		return "", &course.InvalidError{Field: "note", Reason: fmt.Sprintf("is longer than %d KB; make two of it", course.MaxWords>>10)}
	}
	return text, nil
}

func (s *Server) changeNote(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	if err := fields(r, "version", "note"); err != nil {
		return err
	}
	text, err := noteText(r)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	version, versionErr := strconv.Atoi(r.PostForm.Get("version"))
	if err := errors.Join(err, versionErr); err != nil || who.ID == 0 {
		return fmt.Errorf("server: note %s: %w", r.PathValue("id"), course.ErrNotFound)
	}
	n, err := s.Notes.ChangeNote(r.Context(), who.ID, id, version, text)
	switch {
	case errors.Is(err, course.ErrConflict) && wantsFragment(r):
		return s.told(w, r, http.StatusConflict, n)
	case errors.Is(err, course.ErrConflict):
		return &refusal{status: http.StatusConflict, title: "Both are kept", reason: "This note was changed in another window since this page was loaded. What you wrote is kept beside it, as a note of its own."}
	case err != nil:
		return err
	}
	return s.told(w, r, http.StatusOK, n)
}

// told tells a script how the note is kept, and brings everybody else to
// where all notes are.
func (s *Server) told(w http.ResponseWriter, r *http.Request, status int, n course.Note) error {
	w.Header().Add("Vary", "X-Fragment")
	if wantsFragment(r) {
		return sendJSON(w, status, s.shelf.Load().asMine(n))
	}
	http.Redirect(w, r, "/notes#"+n.Chapter, http.StatusSeeOther)
	return nil
}

func (s *Server) forgetNote(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	return s.forget(w, r, who, "/notes", s.Notes.ForgetNote)
}
