package templates

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"happensbefore/course"
)

// nasty is what a learner might type to get out of the place it is shown in.
const nasty = "</textarea></pre><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & {{ }}"

// render gives the page's HTML and the tree a browser makes of it.
func render(t *testing.T, c templ.Component) (string, *html.Node) {
	t.Helper()
	var b strings.Builder
	if err := c.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), root
}

// all are the elements of a tree that the condition holds for.
func all(root *html.Node, is func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && is(n) {
			found = append(found, n)
		}
	}
	return found
}

func tag(names ...string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for _, name := range names {
			if n.Data == name {
				return true
			}
		}
		return false
	}
}

func has(key, value string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		v, ok := lookup(n, key)
		return ok && v == value
	}
}

func lookup(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, key string) string {
	v, _ := lookup(n, key)
	return v
}

// text is what a reader sees of a node, with single spaces.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// rawText is the same with every space as it is.
func rawText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func one(t *testing.T, root *html.Node, what string, is func(*html.Node) bool) *html.Node {
	t.Helper()
	found := all(root, is)
	if len(found) != 1 {
		t.Fatalf("%d of %s, want one", len(found), what)
	}
	return found[0]
}

func layout() Layout {
	return Layout{
		Outline: outline(),
		Assets:  func(name string) string { return "/static/hashed-" + name },
	}
}

func outline() *course.Outline {
	return &course.Outline{Title: "Happens Before", Parts: []course.Part{
		{Entries: []course.Entry{{Slug: "start-here", Title: "Start here"}}},
		{Title: "Part II · Time", Entries: []course.Entry{
			{Number: "6", Title: "Is it dead or slow?", Draft: true},
			{Number: "7", Slug: "clocks", Title: "Time and clocks", Children: []course.Entry{{Number: "7.1", Slug: "leap", Title: "Leap seconds"}}},
		}},
	}}
}

func chapter() *course.Chapter {
	return &course.Chapter{
		Slug: "clocks", Title: "Time and clocks", Number: "7", Part: "Part II · Time", Summary: "Why a node's timestamps lie.",
		Symptoms: []course.Symptom{{Text: "The newer row lost"}},
		Labs:     []string{"lamport-clock"},
		Review:   &course.Review{Principle: "Order, not time.", Mistake: `Reading "later" off a clock.`, Questions: []string{"Who?", "When?", "Why?"}},
		HTML:     `<h2 id="scene">A scene</h2><p>Text.</p>`,
		Sections: []course.Section{{ID: "scene", Title: "A scene", Level: 2}},
		Questions: []course.Question{
			{ID: "q1", HTML: "<p>Which?</p>", Options: []course.Option{
				{HTML: "the first", Why: "<p>It ran before its cause.</p>"},
				{HTML: "the second", Right: true, Why: "<p>Cause before effect.</p>"},
			}},
			{ID: "q2", HTML: "<p>How many?</p>", Numeric: true, Options: []course.Option{
				{HTML: "40 ± 2", Right: true, Why: "<p>Four tens.</p>", Value: 40, Tolerance: 2},
				{HTML: "0.1", Why: "<p>Units.</p>", Value: 0.1},
			}},
		},
		Examples: []course.Example{{ID: "run-1"}},
		Words:    3000, Minutes: 14,
		Previous: &course.Entry{Slug: "start-here", Title: "Start here"},
		Next:     &course.Entry{Slug: "leap", Title: "Leap seconds"},
	}
}

func lab() *course.Lab {
	return &course.Lab{
		Slug: "lamport-clock", Title: "Lamport clock", Chapter: "clocks", Summary: "Order events.", Difficulty: 2, Minutes: 30,
		HTML: "<p>Build a clock.</p>",
		Checks: []course.Check{
			{Test: "TestTick", Says: "a tick moves the clock", Points: 1, Seeds: 1, Hints: []string{"<p>tick-hint-1</p>"}},
			{Test: "TestReceive", Says: "a receipt is later than its send", Points: 2, Seeds: 200, Hints: []string{"<p>receive-hint-1</p>", "<p>receive-hint-2</p>", "<p>receive-hint-3</p>"}},
		},
		Visible: []course.Check{{Test: "TestVisible", Says: "the clock begins at 0", Seeds: 1}},
		Starter: []course.File{{Name: "clock.go", Source: "package lamport\n"}},
		Tests:   []course.File{{Name: "clock_test.go", Source: "package lamport_test\n"}},
		Limits:  course.DefaultLimits(),
	}
}

