package templates

import (
	"encoding/json"
	"fmt"

	"happensbefore/course"
)

// A LabsPage lists the labs, the same for every reader.
type LabsPage struct {
	Layout
	Labs []course.Lab
}

// A LabPage is the task beside the editor.
type LabPage struct {
	Layout
	Lab         *course.Lab
	Chapter     *course.Entry       // the chapter that needs the lab; nil where there is none yet
	Files       []course.File       // what the editor begins with; nil for the starter
	From        int64               // the submission that Files were loaded from; 0 otherwise
	Key         string              // idempotency token of the next submission
	Standing    course.Standing     // zero for a learner who has not submitted
	Submissions []course.Submission // the learner's, newest first
	Run         *course.Verdict     // the answer to a run without JavaScript; Files are what was run
}

func (p LabPage) files() []course.File {
	if p.Files == nil {
		return p.Lab.Starter
	}
	return p.Files
}

// origin tells the script whether the text in the editor outranks a kept draft.
func (p LabPage) origin() string {
	switch {
	case p.From != 0:
		return "submission"
	case p.Run != nil:
		return "run"
	default:
		return "starter"
	}
}

// job is what an engine in the page must know of the lab besides the learner's
// files, as JSON: the visible tests, their checks, the limits.
func (p LabPage) job() (string, error) {
	type check struct {
		Test   string `json:"test"`
		Says   string `json:"says"`
		Points int    `json:"points"`
		Seeds  int    `json:"seeds"`
	}
	type limits struct {
		Wall   int64 `json:"wallMilliseconds"`
		Memory int64 `json:"memoryBytes"`
		Output int64 `json:"outputBytes"`
	}
	checks := []check{}
	for _, c := range p.Lab.Visible {
		checks = append(checks, check{c.Test, c.Says, c.Points, c.Seeds})
	}
	l := p.Lab.Limits
	text, err := json.Marshal(struct {
		Tests  []course.File `json:"tests"`
		Checks []check       `json:"checks"`
		Limits limits        `json:"limits"`
	}{append([]course.File{}, p.Lab.Tests...), checks, limits{l.Wall.Milliseconds(), l.Memory, l.Output}})
	if err != nil {
		return "", fmt.Errorf("templates: lab %s: %w", p.Lab.Slug, err)
	}
	return string(text), nil
}

func (p LabPage) gradable() bool { return len(p.Lab.Problems) == 0 }

func (p LabPage) anyHints() bool {
	for _, c := range p.Lab.Checks {
		if len(openHints(c, p.Standing.Failures[c.Test])) > 0 {
			return true
		}
	}
	return false
}

// rows is a textarea's height in lines: room for the text and some more.
func rows(source string) int {
	n := 3
	for _, r := range source {
		if r == '\n' {
			n++
		}
	}
	return max(12, min(n, 40))
}
