package server

import (
	"fmt"
	"sync"

	"happensbefore/course"
)

// A fakeBook is a small book with one of everything: a chapter with all its
// parts, one that breaks the rules, one not yet written, an appendix, and an
// outline entry whose file is missing.
type fakeBook struct {
	mu       sync.Mutex // guards chapters, which tests change between reloads
	chapters map[string]*course.Chapter
}

func newBook() *fakeBook {
	clocks := &course.Chapter{
		Slug: "clocks", Title: "Time and clocks", Number: "1", Part: "Time, failure, agreement",
		Summary:  "Why timestamps lie, and what to use instead.",
		Symptoms: []course.Symptom{{Text: "The row with the newer timestamp lost to an older one", Section: "the-scene"}, {Text: "Events in the log are in an order that cannot have happened"}},
		Terms:    []string{"happens-before"},
		Labs:     []string{"lamport-clock", "not-written-yet"},
		Review: &course.Review{
			Principle: "Order comes from messages, not from clocks.",
			Mistake:   "Comparing timestamps of two machines.",
			Questions: []string{"Who wins a tie?", "What if a clock jumps back?", "Which order do you need?"},
		},
		HTML: `<h2 id="the-scene">The scene</h2><p>At 12:00:00.103 node A wrote.</p>` +
			`<div class="example" data-example="run-1"><pre class="chroma"><code>package main</code></pre></div>`,
		Sections: []course.Section{{ID: "the-scene", Title: "The scene", Level: 2}},
		Questions: []course.Question{
			{ID: "q1", HTML: "<p>A node at time 12 receives a message stamped 7. What stamp does the receipt get?</p>", Options: []course.Option{
				{HTML: "8", Why: "<p>Its time would run backwards.</p>"},
				{HTML: "13", Right: true, Why: "<p>max(12, 7) + 1.</p>"},
			}},
			{ID: "q2", HTML: "<p>How many messages?</p>", Numeric: true, Options: []course.Option{
				{HTML: "40 ± 2", Right: true, Value: 40, Tolerance: 2, Why: "<p>Twenty each way.</p>"},
			}},
		},
		Examples: []course.Example{{ID: "run-1", File: "content/chapters/clocks.md", Line: 40, Source: "package main\n\nfunc main() {}\n"}},
		Words:    2400, Minutes: 11,
		Previous: &course.Entry{Slug: "start-here", Title: "Start here"},
	}
	return &fakeBook{chapters: map[string]*course.Chapter{
		"start-here": {
			Slug: "start-here", Title: "Start here", Summary: "How to read this.",
			HTML: "<p>Read on.</p>", Minutes: 3, Next: &course.Entry{Slug: "clocks", Title: "Time and clocks"},
		},
		"clocks": clocks,
		"fallacies": {
			Slug: "fallacies", Title: "The fallacies, priced", Number: "2", HTML: "<p>Half a chapter.</p>",
			Problems: []course.Problem{{File: "content/chapters/fallacies.md", Line: 7, What: "the field colour is not known", Mend: "remove it"}},
		},
		"glossary": {Slug: "glossary", Title: "Glossary of precise terms", Number: "D", HTML: `<h2 id="terms">Terms</h2><h3 id="happens-before">happens-before</h3>`},
	}}
}

func (b *fakeBook) Outline() *course.Outline {
	return &course.Outline{Title: "Happens Before", Parts: []course.Part{
		{Entries: []course.Entry{{Slug: "start-here", Title: "Start here"}}},
		{Title: "Time, failure, agreement", Entries: []course.Entry{
			{Slug: "clocks", Title: "Time and clocks", Number: "1"},
			{Slug: "fallacies", Title: "The fallacies, priced", Number: "2"},
			{Slug: "lost-file", Title: "A chapter whose file is gone", Number: "3"},
			{Title: "Agreement", Number: "4", Draft: true},
		}},
		{Title: "Appendices", Entries: []course.Entry{{Slug: "glossary", Title: "Glossary of precise terms", Number: "D", Appendix: true}}},
	}}
}

func (b *fakeBook) Chapter(slug string) (*course.Chapter, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	c, ok := b.chapters[slug]
	if !ok {
		return nil, fmt.Errorf("content: chapter %q: %w", slug, course.ErrNotFound)
	}
	return c, nil
}

func (b *fakeBook) put(c *course.Chapter) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.chapters[c.Slug] = c
}
