package course

// A Chapter is one page of the book, rendered. Every HTML field is already
// sanitised and may be written to a page as it is.
type Chapter struct {
	Slug    string
	Title   string
	Number  string // as in the outline: "7", "A", or empty
	Part    string // title of the part it stands in
	Summary string // one sentence
	Tab     string // what a browser calls the page; empty: the title

	Symptoms []Symptom
	Terms    []string // glossary terms it defines or leans on
	Labs     []string // slugs

	Review    *Review // nil where the front matter has none
	HTML      string  // the text, without title, review box and questions
	Sections  []Section
	Questions []Question
	Examples  []Example

	Words    int // of prose: code, figures and questions do not count
	Minutes  int // reading time
	Problems []Problem

	Previous, Next *Entry // neighbours in reading order, drafts left out
}

// A Symptom is what hurts, in the words of the person it hurts.
type Symptom struct {
	Text    string
	Section string // the anchor of what explains it; empty where its author leaves that to the index
}

// A Section is one heading of a chapter.
type Section struct {
	ID    string // the anchor
	Title string
	Level int // 2 or 3
}

// A Review is what a reader takes to the next design review.
type Review struct {
	Principle string   // the key principle in one sentence
	Mistake   string   // the most common mistake
	Questions []string // exactly three
}

// A Question lets the reader check a decision or a prediction.
type Question struct {
	ID      string // stable within the chapter: "q1"
	HTML    string // what is asked
	Numeric bool   // the reader types a number; the options are the expected answers, right or wrong
	Options []Option
}

// An Option is one answer to a question.
type Option struct {
	HTML      string
	Right     bool
	Why       string  // HTML: why it is right, or the reason it is wrong
	Value     float64 // of a numeric question
	Tolerance float64 // of a numeric question: an answer within Value ± Tolerance meets this option
}

// An Example is a Go program in a chapter that the reader can run.
type Example struct {
	ID     string // stable within the chapter: "run-1"
	File   string // where it stands, for authors
	Line   int
	Source string
	Output string // what the text says it prints; empty where it says nothing
}
