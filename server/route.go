package server

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"happensbefore/course"
)

// A handler answers one request. What it returns is turned into a page in one
// place (failure.go); it has then written nothing. Who asks is the zero
// Learner for a stranger.
type handler func(w http.ResponseWriter, r *http.Request, who course.Learner) error

// Access is who may ask. The zero value is nobody's: a row without an access
// level does not start.
type access uint8

const (
	everyone access = iota + 1 // the same answer for all; the cookie is not looked at
	visitor                    // anybody; the answer knows the learner if there is one
	learner                    // only who has work kept here
	passer                     // only a learner who has passed the lab {slug}
)

// Policy is what caches may do with an answer. It has no useful zero either.
type policy uint8

const (
	shared    policy = iota + 1 // the same for all, checked again after a minute
	immutable                   // the name changes with the content
	private                     // one learner's: kept nowhere
)

func (p policy) String() string {
	switch p {
	case shared:
		return "public, max-age=60"
	case immutable:
		return "public, max-age=31536000, immutable"
	default:
		return "no-store"
	}
}

const (
	// tokens is the body of a form that holds no source.
	tokens = 4 << 10
	// answers bounds a form with one text in it that a learner has written:
	// course.MaxWords, when a browser writes each letter as six bytes, and more
	// for the question or the quotation that it is about.
	answers = 96 << 10
	// sources bounds a form with source in it: four times course.MaxSource, so
	// that the grader, which knows the real limit, is the one to say so, also
	// when a browser writes each line end as six bytes.
	sources = 256 << 10
)

// A route is one row of the table below.
type route struct {
	pattern string
	handler handler
	access  access
	body    int64 // largest request body in bytes; 0 for requests without one
	pace    pace  // how often one client may
	policy  policy
}

