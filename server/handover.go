package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"happensbefore/course"
	"happensbefore/templates"
)

// Handovers let a learner go on in another browser.
type Handovers interface {
	NewHandover(ctx context.Context, learner int64) (secret string, until time.Time, err error)
	TakeOver(ctx context.Context, secret string) (token string, err error) // or course.ErrNotFound
}

// offerHandover shows a secret, once, to whoever has something to go on with.
func (s *Server) offerHandover(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	if err := fields(r); err != nil {
		return err
	}
	secret, until, err := s.Handovers.NewHandover(r.Context(), who.ID)
	if err != nil {
		return err
	}
	scheme := "http"
	if encrypted(r) {
		scheme = "https"
	}
	return s.show(w, r, http.StatusOK, templates.HandoverOffer(templates.HandoverOfferPage{
		Layout: s.layout(),
		Secret: secret,
		Site:   scheme + "://" + r.Host,
		Until:  until,
	}))
}

// handover asks before anything changes: a link alone makes nobody somebody else.
func (s *Server) handover(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	return s.askHandover(w, r, who, http.StatusOK, r.URL.Query().Get("code"), "")
}

func (s *Server) askHandover(w http.ResponseWriter, r *http.Request, who course.Learner, status int, code, wrong string) error {
	if len(code) > longestToken {
		code = ""
	}
	return s.show(w, r, status, templates.Handover(templates.HandoverPage{Layout: s.layout(), Code: code, Own: who.ID != 0, Wrong: wrong}))
}

// takeOver makes this browser the learner's whose code it has.
func (s *Server) takeOver(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	if err := fields(r, "code", "leave"); err != nil {
		return err
	}
	code := r.PostForm.Get("code")
	if who.ID != 0 && r.PostForm.Get("leave") == "" {
		return s.askHandover(w, r, who, http.StatusUnprocessableEntity, code, "This browser has work of its own. Tick the box if you mean to leave it.")
	}
	token, err := s.Handovers.TakeOver(r.Context(), secret(code))
	if errors.Is(err, course.ErrNotFound) {
		return s.askHandover(w, r, who, http.StatusUnprocessableEntity, code, "That code is not good: mistyped, used already, or older than ten minutes. The other device makes a new one.")
	}
	if err != nil {
		return err
	}
	setCookie(w, r, token)
	http.Redirect(w, r, "/progress", http.StatusSeeOther)
	return nil
}

// secret is a code as it was made, however it was typed. The digits that it
// never has are letters mistaken.
func secret(code string) string {
	return strings.NewReplacer("-", "", " ", "", "0", "O", "1", "I").Replace(strings.ToUpper(code))
}
