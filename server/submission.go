package server

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"regexp"
	"strconv"

	"happensbefore/course"
	"happensbefore/templates"
)

// A Submitter keeps an answer and sees to it that it is graded. Where it can
// take no more it returns *course.BusyError and has kept nothing.
type Submitter interface {
	Submit(ctx context.Context, learner int64, lab, key string, files []course.File) (course.Submission, error)
	Wait(ctx context.Context, id int64) (course.Submission, error) // returns when it is graded or ctx ends
	// Follow yields the submission's progress as it is and at every change. It
	// ends after the final verdict, or with an error.
	Follow(ctx context.Context, id int64) iter.Seq2[course.Grading, error]
}

// Submissions are all that were ever kept.
type Submissions interface {
	Submission(ctx context.Context, id int64) (course.Submission, error)                     // or course.ErrNotFound
	Submissions(ctx context.Context, learner int64, lab string) ([]course.Submission, error) // newest first
}

// submit keeps the answer and sends the learner to its page, a script to the
// fragment at once. The answer is on disk before either is out.
func (s *Server) submit(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, sent, err := s.answerTo(r)
	if err != nil {
		return err
	}
	key, err := key(r)
	if err != nil {
		return err
	}
	if who, err = s.enrol(w, r, who, key); err != nil {
		return err
	}
	kept, err := s.Submitter.Submit(r.Context(), who.ID, lab.Slug, once(key, lab.Slug, sent), sent)
	if err != nil {
		return err
	}
	if wantsFragment(r) {
		w.Header().Set("Content-Location", submissionPath(kept))
		return s.showStage(w, r, who, lab, kept)
	}
	w.Header().Add("Vary", "X-Fragment")
	http.Redirect(w, r, submissionPath(kept), http.StatusSeeOther)
	return nil
}

func (s *Server) submission(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, kept, err := s.ownLab(r, who)
	if err != nil {
		return err
	}
	return s.showStage(w, r, who, lab, kept)
}

// verdict waits for the verdict of a submission that has none yet, as long as
// a browser can be expected to, and answers with what there is then.
func (s *Server) verdict(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	lab, kept, err := s.ownLab(r, who)
	if err != nil {
		return err
	}
	if !kept.Graded() {
		ctx, cancel := context.WithTimeout(r.Context(), pollTime)
		defer cancel()
		defer context.AfterFunc(s.polls, cancel)()
		graded, err := s.Submitter.Wait(ctx, kept.ID)
		switch {
		case err == nil:
			kept = graded
		case ctx.Err() != nil && r.Context().Err() == nil && isContext(err):
			// Still ungraded when the poll ended: the page says so.
		default:
			return err
		}
	}
	return s.showStage(w, r, who, lab, kept)
}

// showStage shows how the submission stands: its verdict, or how far it is.
func (s *Server) showStage(w http.ResponseWriter, r *http.Request, who course.Learner, lab *course.Lab, kept course.Submission) error {
	stage, err := s.stage(r.Context(), kept)
	if err != nil {
		return err
	}
	view, err := s.verdictView(r.Context(), who, lab, stage)
	if err != nil {
		return err
	}
	return s.either(w, r, templates.Verdict(view),
		templates.Submission(templates.SubmissionPage{Layout: s.layout(), Lab: lab, Submission: &stage.Submission, Place: stage.Place, Standing: view.Standing, Drawable: view.Drawable}))
}

// stage is the submission's stage as it is just now.
func (s *Server) stage(ctx context.Context, kept course.Submission) (course.Grading, error) {
	if !kept.Graded() {
		for now, err := range s.Submitter.Follow(ctx, kept.ID) {
			return now, err
		}
	}
	return course.Grading{Submission: kept}, nil
}

// verdictView is the verdict where there is one, or else the interpreter's
// answer, or else the place in line.
func (s *Server) verdictView(ctx context.Context, who course.Learner, lab *course.Lab, now course.Grading) (templates.VerdictView, error) {
	view := templates.VerdictView{Lab: lab, Verdict: now.Submission.Verdict, Submission: now.Submission.ID, Place: now.Place}
	if view.Verdict == nil && now.First != nil {
		view.Verdict, view.Unconfirmed = now.First, true
	}
	if now.Submission.Graded() {
		view.Drawable = s.Histories.Drawable
	}
	// Asked for after the verdict, which may just have opened a hint.
	var err error
	view.Standing, err = s.standing(ctx, who, lab.Slug)
	return view, err
}

// ownLab is the lab and the learner's own submission that the address names.
func (s *Server) ownLab(r *http.Request, who course.Learner) (*course.Lab, course.Submission, error) {
	lab, err := s.Labs.Lab(r.PathValue("slug"))
	if err != nil {
		return nil, course.Submission{}, err
	}
	kept, err := s.ownSubmission(r.Context(), who, lab.Slug, r.PathValue("id"))
	return lab, kept, err
}

// ownSubmission is the learner's submission to the lab. Another learner's is
// not found, exactly like one that does not exist.
func (s *Server) ownSubmission(ctx context.Context, who course.Learner, lab, text string) (course.Submission, error) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || who.ID == 0 {
		return course.Submission{}, fmt.Errorf("server: submission %q: %w", text, course.ErrNotFound)
	}
	kept, err := s.Submissions.Submission(ctx, id)
	if err != nil {
		return course.Submission{}, err
	}
	if kept.Learner != who.ID || kept.Lab != lab {
		return course.Submission{}, fmt.Errorf("server: submission %d: not learner %d's to lab %s: %w", id, who.ID, lab, course.ErrNotFound)
	}
	return kept, nil
}

// keyForm is what a page or a script can have drawn at random; it is short
// enough to keep and long enough that nobody guesses another's.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)

func key(r *http.Request) (string, error) {
	values := r.PostForm[keyField]
	if len(values) != 1 || !keyForm.MatchString(values[0]) {
		return "", &course.InvalidError{Field: keyField, Reason: "is missing or not one of ours; load the page again and submit from there"}
	}
	return values[0], nil
}

// once is the idempotency key under which an answer is kept. The same form
// sent twice is one submission. A form that was changed before it was sent
// again, as after the browser's back button, is another answer and must not
// land on the verdict of the first, so what it holds is part of the key.
func once(key, lab string, sent []course.File) string {
	sum := sha256.New()
	for _, part := range append([]course.File{{Name: lab, Source: key}}, sent...) {
		fmt.Fprintf(sum, "%d %s %d %s\n", len(part.Name), part.Name, len(part.Source), part.Source)
	}
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
}

func submissionPath(kept course.Submission) string {
	return "/labs/" + kept.Lab + "/submissions/" + strconv.FormatInt(kept.ID, 10)
}

func isContext(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}