// table is every address the course has. The health check, the static files,
// /me and a chapter's /mine are for machines; everything else is for people.
func (s *Server) table() []route {
	table := []route{
		{"GET /{$}", installs(s.landing), everyone, 0, unpaced, shared},
		{"GET /symptoms", s.symptoms, everyone, 0, unpaced, shared},
		{"GET /search", s.search, everyone, 0, lookups, shared},
		{"GET /search/results", s.results, everyone, 0, lookups, shared},
		{"GET /ask", s.ask, everyone, 0, lookups, shared},
		{"POST /ask/answer", s.askScribe, everyone, tokens, writings, private},
		{"GET /chapters/{slug}", engines(s.chapter), everyone, 0, unpaced, shared},
		{"GET /book", s.wholeBook, everyone, 0, unpaced, shared},
		{"GET /book-pages.css", s.bookSheets, everyone, 0, unpaced, shared},
		{"GET /book.epub", s.epub, everyone, 0, unpaced, shared},
		{"GET /feed.atom", s.atom, everyone, 0, unpaced, shared},
		{"POST /chapters/{slug}/read", s.markRead, visitor, tokens, writes, private},
		{"POST /chapters/{slug}/place", s.keepPlace, visitor, tokens, words, private},
		{"POST /run", s.runExample, everyone, sources, runs, private},

		{"GET /labs", s.labs, everyone, 0, unpaced, shared},
		{"GET /labs/{slug}", engines(s.lab), visitor, 0, unpaced, private},
		{"POST /labs/{slug}/run", engines(s.runLab), visitor, sources, runs, private},
		{"POST /labs/{slug}/submissions", s.submit, visitor, sources, writes, private},
		{"GET /labs/{slug}/submissions/{id}", s.submission, learner, 0, unpaced, private},
		{"GET /labs/{slug}/submissions/{id}/verdict", s.verdict, learner, 0, unpaced, private},
		{"GET /labs/{slug}/submissions/{id}/events", s.events, learner, 0, unpaced, private},
		{"GET /labs/{slug}/submissions/{id}/histories/{test}", s.history, learner, 0, runs, private},
		{"GET /labs/{slug}/diff", s.diff, learner, 0, unpaced, private},
		{"GET /labs/{slug}/solutions", s.solutions, passer, 0, unpaced, private},
		{"GET /labs/{slug}/solutions/{id}", s.solutionsDiff, passer, 0, unpaced, private},

		{"GET /progress", s.progress, visitor, 0, unpaced, private},
		{"GET /journal", s.journal, visitor, 0, unpaced, private},
		{"GET /journal.md", s.journalFile, visitor, 0, unpaced, private},
		{"POST /journal", s.keepAnswer, visitor, answers, words, private},
		{"POST /journal/{id}/forget", s.forgetAnswer, visitor, tokens, words, private},
		{"GET /chapters/{slug}/mine", s.mine, visitor, 0, unpaced, private},
		{"GET /review", s.review, visitor, 0, unpaced, private},
		{"GET /review/{slug}", s.selfCheck, visitor, 0, unpaced, private},
		{"POST /review", s.answerQuestion, visitor, tokens, words, private},
		{"GET /notes", s.notes, visitor, 0, unpaced, private},
		{"GET /notes.md", s.notesFile, visitor, 0, unpaced, private},
		{"POST /notes", s.newNote, visitor, answers, words, private},
		{"POST /notes/{id}", s.changeNote, visitor, answers, words, private},
		{"POST /notes/{id}/forget", s.forgetNote, visitor, tokens, words, private},
		{"GET /sheet", s.sheet, everyone, 0, unpaced, shared},
		{"POST /handover", s.offerHandover, learner, tokens, writes, private},
		{"GET /handover", s.handover, visitor, 0, unpaced, private},
		{"POST /handover/accept", s.takeOver, visitor, tokens, codes, private},
		{"GET /me", s.me, visitor, 0, unpaced, private},

		{"GET /health", s.health, everyone, 0, unpaced, private},
		{"GET /offline", s.offline, everyone, 0, unpaced, shared},
		{"GET /offline.json", s.offlineList, everyone, 0, unpaced, shared},
		{"GET /manifest.webmanifest", s.webManifest, everyone, 0, unpaced, shared},
		{"GET /service-worker.js", s.serviceWorker, everyone, 0, unpaced, shared},
		{"GET /files/{file...}", s.file, everyone, 0, unpaced, shared},
		{"GET /static/{file...}", workers(s.asset), everyone, 0, unpaced, immutable},
	}
	if s.Live {
		table = append(table, route{"GET /preview/changes", s.changes, everyone, 0, unpaced, private})
	}
	return table
}

// check refuses a row that leaves open what must not be left open.
func (rt *route) check() error {
	method, path, ok := strings.Cut(rt.pattern, " ")
	var faults []error
	if !ok || !strings.HasPrefix(path, "/") {
		faults = append(faults, errors.New("no method and path"))
	}
	if rt.handler == nil {
		faults = append(faults, errors.New("no handler"))
	}
	if rt.access < everyone || rt.access > passer {
		faults = append(faults, errors.New("no access level"))
	}
	if rt.access == passer && !strings.Contains(path, "{slug}") {
		faults = append(faults, errors.New("nothing that a learner could have passed"))
	}
	if rt.policy < shared || rt.policy > private {
		faults = append(faults, errors.New("no cache policy"))
	}
	if rt.policy != private && rt.access != everyone {
		faults = append(faults, errors.New("an answer that knows the learner must not be shared"))
	}
	if changes := method != "GET"; changes != (rt.body > 0) {
		faults = append(faults, errors.New("a body limit exactly where the method sends a body"))
	} else if changes && rt.pace == unpaced {
		faults = append(faults, errors.New("no pace"))
	}
	if len(faults) > 0 {
		return fmt.Errorf("server: route %q: %w", rt.pattern, errors.Join(faults...))
	}
	return nil
}

// mux holds the rows to their rules and makes each one's chain.
func (s *Server) routes(table []route) (*http.ServeMux, error) {
	mux := http.NewServeMux()
	for _, rt := range table {
		if err := rt.check(); err != nil {
			return nil, err
		}
		mux.Handle(rt.pattern, s.row(rt))
	}
	return mux, nil
}
