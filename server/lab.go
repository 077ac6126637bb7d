package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"strconv"

	"happensbefore/course"
	"happensbefore/templates"
)

// Labs are the labs as far as a learner may see them, and their solutions.
type Labs interface {
	Labs() []course.Lab
	Lab(slug string) (*course.Lab, error)            // or course.ErrNotFound
	Solutions(slug string) ([]course.Variant, error) // or course.ErrNotFound
}

// A Runner runs a learner's code and keeps nothing. Nobody, by the name who,
// gets more than their share; where all is taken it returns *course.BusyError.
// What is wrong with the code is in the verdict; an error is the runner's own
// fault.
type Runner interface {
	Run(ctx context.Context, who, lab string, files []course.File) (course.Verdict, error)
	Example(ctx context.Context, who, source string) (course.Verdict, error)
}

func (s *Server) labs(w http.ResponseWriter, r *http.Request, _ course.Learner) error {
	return s.shelf.Load().labs.serve(w, r)
}

func (s *Server) lab(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, err := s.Labs.Lab(r.PathValue("slug"))
	if err != nil {
		return err
	}
	page := templates.LabPage{Lab: lab}
	if from := r.URL.Query().Get("from"); from != "" {
		old, err := s.ownSubmission(r.Context(), who, lab.Slug, from)
		if err != nil {
			return err
		}
		page.From, page.Files = old.ID, arranged(lab.Starter, old.Files)
	}
	if err := s.fillLab(r.Context(), who, &page); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, templates.Lab(page))
}

// runLab tries the visible tests. Without a script the reader's source comes
// back in the lab's page, beside the verdict.
func (s *Server) runLab(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, sent, err := s.answerTo(r)
	if err != nil {
		return err
	}
	v, err := s.Runner.Run(r.Context(), s.asker(r, who), lab.Slug, sent)
	if err != nil {
		return err
	}
	page := templates.LabPage{Lab: lab, Files: sent, Run: &v}
	if !wantsFragment(r) {
		if err := s.fillLab(r.Context(), who, &page); err != nil {
			return err
		}
	}
	return s.either(w, r, templates.Verdict(templates.VerdictView{Lab: lab, Verdict: &v}), templates.Lab(page))
}

func (s *Server) solutions(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, err := s.Labs.Lab(r.PathValue("slug"))
	if err != nil {
		return err
	}
	solutions, err := s.Labs.Solutions(lab.Slug)
	if err != nil {
		return err
	}
	own, err := s.Submissions.Submissions(r.Context(), who.ID, lab.Slug)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, templates.Solutions(templates.SolutionsPage{Layout: s.layout(), Lab: lab, Solutions: solutions, Passed: lastPassed(own)}))
}

// passed lets through who has passed the lab that the address names.
func (s *Server) passed(r *http.Request, who course.Learner) error {
	lab, err := s.Labs.Lab(r.PathValue("slug"))
	if err != nil {
		return err
	}
	standing, err := s.standing(r.Context(), who, lab.Slug)
	if err != nil {
		return err
	}
	if !standing.Passed {
		return fmt.Errorf("server: lab %s: not passed: %w", lab.Slug, course.ErrForbidden)
	}
	return nil
}

// answerTo reads the lab that the address names and the files in the form.
func (s *Server) answerTo(r *http.Request) (*course.Lab, []course.File, error) {
	lab, err := s.Labs.Lab(r.PathValue("slug"))
	if err != nil {
		return nil, nil, err
	}
	if n := len(lab.Problems); n > 0 {
		return nil, nil, &refusal{
			status: http.StatusServiceUnavailable,
			reason: "This lab's own file has " + strconv.Itoa(n) + " mistakes and cannot be graded until its author has mended them. Its page lists them.",
		}
	}
	sent, err := files(r, lab)
	return lab, sent, err
}

// fillLab adds what surrounds the task and the editor: how the learner stands,
// what they have handed in, and the key of the next submission.
func (s *Server) fillLab(ctx context.Context, who course.Learner, page *templates.LabPage) error {
	var err error
	if page.Standing, err = s.standing(ctx, who, page.Lab.Slug); err != nil {
		return err
	}
	if who.ID != 0 {
		if page.Submissions, err = s.Submissions.Submissions(ctx, who.ID, page.Lab.Slug); err != nil {
			return err
		}
	}
	page.Layout = s.layout()
	page.Key = rand.Text()
	if _, err := s.chapterPage(page.Lab.Chapter); err != nil {
		return nil // the lab's chapter is not written yet
	}
	for e := range page.Outline.Entries {
		if e.Slug == page.Lab.Chapter {
			page.Chapter = &e
		}
	}
	return nil
}

// arranged puts a submission's files where the starter has them; a lab may
// have gained or lost a file since.
func arranged(starter, old []course.File) []course.File {
	var list []course.File
	for _, f := range starter {
		for _, o := range old {
			if o.Name == f.Name {
				f = o
			}
		}
		list = append(list, f)
	}
	return list
}
