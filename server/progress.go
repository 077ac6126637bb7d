package server

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"

	"happensbefore/course"
	"happensbefore/templates"
)

// Reading keeps what a learner has read, and knows what they have passed.
type Reading interface {
	MarkRead(ctx context.Context, learner int64, chapter string) error
	Progress(ctx context.Context, learner int64) (course.Progress, error)
}

func (s *Server) progress(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	progress, err := s.progressOf(r.Context(), who)
	if err != nil {
		return err
	}
	choices, err := s.choicesOf(r.Context(), who)
	if err != nil {
		return err
	}
	due, err := s.due(r.Context(), who)
	if err != nil {
		return err
	}
	journal, err := s.journalOf(r, who)
	if err != nil {
		return err
	}
	notes, err := s.notesOf(r.Context(), who, "")
	if err != nil {
		return err
	}
	tallies := make(map[string]templates.Tally)
	for _, c := range s.shelf.Load().written {
		if t := templates.TallyOf(c, choices); t.Answered > 0 {
			tallies[c.Slug] = t
		}
	}
	return s.show(w, r, http.StatusOK, templates.Progress(templates.ProgressPage{
		Layout:   s.layout(),
		Progress: progress,
		Labs:     s.Labs.Labs(),
		Tallies:  tallies,
		Due:      due,
		Answers:  len(journal.Answers),
		Notes:    len(notes),
	}))
}

// me is what a script needs to tick a page that is the same for everybody.
func (s *Server) me(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	progress, err := s.progressOf(r.Context(), who)
	if err != nil {
		return err
	}
	// Lists, never null: scripts loop over them.
	answer := struct {
		Read   []string `json:"read"`
		Passed []string `json:"passed"`
		Kept   []string `json:"kept"` // chapters in which there is something of the learner's
		Due    int      `json:"due"`  // questions to be asked again
		// Null for a stranger: a place is sent here only by who has some work here.
		Places []placeView `json:"places,omitzero"`
	}{Read: []string{}, Passed: []string{}, Kept: []string{}}
	answer.Read = slices.AppendSeq(answer.Read, maps.Keys(progress.Read))
	for slug, standing := range progress.Standings {
		if standing.Passed {
			answer.Passed = append(answer.Passed, slug)
		}
	}
	kept, err := s.kept(r, who)
	if err != nil {
		return err
	}
	answer.Kept = slices.AppendSeq(answer.Kept, maps.Keys(kept))
	if answer.Due, err = s.due(r.Context(), who); err != nil {
		return err
	}
	if answer.Places, err = s.placesOf(r.Context(), who); err != nil {
		return err
	}
	slices.Sort(answer.Kept)
	slices.Sort(answer.Read)
	slices.Sort(answer.Passed)
	return sendJSON(w, http.StatusOK, answer)
}

// progressOf asks the store about learners only; a stranger has done nothing.
func (s *Server) progressOf(ctx context.Context, who course.Learner) (course.Progress, error) {
	if who.ID == 0 {
		return course.Progress{}, nil
	}
	return s.Reading.Progress(ctx, who.ID)
}

func (s *Server) standing(ctx context.Context, who course.Learner, lab string) (course.Standing, error) {
	progress, err := s.progressOf(ctx, who)
	return progress.Standings[lab], err
}

func sendJSON(w http.ResponseWriter, status int, value any) error {
	body, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("server: json: %w", err)
	}
	send(w, status, "application/json", body)
	return nil
}
