package course

// A Kind is what a finding is.
type Kind string

const (
	AChapter Kind = "chapter" // a chapter or an appendix as a whole, or what it says before its first heading
	ASection Kind = "section"
	ATerm    Kind = "term" // of the glossary
	ASymptom Kind = "symptom"
	ALab     Kind = "lab"
)

// A Spot is somewhere in the course that a reader can be sent to.
type Spot struct {
	Lab    bool   // it is in a lab, not in a chapter
	Slug   string // of the chapter or the lab
	Anchor string // of the section; empty for the page itself

	Page    string // title of the chapter or the lab
	Number  string // of the chapter
	Section string // title of the section; empty for the page itself
}

// A Finding is one thing that a search has found.
type Finding struct {
	Kind Kind
	Spot
	Name Marked // of the thing: a title, a heading, a term, a symptom
	Text Marked // a passage around what was found, or how the thing begins
}

// Findings are the answer to a search, the best first.
type Findings struct {
	List    []Finding
	Instead string // the query that was answered, where words of the one asked are nowhere in the course
}

// Marked is text of which parts are what was looked for.
type Marked []Stretch

// A Stretch is a piece of text.
type Stretch struct {
	Text  string
	Found bool
}

// Plain is the text without the marks.
func (m Marked) Plain() string {
	text := ""
	for _, s := range m {
		text += s.Text
	}
	return text
}

// A Passage is a paragraph of the course that has to do with a question.
type Passage struct {
	Kind Kind
	Spot
	Lead string // the paragraph before it, shortened, where it would not be understood alone
	Text string
}
