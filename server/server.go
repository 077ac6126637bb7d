package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// patience bounds one request on our side. A run takes the lab's wall time
	// and a moment in the queue; who waits longer than this is told to come back.
	patience = 30 * time.Second
	// pollTime is how long the verdict of an ungraded submission is waited for
	// before the browser has to ask again. Below patience, and below the minute
	// after which many proxies give up.
	pollTime = 20 * time.Second
	// drain is how long an orderly shutdown waits for answers under way. Polls
	// end at once; what takes longer than this has lost.
	drain = 10 * time.Second

	// headerTime and readTime stop a client that sends a byte a second; a form
	// with the largest source fits through a slow phone's line in readTime.
	headerTime = 5 * time.Second
	readTime   = 20 * time.Second
	// writeTime starts when the header was read, so it holds reading the body,
	// our patience and the way back.
	writeTime = readTime + patience + 20*time.Second
	idleTime  = 2 * time.Minute
	// headerSize is ample for one cookie and a browser's usual headers.
	headerSize = 16 << 10
)

// Config is what a server is made of. Everything without a word on its default
// must be given.
type Config struct {
	Book        Book
	Labs        Labs
	Runner      Runner
	Submitter   Submitter
	Submissions Submissions
	Learners    Learners
	Reading     Reading
	Pages       Pages
	Places      Places
	Handovers   Handovers
	Journal     Journal
	Choices     Choices
	Schedule    Schedule
	Notes       Notes
	Health      Health
	Histories   Histories
	Search      Search
	Scribe      Scribe // nil: nobody writes answers, and passages are all there is
	Assets      Assets
	Log         *slog.Logger

	Files   Files          // beside the book's text; default none
	Site    string         // where readers reach the server, as https://course.example.org, for what is taken away from it; default unknown
	Live    bool           // a preview: pages bring themselves up to date, and no browser keeps one
	Proxies []netip.Prefix // whose X-Forwarded-For is believed; default none
	Runs    Rate           // runs of one client; default 4 a second, 40 at once
	Writes  Rate           // submissions and ticks of one client; default 1 a second, 20 at once
	Words   Rate           // changes to a client's answers and notes; default 4 a second, 60 at once

	Now     func() time.Time // what day it is, for the questions that come back; default time.Now
	Lookups Rate             // searches and questions of one client; default 20 a second, 200 at once
	Codes   Rate             // codes that one client tries; default one in 10 seconds, 10 at once
	Answers Rate             // answers that are written for one client; default one in 10 seconds, 6 at once
}

// A Server answers the requests of readers. It is an http.Handler.
type Server struct {
	Config

	shelf   atomic.Pointer[shelf] // what is rendered; Reload replaces it
	handler http.Handler
	zip     func(http.Handler) http.HandlerFunc
	meters  map[pace]*meter
	guests  newcomers
	streams streams
	checked checkup
	live    live

	indexing sync.Mutex // held while Search is loaded

	// polls ends when the server stops, so that a shutdown does not wait for
	// readers who wait for a verdict, by polling or on a stream of events.
	polls     context.Context
	stopPolls context.CancelFunc
}

// New returns the server, ready to answer. A route that says too little about itself is an error.
func New(cfg Config) (*Server, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Server{
		Config: cfg,
		meters: map[pace]*meter{
			runs:   newMeter(cfg.Runs, defaultRuns),
			writes: newMeter(cfg.Writes, defaultWrites),
			words:  newMeter(cfg.Words, defaultWords),

			codes:    newMeter(cfg.Codes, defaultCodes),
			lookups:  newMeter(cfg.Lookups, defaultLookups),
			writings: newMeter(cfg.Answers, defaultAnswers),
		},
	}
	s.polls, s.stopPolls = context.WithCancel(context.Background())
	var err error
	if s.zip, err = newZip(); err != nil {
		return nil, err
	}
	mux, err := s.routes(s.table())
	if err != nil {
		return nil, err
	}
	s.handler = s.chain(mux)
	if err := s.Reload(); err != nil {
		return nil, err
	}
	return s, nil
}

func (cfg *Config) check() error {
	var missing []error
	for name, given := range map[string]bool{
		"Book": cfg.Book != nil, "Labs": cfg.Labs != nil, "Runner": cfg.Runner != nil,
		"Submitter": cfg.Submitter != nil, "Submissions": cfg.Submissions != nil,
		"Learners": cfg.Learners != nil, "Reading": cfg.Reading != nil, "Pages": cfg.Pages != nil,
		"Places": cfg.Places != nil, "Handovers": cfg.Handovers != nil,
		"Journal": cfg.Journal != nil, "Choices": cfg.Choices != nil, "Schedule": cfg.Schedule != nil, "Notes": cfg.Notes != nil,
		"Health": cfg.Health != nil, "Histories": cfg.Histories != nil, "Search": cfg.Search != nil, "Assets": cfg.Assets != nil, "Log": cfg.Log != nil,
	} {
		if !given {
			missing = append(missing, fmt.Errorf("server: Config.%s is missing", name))
		}
	}
	return errors.Join(missing...)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Serve answers requests on the listener until ctx ends, then lets the answers
// under way finish and returns nil. It closes the listener. A server serves once.
func (s *Server) Serve(ctx context.Context, listener net.Listener) error {
	h := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       readTime,
		WriteTimeout:      writeTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    headerSize,
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(listener) }()
	if !s.Live {
		go s.warm(s.polls)
	}
	select {
	case err := <-failed:
		s.stopPolls()
		return fmt.Errorf("server: %w", err)
	case <-ctx.Done():
	}

	s.stopPolls()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := h.Shutdown(grace); err != nil {
		h.Close()
		return fmt.Errorf("server: shutdown: %w", err)
	}
	return nil
}
