package content_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"happensbefore/content"
)

// finished is a chapter that has all that a chapter has, in n words of prose to
// a section.
func finished() string {
	prose := func(words int) string { return strings.TrimSpace(strings.Repeat("word ", words)) + ".\n\n" }
	mechanism := strings.Repeat(prose(140), 15)
	return strings.TrimSuffix(strings.Split(whole("Clocks"), "Text that")[0], "\n") + `
## What happened to somebody

` + prose(120) + `## Why

A [term](../appendices/glossary.md#happens-before).

` + mechanism + "```trace\nnodes: A, B\nA -> B: m\nB <- m\n```\n\n```go run\npackage main\n\nfunc main() { println() }\n```\n\n```output\n\n```\n" + `
## Choosing

| Situation | Choose | You give up | Revisit when |
| --- | --- | --- | --- |
| a | b | c | d |

| Quantity | Value | Source |
| --- | --- | --- |
| a | 1 s | b |

### What it costs to run

Sleep.

## How it fails

Loudly.

## Go deeper

- A paper.

## Check yourself

` + strings.Repeat("1. A?\n   - [x] a\n     > Yes.\n   - [ ] b\n     > No.\n", 4)
}

func TestTheStandardOfAChapter(t *testing.T) {
	const clocks = "content/chapters/clocks.md:"
	for _, test := range []struct {
		name, old, new, want string
	}{
		{"a finished chapter", "", "", ""},
		{"three questions to check oneself", "1. A?\n   - [x] a\n     > Yes.\n   - [ ] b\n     > No.\n", "", "“Check yourself” has 3 questions: ask four to six"},
		{"no questions to check oneself", "## Check yourself", "## Questions", "the chapter has no questions: end it with a section “## Check yourself” of four to six questions"},
		{"no example", "```go run\npackage main\n\nfunc main() { println() }\n```\n\n```output\n\n```", "```go\npackage main\n```", "the chapter has no example that the reader can run: add a ```go run fence"},
		{"an example that is not said to print anything", "```output\n\n```\n", "", "the text does not say what the example prints: put what it prints into an ```output fence directly below"},
		{"nothing drawn", "```trace\nnodes: A, B\nA -> B: m\nB <- m\n```", "", "the chapter draws nothing: draw what happens with a ```trace or ```goat fence"},
		{"no decision table", "| Situation | Choose |", "| Situation | Choice |", "the chapter has no decision table: add one: | Situation | Choose | You give up | Revisit when |"},
		{"no numbers", "| Quantity | Value | Source |\n| --- | --- | --- |\n| a | 1 s | b |", "", "the chapter has no table of the numbers that decide: add one with each number's unit and source"},
		{"no costs", "### What it costs to run", "### Costs", "the chapter does not say what it costs to run: add a section “What it costs to run”: on call, knowledge, migration"},
		{"no failures", "## How it fails", "## Failing", "the chapter does not say how it fails: add a section “How it fails”: the failure modes by name, and how each looks from outside"},
		{"nothing to read next", "## Go deeper", "## More", "the chapter names nothing to read next: add a section “Go deeper”: two to five references"},
		{"no scene", "## What happened to somebody\n\n", "", "the chapter begins without a heading: give the scene a heading that says what happened: “## …”"},
		{"a scene that is none", strings.TrimSpace(strings.Repeat("word ", 120)) + ".", "Something.", "the opening scene has 1 words: tell one incident in 100 to 250 words"},
		{"a paragraph without end", "Loudly.", strings.Repeat("loudly ", 151), "the paragraph has 151 words, more than 150: part it where its subject changes"},
		{"too little to read", strings.Repeat(strings.TrimSpace(strings.Repeat("word ", 140))+".\n\n", 2), "", "the chapter has 1946 words of prose: say it in 2000 to 3500"},
		{"too much to read", "Loudly.", strings.Repeat(strings.Repeat("loudly ", 140)+"\n\n", 11), "the chapter has 3765 words of prose: say it in 2000 to 3500"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := fstest.MapFS{
				"SUMMARY.md":             file("- [Clocks](chapters/clocks.md)\n- [Draft]()\n\n---\n\n[Glossary](appendices/glossary.md)\n"),
				"chapters/clocks.md":     file(strings.Replace(finished(), test.old, test.new, 1)),
				"appendices/glossary.md": file(glossary),
			}
			b, problems := content.Load(f, "content")
			for _, p := range problems {
				t.Errorf("broken: %v", p)
			}
			var all []string
			for _, p := range b.Standard() {
				if p.Line == 0 || p.Mend == "" {
					t.Errorf("no place or no mend: %v", p)
				}
				_, what, _ := strings.Cut(strings.TrimPrefix(p.String(), clocks), ": ")
				all = append(all, what)
			}
			if got := strings.Join(all, "\n"); got != test.want {
				t.Errorf("says  %s\nwants %s", got, test.want)
			}
		})
	}
}

// A page that is no chapter of a course, as all of another book's are, lacks nothing.
func TestPagesWithoutFrontMatterAreHeldToNoStandard(t *testing.T) {
	b, _ := content.Load(fstest.MapFS{"SUMMARY.md": file("- [One](one.md)\n"), "one.md": file("# One\n\n" + strings.Repeat("word ", 500))}, "content")
	if lacks := b.Standard(); len(lacks) > 0 {
		t.Error(lacks)
	}
}

func TestTermsAreUsed(t *testing.T) {
	load := func(change func(fstest.MapFS)) string {
		f := fstest.MapFS{
			"SUMMARY.md":             file("- [Clocks](chapters/clocks.md)\n\n---\n\n[Glossary](appendices/glossary.md)\n"),
			"chapters/clocks.md":     file(finished()),
			"appendices/glossary.md": file(glossary),
		}
		change(f)
		var all []string
		_, problems := content.Load(f, "content")
		for _, p := range problems {
			all = append(all, p.String())
		}
		return strings.Join(all, "\n")
	}
	if got := load(func(fstest.MapFS) {}); got != "" {
		t.Error(got)
	}
	unlinked := func(f fstest.MapFS) {
		f["chapters/clocks.md"] = file(strings.Replace(finished(), "[term](../appendices/glossary.md#happens-before)", "term", 1))
	}
	const nowhere = `content/chapters/clocks.md:6: the term "happens-before" is nowhere linked in the text: link it where it is first used: [happens-before](../appendices/glossary.md#happens-before), or take it out of “terms:”`
	const nobody = `content/appendices/glossary.md:8: no page links to the term "happens-before": link to it where it is used, or take it out`
	if got := load(unlinked); got != nowhere+"\n"+nobody {
		t.Errorf("says %s", got)
	}
	announced := func(f fstest.MapFS) {
		unlinked(f)
		f["SUMMARY.md"] = file("- [Clocks](chapters/clocks.md)\n- [More](<> \"more\")\n\n---\n\n[Glossary](appendices/glossary.md)\n")
	}
	if got := load(announced); got != nowhere {
		t.Errorf("while a chapter is announced, says %s", got)
	}
}
