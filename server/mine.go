package server

import (
	"net/http"
	"time"

	"happensbefore/course"
)

// Mine is what a learner has kept in one chapter, for the script that puts it
// into a page that is the same for everybody.
type mine struct {
	Answers []mineAnswer `json:"answers"`
	Choices []mineChoice `json:"choices"`
	Notes   []mineNote   `json:"notes"`
}

type mineAnswer struct {
	ID       int64     `json:"id"`
	Version  int       `json:"version"`
	Question string    `json:"question"`
	Text     string    `json:"text"`
	Changed  time.Time `json:"changed"`
	Earlier  bool      `json:"earlier"`
}

type mineChoice struct {
	Question string    `json:"question"`
	Given    string    `json:"given"`
	Right    bool      `json:"right"`
	At       time.Time `json:"at"`
}

func (s *Server) mine(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	slug := r.PathValue("slug")
	if _, err := s.chapterPage(slug); err != nil {
		return err
	}
	// Lists, never null: scripts loop over them.
	answer := mine{Answers: []mineAnswer{}, Choices: []mineChoice{}, Notes: []mineNote{}}
	if who.ID == 0 {
		return sendJSON(w, http.StatusOK, answer)
	}
	journal, err := s.Journal.Journal(r.Context(), who.ID)
	if err != nil {
		return err
	}
	for _, a := range journal {
		if a.Chapter == slug {
			answer.Answers = append(answer.Answers, asMine(a))
		}
	}
	choices, err := s.Choices.Choices(r.Context(), who.ID)
	if err != nil {
		return err
	}
	for _, c := range choices {
		if c.Chapter == slug {
			answer.Choices = append(answer.Choices, mineChoice{Question: c.Question, Given: c.Given, Right: c.Right, At: c.At})
		}
	}
	notes, err := s.Notes.Notes(r.Context(), who.ID, slug)
	if err != nil {
		return err
	}
	shelf := s.shelf.Load()
	for _, n := range notes {
		answer.Notes = append(answer.Notes, shelf.asMine(n))
	}
	return sendJSON(w, http.StatusOK, answer)
}

func asMine(a course.Answer) mineAnswer {
	return mineAnswer{ID: a.ID, Version: a.Version, Question: a.Question, Text: a.Text, Changed: a.Changed, Earlier: a.Earlier}
}

// kept are the chapters in which the learner has kept anything.
func (s *Server) kept(r *http.Request, who course.Learner) (map[string]bool, error) {
	slugs := make(map[string]bool)
	journal, err := s.journalOf(r, who)
	if err != nil {
		return nil, err
	}
	for _, a := range journal.Answers {
		slugs[a.Chapter] = true
	}
	notes, err := s.notesOf(r.Context(), who, "")
	if err != nil {
		return nil, err
	}
	for _, n := range notes {
		slugs[n.Chapter] = true
	}
	choices, err := s.choicesOf(r.Context(), who)
	for _, c := range choices {
		slugs[c.Chapter] = true
	}
	return slugs, err
}
