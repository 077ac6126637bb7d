package server

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"happensbefore/course"
	"happensbefore/templates"
)

// Health looks at what the course cannot do without: that the store can be
// reached, that a program really runs, that there is something to read.
type Health interface {
	Health(ctx context.Context) []Part
}

// A Part is one thing that was looked at. Says is read by everybody: what was
// tried and what came of it, and nothing from inside.
type Part struct {
	Name    string `json:"name"`
	Healthy bool   `json:"healthy"`
	Says    string `json:"says"`
	Lines   []Line `json:"lines,omitempty"`
}

// A Line is one of several things that were looked at in a part, such as a
// layer of the jail. One that does not hold need not make the part ill: the
// part knows which of them it can do without.
type Line struct {
	Name  string `json:"name"`
	Holds bool   `json:"holds"`
	Says  string `json:"says"` // how that was found out, or why it does not hold
}

const (
	// checkupTime bounds one look at everything; a program that takes longer
	// to run than this is ill by that.
	checkupTime = 10 * time.Second
	// checkupAge is how old the answer may be. Anybody can ask, and a look
	// costs a worker.
	checkupAge = 5 * time.Second
)

// A checkup is the last look at the parts.
type checkup struct {
	mu    sync.Mutex // guards the rest, and is held while looking: who comes then waits for the same look
	at    time.Time
	parts []Part
}

func (s *Server) health(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	parts := s.checked.look(r.Context(), s.Health)
	healthy := len(parts) > 0
	for _, p := range parts {
		healthy = healthy && p.Healthy
	}
	status := http.StatusOK
	if !healthy {
		status = http.StatusServiceUnavailable
	}

	w.Header().Add("Vary", "Accept")
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		return sendJSON(w, status, struct {
			Healthy bool   `json:"healthy"`
			Parts   []Part `json:"parts"`
		}{healthy, parts})
	}
	page := templates.HealthPage{Layout: s.layout(), Healthy: healthy}
	for _, p := range parts {
		shown := templates.HealthPart{Name: p.Name, Healthy: p.Healthy, Says: p.Says}
		for _, l := range p.Lines {
			shown.Lines = append(shown.Lines, templates.HealthLine(l))
		}
		page.Parts = append(page.Parts, shown)
	}
	return s.show(w, r, status, templates.Health(page))
}

func (c *checkup) look(ctx context.Context, health Health) []Part {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.IsZero() || time.Since(c.at) > checkupAge {
		// Not ended by this reader's leaving: the next one gets the answer too.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkupTime)
		defer cancel()
		c.parts, c.at = health.Health(ctx), time.Now()
	}
	return c.parts
}