func failedVerdict() *course.Verdict {
	v := &course.Verdict{
		Outcome: course.Failed, Engine: "interpreted", Elapsed: 18 * time.Millisecond, Output: nasty,
		Checks: []course.CheckResult{
			{Test: "TestTick", Says: "a tick moves the clock", Outcome: course.Passed, Passed: true, Points: 1},
			{Test: "TestReceive", Says: "a receipt is later than its send", Outcome: course.Failed, Points: 2, Message: nasty, Seed: 17, Failed: 3, Seeds: 200},
		},
	}
	v.Settle()
	return v
}

func passedVerdict() *course.Verdict {
	v := &course.Verdict{Checks: []course.CheckResult{{Test: "TestTick", Says: "a tick moves the clock", Outcome: course.Passed, Passed: true, Points: 3}}}
	v.Settle()
	return v
}

func brokenVerdict() *course.Verdict {
	return &course.Verdict{Outcome: course.DidNotCompile, Diagnostics: []course.Diagnostic{{File: "clock.go", Line: 12, Column: 3, Message: "undefined: " + nasty}}}
}

func submission(v *course.Verdict) *course.Submission {
	return &course.Submission{ID: 8, Learner: 1, Lab: "lamport-clock", Files: []course.File{{Name: "clock.go", Source: nasty}}, At: at, Verdict: v}
}

var at = time.Date(2026, 11, 21, 9, 12, 0, 0, time.UTC)

// journal has answers of every kind: to a question that is asked, to one that
// is not any more, and in a chapter that left the book.
func journal() JournalPage {
	return JournalPage{Layout: layout(), Chapters: []*course.Chapter{chapter()}, Answers: []course.Answer{
		{ID: 1, Version: 1, Chapter: "clocks", Question: "Who?", Text: "Nobody.", At: at, Changed: at, Earlier: true},
		{ID: 2, Version: 3, Chapter: "clocks", Question: "Who?", Text: nasty, At: at, Changed: at},
		{ID: 3, Version: 1, Chapter: "clocks", Question: "How?", Text: "\n\n  As before.", At: at, Changed: at},
		{ID: 4, Version: 1, Chapter: "gone", Question: "Where?", Text: "Elsewhere.", At: at, Changed: at},
	}}
}

// notes are one in its place, one that lost it, and one whose chapter left.
func notes() NotesPage {
	return NotesPage{Layout: layout(), Chapters: []*course.Chapter{chapter()}, Notes: []PlacedNote{
		{Note: course.Note{ID: 1, Version: 1, Chapter: "clocks", Quote: course.Quote{Section: "scene", Exact: "Text."}, Text: nasty, Changed: at}, Found: "Text - that is, words.\nNext."},
		{Note: course.Note{ID: 2, Version: 2, Chapter: "clocks", Quote: course.Quote{Section: "gone", Exact: nasty}, Changed: at}},
		{Note: course.Note{ID: 3, Version: 1, Chapter: "gone", Quote: course.Quote{Exact: "x"}, Text: "# y", Changed: at}},
	}}
}

func failures(n int) course.Standing {
	return course.Standing{Lab: "lamport-clock", Attempts: n, Failures: map[string]int{"TestReceive": n}}
}

