package templates

import (
	"slices"
	"strings"
	"time"

	"happensbefore/course"
)

// A JournalPage is what one learner has written to the questions that the
// chapters give them for their design reviews.
type JournalPage struct {
	Layout
	Chapters []*course.Chapter // those that exist, in reading order
	Answers  []course.Answer   // in the order in which they were begun
}

// A journalChapter is the answers that belong to one chapter.
type journalChapter struct {
	slug, title string
	gone        bool // the book has no such chapter any more
	questions   []journalQuestion
}

// A journalQuestion is one question with all the answers to it.
type journalQuestion struct {
	asked   string
	gone    bool           // the chapter does not ask it any more
	current *course.Answer // nil where there are only earlier ones, or none
	earlier []course.Answer
}

// chapters are those with an answer, in reading order, each with all that it
// asks; behind them those that left the book.
func (p JournalPage) chapters() []journalChapter {
	var list []journalChapter
	for _, c := range p.Chapters {
		var asks []string
		if c.Review != nil {
			asks = c.Review.Questions
		}
		if questions := p.questions(c.Slug, asks); questions != nil {
			list = append(list, journalChapter{slug: c.Slug, title: c.Title, questions: questions})
		}
	}
	known := len(list)
	for _, a := range p.Answers {
		written := slices.ContainsFunc(p.Chapters, func(c *course.Chapter) bool { return c.Slug == a.Chapter })
		if !written && !slices.ContainsFunc(list[known:], func(c journalChapter) bool { return c.slug == a.Chapter }) {
			list = append(list, journalChapter{slug: a.Chapter, title: a.Chapter, gone: true, questions: p.questions(a.Chapter, nil)})
		}
	}
	return list
}

// questions is nil where the learner has answered none of them.
func (p JournalPage) questions(slug string, asks []string) []journalQuestion {
	var list []journalQuestion
	for _, q := range asks {
		list = append(list, journalQuestion{asked: q})
	}
	any := false
	for _, a := range p.Answers {
		if a.Chapter != slug {
			continue
		}
		any = true
		i := slices.IndexFunc(list, func(q journalQuestion) bool { return q.asked == a.Question })
		if i < 0 {
			i = len(list)
			list = append(list, journalQuestion{asked: a.Question, gone: true})
		}
		if a.Earlier {
			list[i].earlier = append(list[i].earlier, a)
		} else {
			list[i].current = &a
		}
	}
	if !any {
		return nil
	}
	for i := range list {
		slices.Reverse(list[i].earlier)
	}
	return list
}

// Markdown is the journal as a file of its own. What a learner wrote stands in
// quotations, so that nothing they write can end or open anything outside.
func (p JournalPage) Markdown() string {
	var b strings.Builder
	b.WriteString("# Design-review journal\n")
	if len(p.Answers) == 0 {
		b.WriteString("\nNothing is written yet.\n")
	}
	for _, c := range p.chapters() {
		b.WriteString("\n## " + escaped(curled(c.title)) + "\n")
		for _, q := range c.questions {
			if q.current == nil && q.earlier == nil {
				continue
			}
			b.WriteString("\n### " + escaped(curled(q.asked)) + "\n")
			if q.current != nil {
				dated(&b, "", *q.current)
			}
			for _, a := range q.earlier {
				dated(&b, "Earlier: ", a)
			}
		}
	}
	return b.String()
}

func dated(b *strings.Builder, word string, a course.Answer) {
	b.WriteString("\n*" + word + instant(a.Changed) + "*\n\n" + quoted(a.Text))
}

// quoted is text as a block quotation.
func quoted(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") {
		b.WriteString(strings.TrimRight("> "+line, " ") + "\n")
	}
	return b.String()
}

// escaped is one line of plain text that Markdown leaves as it is.
func escaped(text string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(text), " ") {
		if strings.ContainsRune("\\`*_{}[]<>#|~!&", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// day is when something was kept, for a list where the hour does not matter.
func day(t time.Time) string { return t.UTC().Format("2 January 2006") }
