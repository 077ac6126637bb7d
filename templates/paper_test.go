package templates

import (
	"bytes"
	"strings"
	"testing"

	"happensbefore/course"
)

func TestOnPaperLinksSayWhereTheyLead(t *testing.T) {
	outline := &course.Outline{Parts: []course.Part{{Entries: []course.Entry{
		{Slug: "start-here", Title: "Start here"},
		{Slug: "clocks", Title: "Time and clocks", Number: "7"},
		{Slug: "fallacies", Title: "Who's right & wrong", Number: "2"},
		{Slug: "glossary", Title: "Glossary", Number: "D", Appendix: true},
		{Slug: "reading", Title: "Reading", Number: "C", Appendix: true},
	}}}}
	for link, want := range map[string]string{
		`<a href="/chapters/fallacies#cost">what it costs</a>`:           `<a href="/chapters/fallacies#cost" data-to="chapter 2, “Who’s right &amp; wrong”">what it costs</a>`,
		`<a href="/chapters/start-here" rel="x">the beginning</a>`:       `<a href="/chapters/start-here" rel="x" data-to="“Start here”">the beginning</a>`,
		`<a href="/chapters/reading">Reading</a>`:                        `<a href="/chapters/reading" data-to="appendix C">Reading</a>`,
		`<a href="/chapters/start-here">Start here</a>`:                  "",
		`<a href="/chapters/glossary#lease">lease</a>`:                   "",
		`<a href="/chapters/clocks#review">above</a>`:                    "",
		`<a href="/chapters/nowhere">nowhere</a>`:                        "",
		`<a href="https://example.org/chapters/fallacies">another</a>`:   "",
		`<a href="/labs/lamport-clock">a lab</a>`:                        "",
		`<p>a</p><a href="/chapters/reading"><em>Reading</em> this</a>!`: `<p>a</p><a href="/chapters/reading" data-to="appendix C"><em>Reading</em> this</a>!`,
	} {
		if want == "" {
			want = link
		}
		p := ChapterPage{Layout: Layout{Outline: outline}, Chapter: &course.Chapter{Slug: "clocks", HTML: link}}
		if got := p.text(); got != want {
			t.Errorf("%s\n got %s\nwant %s", link, got, want)
		}
	}
}

func TestOnPaperTheAnswersStandBehindTheQuestions(t *testing.T) {
	p := ChapterPage{Chapter: &course.Chapter{Slug: "clocks", Title: "Clocks", Questions: []course.Question{
		{ID: "q1", HTML: "<p>Which?</p>", Options: []course.Option{
			{HTML: "8", Why: "<p>backwards</p>"}, {HTML: "13", Right: true, Why: "<p>one more</p>"}, {HTML: "14", Why: "<p>two</p>"},
		}},
		{ID: "q2", HTML: "<p>How many?</p>", Numeric: true, Options: []course.Option{
			{HTML: "7", Value: 7, Why: "<p>too few</p>"}, {HTML: "40 ± 2", Right: true, Value: 40, Why: "<p>twenty each way</p>"},
		}},
	}}}
	var page bytes.Buffer
	if err := Chapter(p).Render(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	_, behind, found := strings.Cut(page.String(), `<div class="answers on-paper">`)
	behind, _, closed := strings.Cut(behind, "</div>")
	if !found || !closed {
		t.Fatalf("there are no answers:\n%s", page.String())
	}
	if got, want := behind, `<h3>Answers</h3><ol><li><b>b)</b>&#32; <p>one more</p></li><li>40 ± 2 <p>twenty each way</p></li></ol>`; got != want {
		t.Errorf("answers\n got %s\nwant %s", got, want)
	}
}