// pages is every page in every state that changes what it consists of.
func pages() map[string]templ.Component {
	l := layout()
	start, try := &course.Entry{Slug: "start-here", Title: "Start here"}, &course.Entry{Slug: "clocks", Number: "7", Title: "Time and clocks"}
	broken, brokenLab := chapter(), lab()
	broken.Problems = []course.Problem{{File: "content/chapters/clocks.md", Line: 12, What: "the fence is not closed", Mend: "close it"}}
	brokenLab.Problems = []course.Problem{{File: "labs/lamport-clock.md", What: "no checks"}}
	list := map[string]templ.Component{
		"landing":             Landing(LandingPage{Layout: l, Start: start, Try: try, Labs: []course.Lab{*lab()}}),
		"landing, empty":      Landing(LandingPage{Layout: Layout{Assets: l.Assets}}),
		"chapter":             Chapter(ChapterPage{Layout: l, Chapter: chapter(), Labs: []course.Lab{*lab()}}),
		"chapter, broken":     Chapter(ChapterPage{Layout: l, Chapter: broken}),
		"chapter, bare":       Chapter(ChapterPage{Layout: l, Chapter: &course.Chapter{Slug: "leap", Title: "Leap seconds"}}),
		"symptoms":            Symptoms(SymptomsPage{Layout: l, Chapters: []*course.Chapter{chapter()}, Symptoms: map[string][]course.Symptom{"clocks": {{Text: "The newer row lost", Section: "skew"}, {Text: nasty}}}}),
		"search":              Search(SearchPage{Layout: l, Query: nasty, Findings: foundNasty()}),
		"search, empty":       Search(SearchPage{Layout: l}),
		"ask":                 Ask(AskPage{Layout: l, Question: nasty, Passages: nastyPassages(), Writes: true}),
		"ask, answered":       Ask(AskPage{Layout: l, Question: nasty, Passages: nastyPassages(), Writes: true, Answer: &Answer{Phrases: []course.Phrase{{Text: nasty}, {Cite: 1}}, Ending: Miscited}}),
		"ask, silent":         Ask(AskPage{Layout: l, Question: nasty}),
		"ask, empty":          Ask(AskPage{Layout: l}),
		"symptoms, empty":     Symptoms(SymptomsPage{Layout: l}),
		"labs":                Labs(LabsPage{Layout: l, Labs: []course.Lab{*lab()}}),
		"labs, empty":         Labs(LabsPage{Layout: l}),
		"lab":                 Lab(LabPage{Layout: l, Lab: lab(), Key: "k"}),
		"lab, known":          Lab(LabPage{Layout: l, Lab: lab(), Chapter: try, Key: "k", Standing: failures(2), Submissions: []course.Submission{*submission(failedVerdict()), *submission(nil)}}),
		"lab, from":           Lab(LabPage{Layout: l, Lab: lab(), From: 8, Files: submission(nil).Files}),
		"lab, run":            Lab(LabPage{Layout: l, Lab: lab(), Files: submission(nil).Files, Run: brokenVerdict()}),
		"lab, broken":         Lab(LabPage{Layout: l, Lab: brokenLab}),
		"submission, failed":  Submission(SubmissionPage{Layout: l, Lab: lab(), Submission: submission(failedVerdict()), Standing: failures(1)}),
		"submission, passed":  Submission(SubmissionPage{Layout: l, Lab: lab(), Submission: submission(passedVerdict())}),
		"submission, pending": Submission(SubmissionPage{Layout: l, Lab: lab(), Submission: submission(nil)}),
		"solutions":           Solutions(SolutionsPage{Layout: l, Lab: lab(), Solutions: []course.Variant{{Files: lab().Starter}, {Name: "mutex-free", Files: lab().Starter}}}),
		"diff": DiffOf(DiffPage{Layout: l, Lab: lab(), Diffs: []Diff{{Before: SubmissionSide(*submission(nil)), After: SolutionSide("lamport-clock", course.Variant{}), Files: []FileDiff{
			{Name: "clock.go", Hunks: []hunk{{lines: []diffLine{{"-", 1, 0, nasty}, {"+", 0, 1, nasty}, {" ", 2, 2, nasty}}}}},
		}}}}),
		"run result":           RunResult(RunResultPage{Layout: l, Source: nasty, Verdict: &course.Verdict{Outcome: course.Passed, Output: nasty}, Back: "/chapters/clocks"}),
		"run result, panicked": RunResult(RunResultPage{Layout: l, Source: nasty, Verdict: &course.Verdict{Outcome: course.Panicked, Output: nasty}}),
		"progress":             Progress(ProgressPage{Layout: l, Labs: []course.Lab{*lab()}, Progress: course.Progress{Read: map[string]time.Time{"clocks": at}, Standings: map[string]course.Standing{"lamport-clock": failures(1)}}}),
		"progress, empty":      Progress(ProgressPage{Layout: l, Labs: []course.Lab{*lab()}}),
		"health":               Health(HealthPage{Layout: l, Healthy: true, Parts: []HealthPart{{Name: "store", Healthy: true, Says: "read in 1 ms"}, {Name: "grader", Says: nasty}}}),
		"health, lines": Health(HealthPage{Layout: l, Healthy: true, Parts: []HealthPart{{Name: "jail", Healthy: true, Says: "3 of 4 layers hold", Lines: []HealthLine{
			{Name: "seccomp", Holds: true, Says: "a socket was refused"}, {Name: "cgroup", Says: nasty},
		}}}}),
		"journal, empty":         Journal(JournalPage{Layout: l, Chapters: []*course.Chapter{chapter()}}),
		"journal":                Journal(journal()),
		"review, empty":          Review(ReviewPage{Layout: l}),
		"review, later":          Review(ReviewPage{Layout: l, Later: 2, Next: at, Sitting: 1, Dropped: 1}),
		"review, asked":          Review(ReviewPage{Layout: l, Due: 2, Asked: &AskedQuestion{Chapter: chapter(), Question: &chapter().Questions[0], Recall: &course.Recall{Due: at}}}),
		"review, asked a number": Review(ReviewPage{Layout: l, Of: chapter(), Asked: &AskedQuestion{Chapter: chapter(), Question: &chapter().Questions[1]}}),
		"review, right":          Review(ReviewPage{Layout: l, Answered: &AnsweredQuestion{AskedQuestion: AskedQuestion{Chapter: chapter(), Question: &chapter().Questions[0], Recall: &course.Recall{Due: at}}, Given: "1", Met: 1}}),
		"review, wrong":          Review(ReviewPage{Layout: l, Of: chapter(), Answered: &AnsweredQuestion{AskedQuestion: AskedQuestion{Chapter: chapter(), Question: &chapter().Questions[1]}, Given: nasty, Met: -1, Before: true}}),
		"review, all answered":   Review(ReviewPage{Layout: l, Of: chapter(), Tally: Tally{1, 2, 2}}),
		"notes, empty":           Notes(NotesPage{Layout: l}),
		"notes":                  Notes(notes()),
		"sheet":                  Sheet(SheetPage{Layout: l, Chapters: []*course.Chapter{chapter()}}),
		"sheet, empty":           Sheet(SheetPage{Layout: l}),
		"busy":                   Error(ErrorPage{Layout: l, Status: 503, Title: "The line is full", Reason: nasty, Again: &AgainForm{Action: "/labs/lamport-clock/submissions", Fields: []AgainField{{Name: "file.clock.go", Value: nasty}, {Name: "key", Value: nasty}}}}),
	}
	for status := range plainErrors {
		list[fmt.Sprint("error ", status)] = Error(ErrorPage{Layout: l, Status: status, Reason: nasty})
	}
	return list
}

