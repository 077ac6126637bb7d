package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"happensbefore/course"
	"happensbefore/templates"
)

// Choices keep what learners answered first to the questions of “Check yourself”.
type Choices interface {
	Choices(ctx context.Context, learner int64) ([]course.Choice, error)
	// KeepChoice returns the choice that is kept, which is the first.
	KeepChoice(ctx context.Context, learner int64, c course.Choice) (course.Choice, error)
}

// Schedule keeps when missed questions are asked again.
type Schedule interface {
	Recalls(ctx context.Context, learner int64) ([]course.Recall, error) // the first that is due first
	// KeepRecall is course.ErrConflict where the question is not there any more.
	KeepRecall(ctx context.Context, learner int64, was, next course.Recall) error
}

// question is one that the book asks now, with its chapter.
func (sh *shelf) question(chapter, key string) (*course.Chapter, *course.Question) {
	if c := sh.chapter(chapter); c != nil {
		for i := range c.Questions {
			if c.Questions[i].Key() == key {
				return c, &c.Questions[i]
			}
		}
	}
	return nil, nil
}

// review asks the question that has been due the longest.
func (s *Server) review(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	page := templates.ReviewPage{Layout: s.layout()}
	recalls, err := s.recallsOf(r.Context(), who)
	if err != nil {
		return err
	}
	now, shelf := s.Now(), s.shelf.Load()
	for _, recall := range recalls {
		c, q := shelf.question(recall.Chapter, recall.Question)
		switch {
		case q == nil:
			page.Dropped++
		case recall.Sits():
			page.Sitting++
		case !recall.IsDue(now):
			if page.Later++; page.Next.IsZero() {
				page.Next = recall.Due
			}
		default:
			if page.Due++; page.Asked == nil {
				page.Asked = &templates.AskedQuestion{Chapter: c, Question: q, Recall: &recall}
			}
		}
	}
	return s.either(w, r, templates.ReviewBody(page), templates.Review(page))
}

func (s *Server) recallsOf(ctx context.Context, who course.Learner) ([]course.Recall, error) {
	if who.ID == 0 {
		return nil, nil
	}
	return s.Schedule.Recalls(ctx, who.ID)
}

func (s *Server) choicesOf(ctx context.Context, who course.Learner) ([]course.Choice, error) {
	if who.ID == 0 {
		return nil, nil
	}
	return s.Choices.Choices(ctx, who.ID)
}

// due counts the questions that the learner is to be asked.
func (s *Server) due(ctx context.Context, who course.Learner) (int, error) {
	recalls, err := s.recallsOf(ctx, who)
	n, now, shelf := 0, s.Now(), s.shelf.Load()
	for _, recall := range recalls {
		if _, q := shelf.question(recall.Chapter, recall.Question); q != nil && recall.IsDue(now) {
			n++
		}
	}
	return n, err
}

// selfCheck asks a chapter's questions, one after the other: those that the
// learner has not answered yet.
func (s *Server) selfCheck(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	c := s.shelf.Load().chapter(r.PathValue("slug"))
	if c == nil || len(c.Questions) == 0 {
		return fmt.Errorf("server: questions of %q: %w", r.PathValue("slug"), course.ErrNotFound)
	}
	choices, err := s.choicesOf(r.Context(), who)
	if err != nil {
		return err
	}
	page := templates.ReviewPage{Layout: s.layout(), Of: c, Tally: templates.TallyOf(c, choices)}
	for i := range c.Questions {
		key := c.Questions[i].Key()
		if !slices.ContainsFunc(choices, func(ch course.Choice) bool { return ch.Chapter == c.Slug && ch.Question == key }) {
			page.Asked = &templates.AskedQuestion{Chapter: c, Question: &c.Questions[i]}
			break
		}
	}
	return s.either(w, r, templates.ReviewBody(page), templates.Review(page))
}

// answerQuestion rules on an answer and keeps it: as the first one, or, where
// the form comes from the review, as the learner's place in the schedule.
func (s *Server) answerQuestion(w http.ResponseWriter, r *http.Request, who course.Learner) error {
	if err := fields(r, "chapter", "question", "option", "number", "box", "due"); err != nil {
		return err
	}
	form := r.PostForm
	c, q := s.shelf.Load().question(form.Get("chapter"), form.Get("question"))
	if q == nil {
		return &course.InvalidError{Field: "question", Reason: "is not in the book any more, or was changed; load the page again"}
	}
	given, met, err := choose(q, form.Get("option"), form.Get("number"))
	if err != nil {
		return err
	}
	if who, err = s.enrol(w, r, who, ""); err != nil {
		return err
	}
	now := s.Now()
	page := templates.ReviewPage{Layout: s.layout(), Answered: &templates.AnsweredQuestion{
		AskedQuestion: templates.AskedQuestion{Chapter: c, Question: q}, Given: given, Met: met,
	}}
	if form.Get("due") == "" {
		page.Of = c
		choice := course.Choice{Chapter: c.Slug, Question: form.Get("question"), Given: given, Right: met >= 0 && q.Options[met].Right, At: now}
		kept, err := s.Choices.KeepChoice(r.Context(), who.ID, choice)
		if err != nil {
			return err
		}
		page.Answered.Before = kept.At.UnixMilli() != now.UnixMilli()
		if !kept.Right {
			missed := course.Missed(kept)
			page.Answered.Recall = &missed
		}
	} else if page.Answered.Recall, page.Answered.Before, err = s.recall(r, who, met >= 0 && q.Options[met].Right, now); err != nil {
		return err
	}
	return s.either(w, r, templates.ReviewBody(page), templates.Review(page))
}

// choose reads what was chosen: the option's number, or the option that a
// number answers to (-1 is none). Nothing at all is having looked it up, which
// only a numeric question lets one do.
func choose(q *course.Question, option, number string) (given string, met int, err error) {
	if q.Numeric {
		if number == "" {
			return "", -1, nil
		}
		n, ok := course.ParseNumber(number)
		if !ok || len(number) > 40 {
			return "", -1, &course.InvalidError{Field: "your answer", Reason: "is not a number; leave out the unit"}
		}
		return number, q.Meets(n), nil
	}
	met, err = strconv.Atoi(option)
	if err != nil || met < 0 || met >= len(q.Options) {
		return "", -1, &course.InvalidError{Field: "your answer", Reason: "is none of the options; choose one"}
	}
	return strconv.Itoa(met), met, nil
}

// recall moves the question in the schedule, once: before says that the same
// form has done so already, or that its question was not due.
func (s *Server) recall(r *http.Request, who course.Learner, right bool, now time.Time) (next *course.Recall, before bool, err error) {
	ms, err := strconv.ParseInt(r.PostForm.Get("due"), 10, 64)
	box, boxErr := strconv.Atoi(r.PostForm.Get("box"))
	if err := errors.Join(err, boxErr); err != nil {
		return nil, false, &course.InvalidError{Field: "due", Reason: "is none of ours; load the page again"}
	}
	recalls, err := s.recallsOf(r.Context(), who)
	if err != nil {
		return nil, false, err
	}
	for _, was := range recalls {
		if was.Chapter != r.PostForm.Get("chapter") || was.Question != r.PostForm.Get("question") {
			continue
		}
		if was.Due.UnixMilli() != ms || was.Box != box || !was.IsDue(now) {
			return &was, true, nil
		}
		moved := was.Answered(right, now)
		err := s.Schedule.KeepRecall(r.Context(), who.ID, was, moved)
		if errors.Is(err, course.ErrConflict) {
			return nil, true, nil
		}
		return &moved, false, err
	}
	return nil, true, nil
}
