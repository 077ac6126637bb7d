# `make help` lists what can be asked for. Two commands are enough for most:
# `make run` and `make test`.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

GO := go
# sqlite_fts5 compiles full-text search into SQLite.
TAGS := sqlite_fts5
PROGRAM := bin/happensbefore
TOOLCHAIN := bin/toolchain
# What the browser's engines load; the bundler takes it from here.
ENGINES := bin/page
# The tests of the first start themselves as the program and its workers, and
# hold those to real limits of memory and time, which the race detector's own
# needs would break. Those of the second run the interpreter in their own
# process, which is not free of races inside.
UNRACED := happensbefore/cmd/happensbefore|happensbefore/grader/interpreted

TEMPL := $(wildcard templates/*.templ)
STATIC := static/build.mjs static/package.json static/package-lock.json $(shell find static/src -type f 2>/dev/null)

# Go and esbuild use every core by themselves.
.NOTPARALLEL:
.PHONY: help run build test check bench soak generate toolchain engines clean force
.PHONY: tools chromium epubcheck bundle program lint

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: build ## build it and serve the course at http://127.0.0.1:8080, data in ./data
	$(PROGRAM) serve

build: program ## build the program, bin/happensbefore, and what it compiles with, bin/toolchain

test: tools chromium epubcheck program ## all tests and the rules of the content and the labs; installs Chromium and epubcheck where they are missing
	cd static && npm run --silent check
	$(GO) test -race -tags $(TAGS) -timeout 60m $$($(GO) list -tags $(TAGS) ./... | grep -vxE '$(UNRACED)')
	$(GO) test -tags $(TAGS) -timeout 60m $$($(GO) list -tags $(TAGS) ./... | grep -xE '$(UNRACED)')
	$(PROGRAM) check

check: tools chromium lint test ## what must hold before a change is handed in: generated files, format, vet, staticcheck, types, tests

bench: program chromium nginx ## benchmarks; among them what a learner waits for and what the pages cost, against `go test` on the same labs
	$(GO) test -tags $(TAGS) -run '^$$' -bench . -benchmem -timeout 30m ./...

# How many random schedules `make soak` tries.
SCHEDULES := 100000

soak: ## a sound Raft under 100,000 random schedules (or SCHEDULES=n), then one with planted flaws until each is found; half an hour or more
	$(GO) test -count=1 -v -timeout 6h -run 'TestSoundClusterSurvives|TestPlantedFlawsAreFound' ./sim/raft -schedules $(SCHEDULES) -thorough

generate: ## write all generated Go files anew
	$(GO) tool templ generate -path templates
	$(GO) generate -tags $(TAGS) ./...

toolchain: tools ## make bin/toolchain: Go's compiler and linker, with every package that labs reach
	@$(GO) run ./grader/compiled/bundle $(TOOLCHAIN)

engines: $(ENGINES)/made.json ## make bin/page: the interpreter, Go's compiler and linker and the packages, as WebAssembly

clean: ## remove what was built; ./data stays
	rm -rf bin static/node_modules cmd/happensbefore/worker.bin
	find static/dist -mindepth 1 ! -name .keep -delete

# What the build needs. Each missing tool is named with the way to get it.
tools:
	@.ci/tools

# The tests drive a real browser.
chromium:
	@.ci/chromium

# They hold the EPUB to its standard.
epubcheck:
	@.ci/epubcheck

# One benchmark holds the server against it.
nginx:
	@.ci/nginx

# npm writes the file below as its last act, so it dates the installation. No
# package's own install script is run: none is needed.
static/node_modules/.package-lock.json: static/package.json static/package-lock.json
	cd static && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

bundle: static/dist/manifest.json
static/dist/manifest.json: static/node_modules/.package-lock.json $(STATIC) $(ENGINES)/made.json
	node static/build.mjs
	@touch $@

# It knows itself what of it is fresh; the file changes where something was not.
$(ENGINES)/made.json: force
	@$(GO) run ./grader/page/bundle $(ENGINES)

# The generated files are checked in; this keeps an edited template from being
# forgotten. The touch is for a file that the generator left as it was.
templates/%_templ.go: templates/%.templ
	cd templates && $(GO) tool templ generate -f $(notdir $<)
	@touch $@

# Go knows itself what of the program is fresh. The worker goes inside the
# program; without the tag the program is its own, slower worker.
program: tools bundle toolchain $(TEMPL:.templ=_templ.go)
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o cmd/happensbefore/worker.bin ./cmd/worker
	$(GO) build -tags $(TAGS),embedworker -trimpath -o $(PROGRAM) ./cmd/happensbefore

lint: program
	@before=$$(git status --porcelain && git diff | git hash-object --stdin); \
	$(MAKE) --no-print-directory generate; \
	after=$$(git status --porcelain && git diff | git hash-object --stdin); \
	if [ "$$before" != "$$after" ]; then \
		git status --short; \
		echo 'make check: generated files were out of date; they are fresh now: commit them' >&2; exit 1; \
	fi
	@unformatted=$$(git ls-files -co --exclude-standard '*.go' | grep -v '/testdata/.*/broken_' | xargs gofmt -l); \
	if [ -n "$$unformatted" ]; then \
		printf 'make check: not formatted, run gofmt -w on:\n%s\n' "$$unformatted" >&2; exit 1; \
	fi
	$(GO) vet -tags $(TAGS) ./...
	$(GO) vet -tags $(TAGS),embedworker ./cmd/happensbefore
	$(GO) tool staticcheck -tags $(TAGS) ./...
