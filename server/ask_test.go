package server

import (
	"context"
	"iter"
	"strings"
	"time"

	"happensbefore/course"
)

// A fakeScribe writes what the question asks it to.
type fakeScribe struct{}

func (fakeScribe) Answer(ctx context.Context, question string, passages []course.Passage) iter.Seq2[course.Phrase, error] {
	return func(yield func(course.Phrase, error) bool) {
		say := func(phrases ...course.Phrase) bool {
			for _, p := range phrases {
				if !yield(p, nil) {
					return false
				}
			}
			return true
		}
		switch {
		case strings.Contains(question, "silence"):
			yield(course.Phrase{}, course.ErrSilent)
		case strings.Contains(question, "trouble"):
			if say(course.Phrase{Text: "It begins "}) {
				yield(course.Phrase{}, course.ErrUnwritten)
			}
		case strings.Contains(question, "invention"):
			say(course.Phrase{Text: "So it is "}, course.Phrase{Cite: 1}, course.Phrase{Dropped: true}, course.Phrase{Text: "."})
		case strings.Contains(question, "nowhere"):
			say(course.Phrase{Text: "Believe me."})
		case strings.Contains(question, "slowly"):
			if say(course.Phrase{Text: "Wait"}) {
				<-ctx.Done()
				yield(course.Phrase{}, ctx.Err())
			}
		default:
			if say(course.Phrase{Text: "Node A <wrote> "}) {
				time.Sleep(time.Millisecond)
				say(course.Phrase{Cite: 1}, course.Phrase{Text: ". \"Really\"."})
			}
		}
	}
}
