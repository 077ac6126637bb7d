package content

import (
	"fmt"
	"slices"
	"strings"

	"happensbefore/content/markdown"
	"happensbefore/course"
)

// Bounds of a chapter, in words.
const (
	minScene, maxScene = 100, 250
	minProse, maxProse = 2000, 3500
	maxParagraph       = 150
)

// Standard is what the chapters lack that this book's chapters have. Load reports
// what is broken; this is for who wants a chapter to be whole. Pages without
// front matter are held to nothing, pages without a number and appendices to
// their questions and paragraphs only.
func (b *Book) Standard() []course.Problem {
	var problems []course.Problem
	for _, p := range b.pages {
		if !p.exists || !p.matter.present {
			continue
		}
		s := standard{page: p}
		s.questions()
		s.paragraphs()
		if p.matter.numbered {
			s.scene()
			s.mechanism()
			s.judgment()
			s.ending()
			s.length()
		}
		slices.SortStableFunc(s.lacks, byLine)
		problems = append(problems, s.lacks...)
	}
	return problems
}

// A standard holds one page to what its kind of page has.
type standard struct {
	*page
	lacks []course.Problem
}

func (s *standard) lack(line int, mend, format string, args ...any) {
	s.lacks = append(s.lacks, course.Problem{File: s.file, Line: line, What: fmt.Sprintf(format, args...), Mend: mend})
}

func (s *standard) questions() {
	n := len(s.Questions)
	switch {
	case n == 0 && s.matter.numbered:
		s.lack(s.matter.textLine, "end it with a section “## Check yourself” of four to six questions", "the chapter has no questions")
	case n > 0 && (n < 4 || n > 6):
		s.lack(s.matter.textLine, "ask four to six", "“Check yourself” has %d questions", n)
	}
}

func (s *standard) paragraphs() {
	for _, p := range s.rendered.Paragraphs {
		if p.Words > maxParagraph {
			s.lack(p.Line, "part it where its subject changes", "the paragraph has %d words, more than %d", p.Words, maxParagraph)
		}
	}
}

// scene wants the chapter to open with something that happened.
func (s *standard) scene() {
	opening := 0
	for _, p := range s.rendered.Paragraphs {
		if p.Section == 0 {
			s.lack(p.Line, "give the scene a heading that says what happened: “## …”", "the chapter begins without a heading")
			return
		}
		if p.Section == 1 {
			opening += p.Words
		}
	}
	if len(s.Sections) > 0 && (opening < minScene || opening > maxScene) {
		s.lack(s.matter.textLine, fmt.Sprintf("tell one incident in %d to %d words", minScene, maxScene), "the opening scene has %d words", opening)
	}
}

func (s *standard) mechanism() {
	if len(s.Examples) == 0 {
		s.lack(s.matter.textLine, "add a ```go run fence", "the chapter has no example that the reader can run")
	}
	for _, x := range s.Examples {
		if x.Output == "" {
			s.lack(x.Line, "put what it prints into an ```output fence directly below", "the text does not say what the example prints")
		}
	}
	if s.rendered.Drawings == 0 {
		s.lack(s.matter.textLine, "draw what happens with a ```trace or ```goat fence", "the chapter draws nothing")
	}
}

// decides are the columns of a decision table.
var decides = []string{"Situation", "Choose", "You give up", "Revisit when"}

func (s *standard) judgment() {
	if !slices.ContainsFunc(s.rendered.Tables, func(t markdown.Table) bool { return slices.Equal(t.Columns, decides) }) {
		s.lack(s.matter.textLine, "add one: | "+strings.Join(decides, " | ")+" |", "the chapter has no decision table")
	}
	if len(s.rendered.Tables) < 2 {
		s.lack(s.matter.textLine, "add one with each number's unit and source", "the chapter has no table of the numbers that decide")
	}
	s.wants("What it costs to run", "on call, knowledge, migration", "the chapter does not say what it costs to run")
}

func (s *standard) ending() {
	s.wants("How it fails", "the failure modes by name, and how each looks from outside", "the chapter does not say how it fails")
	s.wants("Go deeper", "two to five references", "the chapter names nothing to read next")
}

func (s *standard) wants(title, of, what string) {
	if !slices.ContainsFunc(s.Sections, func(section course.Section) bool { return strings.EqualFold(section.Title, title) }) {
		s.lack(s.matter.textLine, fmt.Sprintf("add a section “%s”: %s", title, of), "%s", what)
	}
}

func (s *standard) length() {
	prose := 0
	for _, p := range s.rendered.Paragraphs {
		prose += p.Words
	}
	if prose < minProse || prose > maxProse {
		s.lack(s.matter.textLine, fmt.Sprintf("say it in %d to %d", minProse, maxProse), "the chapter has %d words of prose", prose)
	}
}