func TestEveryPageKeepsToTheStrictPolicy(t *testing.T) {
	for name, c := range pages() {
		t.Run(name, func(t *testing.T) {
			_, root := render(t, c)
			for _, n := range all(root, tag("script")) {
				if src := attr(n, "src"); !strings.HasPrefix(src, "/static/hashed-") || text(n) != "" {
					t.Errorf("script with source %q and text %q", src, text(n))
				}
			}
			for _, n := range all(root, tag("style", "iframe", "object", "embed", "base")) {
				t.Errorf("a <%s>", n.Data)
			}
			for n := range root.Descendants() {
				for _, a := range n.Attr {
					switch {
					case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
						t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
					case strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:"), strings.HasPrefix(a.Val, "data:"):
						t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
					case (a.Key == "src" || n.Data == "link" && a.Key == "href") && !strings.HasPrefix(a.Val, "/static/hashed-") && !slices.Contains(written, a.Val):
						t.Errorf("<%s %s=%q> is not a hashed file", n.Data, a.Key, a.Val)
					}
				}
			}
		})
	}
}

// written are the addresses in a page's head at which the server writes what it
// answers anew.
var written = []string{"/manifest.webmanifest", "/feed.atom", "/book-pages.css"}

func TestEveryPageCanBeReadWithoutEyesOrMouse(t *testing.T) {
	for name, c := range pages() {
		t.Run(name, func(t *testing.T) {
			_, root := render(t, c)
			one(t, root, "main", has("id", "main"))
			one(t, root, "h1", tag("h1"))
			if title := text(one(t, root, "title", func(n *html.Node) bool { return n.Data == "title" && n.Parent.Data == "head" })); !strings.Contains(title, "Happens Before") {
				t.Errorf("title %q", title)
			}
			if lang := attr(one(t, root, "html", tag("html")), "lang"); lang != "en" {
				t.Errorf("lang %q", lang)
			}

			ids := map[string]*html.Node{}
			for n := range root.Descendants() {
				if id, ok := lookup(n, "id"); ok {
					if ids[id] != nil {
						t.Errorf("two elements have the id %q", id)
					}
					ids[id] = n
				}
			}
			for n := range root.Descendants() {
				for _, key := range []string{"for", "aria-labelledby", "popovertarget"} {
					for _, id := range strings.Fields(attr(n, key)) {
						if ids[id] == nil {
							t.Errorf("<%s %s=%q> names nothing", n.Data, key, id)
						}
					}
				}
				if href := attr(n, "href"); len(href) > 1 && href[0] == '#' && ids[href[1:]] == nil {
					t.Errorf("<a href=%q> leads nowhere", href)
				}
				if n.Type != html.ElementNode {
					continue
				}
				switch n.Data {
				case "textarea":
					if _, ok := lookup(n, "aria-label"); !ok && len(all(root, has("for", attr(n, "id")))) == 0 {
						t.Errorf("textarea %q has no label", attr(n, "name"))
					}
				case "button", "a", "summary":
					if text(n) == "" && attr(n, "aria-label") == "" {
						t.Errorf("<%s class=%q> says nothing", n.Data, attr(n, "class"))
					}
				case "svg":
					if attr(n, "aria-hidden") != "true" && attr(n, "role") != "img" {
						t.Error("an svg that is neither hidden nor an image")
					}
				case "nav":
					if attr(n, "aria-label") == "" {
						t.Error("a nav without a name")
					}
				}
			}

			level := 0
			for _, n := range all(root, tag("h1", "h2", "h3", "h4")) {
				if n.Parent != nil && attr(n.Parent, "id") != "" && n.Parent.Data == "nav" {
					continue // the outline's and the section list's own titles
				}
				l := int(n.Data[1] - '0')
				if l > level+1 {
					t.Errorf("<%s> %q after level %d", n.Data, text(n), level)
				}
				level = l
			}
		})
	}
}

