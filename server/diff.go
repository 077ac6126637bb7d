package server

import (
	"net/http"

	"happensbefore/course"
	"happensbefore/templates"
)

// diff shows what differs between two of the learner's submissions to a lab.
func (s *Server) diff(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, err := s.Labs.Lab(r.PathValue("slug"))
	if err != nil {
		return err
	}
	before, err := s.ownSubmission(r.Context(), who, lab.Slug, r.URL.Query().Get("before"))
	if err != nil {
		return err
	}
	after, err := s.ownSubmission(r.Context(), who, lab.Slug, r.URL.Query().Get("after"))
	if err != nil {
		return err
	}
	files, err := templates.FileDiffs(before.Files, after.Files)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, templates.DiffOf(templates.DiffPage{Layout: s.layout(), Lab: lab, Diffs: []templates.Diff{
		{Before: templates.SubmissionSide(before), After: templates.SubmissionSide(after), Files: files},
	}}))
}

// solutionsDiff shows what differs between a submission and each solution.
func (s *Server) solutionsDiff(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, kept, err := s.ownLab(r, who)
	if err != nil {
		return err
	}
	solutions, err := s.Labs.Solutions(lab.Slug)
	if err != nil {
		return err
	}
	page := templates.DiffPage{Layout: s.layout(), Lab: lab}
	for _, v := range solutions {
		files, err := templates.FileDiffs(kept.Files, v.Files)
		if err != nil {
			return err
		}
		page.Diffs = append(page.Diffs, templates.Diff{Before: templates.SubmissionSide(kept), After: templates.SolutionSide(lab.Slug, v), Files: files})
	}
	return s.show(w, r, http.StatusOK, templates.DiffOf(page))
}

// lastPassed is the learner's latest submission that passed the lab, or 0.
func lastPassed(list []course.Submission) int64 {
	for _, kept := range list { // newest first
		if kept.Graded() && kept.Verdict.Outcome == course.Passed {
			return kept.ID
		}
	}
	return 0
}
