// Package page is the grader's part of the engines that run in a reader's
// browser: jobs as the page words them, what the front end finds in them, the
// verdict, and how a compiled job is built there. It runs nothing itself, so it
// is tested where tests run. It imports course, the front end, the tally and
// what the compiler is given.
//
// A verdict made here is a reader's own and stays on the reader's machine. The
// server takes no word of it: what is handed in is graded there.
package page

import (
	"encoding/json"
	"fmt"
	"time"

	"happensbefore/course"
	"happensbefore/grader/frontend"
	"happensbefore/grader/interpreted"
	"happensbefore/grader/wire"
)

// A Job is what the page asks for; its names are those of contract.ts. Without
// tests it is a program.
type Job struct {
	Files  []File  `json:"files"`
	Tests  []File  `json:"tests"`
	Checks []Check `json:"checks"`
	Limits Limits  `json:"limits"`
}

// A File is a source file by name, without a folder.
type File struct {
	Name   string `json:"name"`
	Source string `json:"source"`
}

// A Check is one test in the learner's words.
type Check struct {
	Test   string `json:"test"`
	Says   string `json:"says"`
	Points int    `json:"points"`
	Seeds  int    `json:"seeds"`
}

// Limits bound a job.
type Limits struct {
	Wall   int64 `json:"wallMilliseconds"`
	Memory int64 `json:"memoryBytes"`
	Output int64 `json:"outputBytes"`
}

// ReadJob reads a job as the page wrote it.
func ReadJob(text string) (Job, error) {
	var j Job
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		return j, fmt.Errorf("page: job: %w", err)
	}
	if len(j.Tests) == 0 {
		j.Checks = []Check{{Test: interpreted.ProgramTest, Seeds: 1}}
	}
	if len(j.Checks) == 0 {
		return j, fmt.Errorf("page: job: tests without a check")
	}
	return j, nil
}

// Wire is the job as a worker gets it, with those checks that are named; all of
// them where none is.
func (j Job) Wire(tests ...string) wire.Job {
	job := wire.Job{Files: wireFiles(j.Files), Tests: wireFiles(j.Tests), Limits: wire.Limits(j.limits())}
	named := map[string]bool{}
	for _, t := range tests {
		named[t] = true
	}
	for _, c := range j.Checks {
		if len(tests) == 0 || named[c.Test] {
			job.Checks = append(job.Checks, wire.Check{Test: c.Test, Seeds: max(c.Seeds, 1)})
		}
	}
	return job
}

func (j Job) limits() course.Limits {
	return course.Limits{Wall: time.Duration(j.Limits.Wall) * time.Millisecond, Memory: j.Limits.Memory, Output: j.Limits.Output}
}

func (j Job) checks() []course.Check {
	var all []course.Check
	for _, c := range j.Checks {
		all = append(all, course.Check{Test: c.Test, Says: c.Says, Points: c.Points, Seeds: max(c.Seeds, 1)})
	}
	return all
}

func wireFiles(in []File) []wire.File {
	var out []wire.File
	for _, f := range in {
		out = append(out, wire.File{Name: f.Name, Source: []byte(f.Source)})
	}
	return out
}

func sources(in []File) []frontend.File {
	var out []frontend.File
	for _, f := range in {
		out = append(out, frontend.File{Name: f.Name, Source: []byte(f.Source)})
	}
	return out
}
