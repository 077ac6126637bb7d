package page

import (
	"happensbefore/course"
	"happensbefore/grader/frontend"
)

// Checked is what the front end finds in a job's sources.
type Checked struct {
	Diagnostics []course.Diagnostic `json:"diagnostics"`
	Exact       bool                `json:"exact"`   // the interpreter does as the compiler would
	Reasons     []course.Diagnostic `json:"reasons"` // why not
}

// Check has the front end look at the job's sources.
func (j Job) Check(packages *frontend.Packages) (Checked, error) {
	var found frontend.Result
	if len(j.Tests) == 0 {
		found = packages.Program(sources(j.Files))
	} else {
		var err error
		if found, err = packages.Lab(sources(j.Files), sources(j.Tests)); err != nil {
			return Checked{}, err
		}
	}
	return Checked{
		Diagnostics: diagnostics(found.Diagnostics),
		Exact:       len(found.Diagnostics) == 0 && len(found.Inexact) == 0,
		Reasons:     diagnostics(found.Inexact),
	}, nil
}

func diagnostics(in []frontend.Diagnostic) []course.Diagnostic {
	out := []course.Diagnostic{} // an empty list for the page, not null
	for _, d := range in {
		out = append(out, course.Diagnostic(d))
	}
	return out
}
