package server

import (
	"context"
	"net/http"
	"time"
	"unicode/utf8"

	"happensbefore/course"
)

// Places keep where learners are in chapters.
type Places interface {
	KeepPlace(ctx context.Context, learner int64, p course.Place) error
	Places(ctx context.Context, learner int64) ([]course.Place, error) // the latest first
}

// longestMark bounds each part of a place, in bytes: several times what the
// page's script sends.
const longestMark = 300

// keepPlace is where a page's last words go, so it has no answer. It makes
// nobody a learner: having looked at a page is no work to be kept.
func (s *Server) keepPlace(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	slug := r.PathValue("slug")
	if _, err := s.chapterPage(slug); err != nil {
		return err
	}
	if err := fields(r, "section", "words", "device"); err != nil {
		return err
	}
	for name := range r.PostForm {
		if v := r.PostForm.Get(name); len(v) > longestMark || !utf8.ValidString(v) {
			return &course.InvalidError{Field: name, Reason: "is longer than a place is"}
		}
	}
	if who.ID != 0 {
		p := course.Place{Chapter: slug, Section: r.PostForm.Get("section"), Words: r.PostForm.Get("words"), Device: r.PostForm.Get("device")}
		if err := s.Places.KeepPlace(r.Context(), who.ID, p); err != nil {
			return err
		}
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// A placeView is a place as a script reads it.
type placeView struct {
	Chapter string    `json:"chapter"`
	Section string    `json:"section"`
	Words   string    `json:"words"`
	Device  string    `json:"device"`
	At      time.Time `json:"at"`
}

// placesOf is nil for a stranger, whose places are the browser's alone.
func (s *Server) placesOf(ctx context.Context, who course.Learner) ([]placeView, error) {
	if who.ID == 0 {
		return nil, nil
	}
	places, err := s.Places.Places(ctx, who.ID)
	list := make([]placeView, len(places))
	for i, p := range places {
		list[i] = placeView(p)
	}
	return list, err
}