// What a learner typed, and what their code printed, is text wherever it
// stands. The tree shows it: no element came out of it.
func TestWhatLearnersTypeIsText(t *testing.T) {
	for name, c := range pages() {
		t.Run(name, func(t *testing.T) {
			_, root := render(t, c)
			for n := range root.Descendants() {
				if attr(n, "src") == "x" || n.Data == "script" && strings.Contains(text(n), "alert") {
					t.Fatalf("<%s> came out of a learner's text", n.Data)
				}
			}
		})
	}
	for _, name := range []string{"lab, from", "lab, run", "submission, failed", "run result", "health", "journal", "notes", "review, wrong"} {
		_, root := render(t, pages()[name])
		if !strings.Contains(text(root), "alert(1)") {
			t.Errorf("%s: the learner's text is not shown at all", name)
		}
	}
}

// A browser drops one newline after <textarea>, so a source that begins with
// one would lose it.
func TestSourceSurvivesTheTextarea(t *testing.T) {
	source := "\n\n\tpackage lamport // <&>\n" + nasty + "\n"
	_, root := render(t, Lab(LabPage{Layout: layout(), Lab: lab(), From: 1, Files: []course.File{{Name: "clock.go", Source: source}}}))
	area := one(t, root, "textarea", has("name", "file.clock.go"))
	if got := area.FirstChild.Data; got != source {
		t.Errorf("textarea holds %q, want %q", got, source)
	}
	starter := one(t, root, "starter", has("data-starter", "clock.go"))
	if got := starter.FirstChild.Data; got != "package lamport\n" {
		t.Errorf("the starter is %q", got)
	}

	_, root = render(t, RunResult(RunResultPage{Layout: layout(), Source: source, Verdict: passedVerdict()}))
	if got := one(t, root, "textarea", has("name", "source")).FirstChild.Data; got != source {
		t.Errorf("textarea holds %q, want %q", got, source)
	}
}
