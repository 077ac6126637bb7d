package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"happensbefore/course"
)

// Learners know who is behind a token.
type Learners interface {
	NewGuest(ctx context.Context) (learner course.Learner, token string, err error)
	LearnerByToken(ctx context.Context, token string) (course.Learner, error) // or course.ErrNotFound
}

const (
	cookieName = "hb_learner"
	// cookieAge is the longest that browsers keep a cookie. It begins anew
	// with everything that the learner has kept here.
	cookieAge = 400 * 24 * time.Hour
	// longestToken is several times what a store hands out; a longer one is
	// not worth asking the store about.
	longestToken = 128

	// A form that made a guest is remembered for as long as a browser or a
	// person might send it a second time, and as many of them as an hour of
	// newcomers brings.
	formMemory = 10 * time.Minute
	formCount  = 1 << 10
)

// recognise is the learner that the request's cookie belongs to, or the zero
// Learner. A cookie that nobody knows is a stranger's, not an error: its
// learner may be gone with an older data folder.
func (s *Server) recognise(r *http.Request) (course.Learner, error) {
	cookie, err := r.Cookie(cookieName)
	if err != nil || cookie.Value == "" || len(cookie.Value) > longestToken {
		return course.Learner{}, nil
	}
	who, err := s.Learners.LearnerByToken(r.Context(), cookie.Value)
	if errors.Is(err, course.ErrNotFound) {
		return course.Learner{}, nil
	}
	return who, err
}

// enrol makes a stranger a guest learner, because now there is something to
// keep, and sets or renews the cookie. A stranger who sends the same form
// again, because the answer with the cookie never came, becomes the same
// guest: the key is random and on no other page.
func (s *Server) enrol(w http.ResponseWriter, r *http.Request, who course.Learner, key string) (course.Learner, error) {
	if who.ID != 0 {
		if cookie, err := r.Cookie(cookieName); err == nil {
			setCookie(w, r, cookie.Value)
		}
		return who, nil
	}
	who, token, err := s.guests.enrol(r.Context(), s.Learners, key)
	if err != nil {
		return course.Learner{}, err
	}
	setCookie(w, r, token)
	return who, nil
}

// setCookie gives the browser the token. It is Secure wherever the reader's
// side of the connection is encrypted. The forwarded header is believed from
// anybody: who forges it only makes their own cookie stricter.
func setCookie(w http.ResponseWriter, r *http.Request, token string) {
	http.SetCookie(w, &http.Cookie{
		Name:     cookieName,
		Value:    token,
		Path:     "/",
		MaxAge:   int(cookieAge / time.Second),
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
		Secure:   encrypted(r),
	})
}

func encrypted(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

// Newcomers are the guests made of late, by the key of the form that made
// them. Its zero value is ready.
type newcomers struct {
	mu    sync.Mutex // guards forms, and is held while a guest is made
	forms recent[string, newcomer]
}

type newcomer struct {
	learner course.Learner
	token   string
	at      time.Time
}

func (n *newcomers) enrol(ctx context.Context, learners Learners, key string) (course.Learner, string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if g, ok := n.forms.get(key); ok && key != "" && time.Since(g.at) < formMemory {
		return g.learner, g.token, nil
	}
	who, token, err := learners.NewGuest(ctx)
	if err != nil {
		return course.Learner{}, "", fmt.Errorf("server: new guest: %w", err)
	}
	if key != "" {
		n.forms.size = formCount
		n.forms.put(key, newcomer{who, token, time.Now()})
	}
	return who, token, nil
}

// asker is who a run is for, in the eyes of the line of runs: a learner, or a
// stranger by address.
func (s *Server) asker(r *http.Request, who course.Learner) string {
	if who.ID != 0 {
		return "learner " + strconv.FormatInt(who.ID, 10)
	}
	return client(r, s.Proxies).String()
}
