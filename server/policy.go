package server

import (
	"net/http"
	"strings"

	"happensbefore/course"
)

// What a browser may load and run for a page of ours. Engines are WebAssembly
// in workers, so where they run, and nowhere else, both are allowed; a worker
// goes by what its own script came with.
const (
	strictPolicy  = "default-src 'none'; script-src 'self'; worker-src 'none'; " + restPolicy
	enginePolicy  = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " + restPolicy
	installPolicy = "default-src 'none'; script-src 'self'; worker-src 'self'; " + restPolicy
	restPolicy    = "style-src 'self'; img-src 'self' data:; font-src 'self'; " +
		"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

// sandboxPolicy is for a page that is not of our making and holds scripts of its
// own: it is of no origin, so it reaches no cookie and no other page, and it
// loads nothing.
const sandboxPolicy = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; " +
	"form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

const policyHeader = "Content-Security-Policy"

// engines lets engines run on the pages of a handler.
func engines(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request, who course.Learner) error {
		w.Header().Set(policyHeader, enginePolicy)
		err := h(w, r, who)
		if err != nil {
			w.Header().Set(policyHeader, strictPolicy)
		}
		return err
	}
}

// installs lets the pages of a handler set up the service worker.
func installs(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request, who course.Learner) error {
		w.Header().Set(policyHeader, installPolicy)
		err := h(w, r, who)
		if err != nil {
			w.Header().Set(policyHeader, strictPolicy)
		}
		return err
	}
}

// workers lets engines run in the one script that workers are started with.
func workers(h handler) handler {
	permitted := engines(h)
	return func(w http.ResponseWriter, r *http.Request, who course.Learner) error {
		if strings.HasPrefix(r.PathValue("file"), "engine-worker") {
			return permitted(w, r, who)
		}
		return h(w, r, who)
	}
}
