package content_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"happensbefore/content"
	"happensbefore/course"
)

// whole is a chapter that keeps every rule; the first word of its title is given.
func whole(title string) string {
	return `---
title: ` + title + `
summary: What it is about.
symptoms:
  - It hurts
terms: [happens-before]
labs: [lamport-clock]
principle: One sentence.
mistake: Another.
questions:
  - One?
  - Two?
  - Three?
---

Text that links to [a term](../appendices/glossary.md#happens-before).

## Mechanism

` + "```go run\npackage main\n\nfunc main() {}\n```" + `

## Go deeper

- A paper.

## Check yourself

` + strings.Repeat("1. A?\n   - [x] a\n     > Yes.\n   - [ ] b\n     > No.\n", 4)
}

const glossary = `---
title: Glossary
summary: Words.
---

## H

### happens-before

The order that messages make.
`

// book is a small one without any problem.
func book() fstest.MapFS {
	return fstest.MapFS{
		"SUMMARY.md": file(`# The book

[Start](chapters/start.md)

# Part one

- [Draft]()
- [Clocks](chapters/clocks.md)
    - [Nested](chapters/nested.md)
    - [Nested draft](<> "nested-draft")
- [Last](chapters/last.md)

---

# Appendices

[Glossary](appendices/glossary.md)
[A draft]()
`),
		"chapters/start.md":      file("Welcome to [the clocks](clocks.md#mechanism), [a lab](../../labs/lamport-clock.md) and [yourself](clocks.md#check-yourself).\n"),
		"chapters/clocks.md":     file(whole("Clocks")),
		"chapters/nested.md":     file(whole("Nested")),
		"chapters/last.md":       file(whole("Last")),
		"appendices/glossary.md": file(glossary),
	}
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func TestLoad(t *testing.T) {
	b, problems := content.Load(book(), "content")
	problems = append(problems, b.CheckLabs(func(slug string) bool { return slug == "lamport-clock" })...)
	for _, p := range problems {
		t.Errorf("unexpected problem: %v", p)
	}
	if !b.Announced("nested-draft") || b.Announced("clocks") || b.Announced("") {
		t.Error("of these three slugs, a draft has the first")
	}
	want := &course.Outline{Title: "The book", Parts: []course.Part{
		{Entries: []course.Entry{{Slug: "start", Title: "Start"}}},
		{Title: "Part one", Entries: []course.Entry{
			{Title: "Draft", Number: "1", Draft: true},
			{Slug: "clocks", Title: "Clocks", Number: "2", Children: []course.Entry{
				{Slug: "nested", Title: "Nested", Number: "2.1"},
				{Title: "Nested draft", Number: "2.2", Draft: true},
			}},
			{Slug: "last", Title: "Last", Number: "3"},
		}},
		{Title: "Appendices", Entries: []course.Entry{
			{Slug: "glossary", Title: "Glossary", Number: "A", Appendix: true},
			{Title: "A draft", Number: "B", Draft: true, Appendix: true},
		}},
	}}
	if diff := cmp.Diff(want, b.Outline()); diff != "" {
		t.Errorf("outline (-want +got):\n%s", diff)
	}

	c, err := b.Chapter("clocks")
	if err != nil {
		t.Fatal(err)
	}
	shown := *c
	shown.HTML, shown.Questions, shown.Examples = "", nil, nil
	wantChapter := course.Chapter{
		Slug: "clocks", Title: "Clocks", Number: "2", Part: "Part one", Summary: "What it is about.",
		Symptoms: []course.Symptom{{Text: "It hurts"}}, Terms: []string{"happens-before"}, Labs: []string{"lamport-clock"},
		Review:   &course.Review{Principle: "One sentence.", Mistake: "Another.", Questions: []string{"One?", "Two?", "Three?"}},
		Sections: []course.Section{{ID: "mechanism", Title: "Mechanism", Level: 2}, {ID: "go-deeper", Title: "Go deeper", Level: 2}},
		Words:    11, Minutes: 1,
		Previous: &course.Entry{Slug: "start", Title: "Start"},
		Next:     &course.Entry{Slug: "nested", Title: "Nested", Number: "2.1"},
	}
	if diff := cmp.Diff(wantChapter, shown); diff != "" {
		t.Errorf("chapter (-want +got):\n%s", diff)
	}
	if len(c.Questions) != 4 || len(c.Examples) != 1 || !strings.Contains(c.HTML, `href="/chapters/glossary#happens-before"`) {
		t.Errorf("%d questions, %d examples, HTML:\n%s", len(c.Questions), len(c.Examples), c.HTML)
	}
	if got := c.Examples[0]; got.File != "content/chapters/clocks.md" || got.Line != 20 {
		t.Errorf("the example stands at %s:%d", got.File, got.Line)
	}
	var slugs []string
	for _, c := range b.Chapters() {
		slugs = append(slugs, c.Slug)
	}
	if diff := cmp.Diff([]string{"start", "clocks", "nested", "last", "glossary"}, slugs); diff != "" {
		t.Errorf("reading order (-want +got):\n%s", diff)
	}
	if _, err := b.Chapter("nowhere"); !errors.Is(err, course.ErrNotFound) {
		t.Errorf("an unknown chapter gives %v", err)
	}
}

func TestASymptomMayNameItsSection(t *testing.T) {
	f := book()
	f["chapters/clocks.md"] = file(strings.Replace(whole("Clocks"), "  - It hurts\n", "  - It hurts\n  - {text: \"Slow: very\", section: mechanism}\n  - text: Gone\n    section: check-yourself\n", 1))
	b, problems := content.Load(f, "content")
	if len(problems) > 0 {
		t.Error(problems)
	}
	c, err := b.Chapter("clocks")
	if err != nil {
		t.Fatal(err)
	}
	want := []course.Symptom{{Text: "It hurts"}, {Text: "Slow: very", Section: "mechanism"}, {Text: "Gone", Section: "check-yourself"}}
	if diff := cmp.Diff(want, c.Symptoms); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// The folder of an mdBook has no front matter, chapters anywhere, and names of its own.
func TestLoadMdBook(t *testing.T) {
	b, problems := content.Load(fstest.MapFS{
		"SUMMARY.md": file("# Summary\n\n[Introduction](README.md)\n\n* [One](./one.md)\n\t* [Deep](part/deep.md)\n\n<!-- a comment\nover lines -->\n\n***\n\n[Afterword](after_word.md)\n"),
		"README.md":  file("# Introduction\n\nSee [one](one.md), [deep](part/deep.md#how).\n"), "one.md": file("# One\n\nBack to [the start](./README.md).\n"),
		"part/deep.md": file("# Deep\n\n## How\n\n[up](../one.md)\n"), "after_word.md": file("Bye.\n"),
	}, "/srv/other book/src")
	for _, p := range problems {
		t.Errorf("unexpected problem: %v", p)
	}
	var got []string
	for e := range b.Outline().Entries {
		c, err := b.Chapter(e.Slug)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e.Number+" "+e.Slug+": "+c.Title)
	}
	if diff := cmp.Diff([]string{" index: Introduction", "1 one: One", "1.1 part.deep: Deep", " after_word: Afterword"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	c, _ := b.Chapter("index")
	if strings.Contains(c.HTML, "<h1") || b.Outline().Title != "" {
		t.Errorf("the title is left in the text, or the book is called %q:\n%s", b.Outline().Title, c.HTML)
	}
}

func TestProblems(t *testing.T) {
	replace := func(name, old, new string) func(fstest.MapFS) {
		return func(f fstest.MapFS) {
			text := string(f[name].Data)
			if !strings.Contains(text, old) {
				panic(name + " holds no " + old)
			}
			f[name] = file(strings.Replace(text, old, new, 1))
		}
	}
	clocks := func(old, new string) func(fstest.MapFS) { return replace("chapters/clocks.md", old, new) }
	outline := func(old, new string) func(fstest.MapFS) { return replace("SUMMARY.md", old, new) }
	const c, s = "content/chapters/clocks.md:", "content/SUMMARY.md:"
	for _, p := range []struct {
		name   string
		change func(fstest.MapFS)
		want   string
	}{
		{"no outline", func(f fstest.MapFS) { delete(f, "SUMMARY.md") }, "content/SUMMARY.md: there is no outline: write SUMMARY.md with a line such as “- [Title](chapters/slug.md)” for each chapter"},
		{"an empty outline", func(f fstest.MapFS) { f["SUMMARY.md"] = file("# Title\n") }, "content/SUMMARY.md: the outline names no chapter: add a line such as “- [Title](chapters/slug.md)”"},
		{"an outline line that says nothing", outline("---", "see below"), s + `13: the line "see below" cannot be read: write “- [Title](chapters/slug.md)”, “[Title](file.md)” for a page without a number, “# Part title” or “---”`},
		{"a draft whose slug is none", outline("[A draft]()", `[A draft](<> "a draft")`), s + "18: the slug \"a draft\" of a draft cannot stand in an address: write letters, digits, dots, dashes"},
		{"a numbered chapter at the end", outline("[A draft]()", "- [Late]()"), s + "18: a numbered chapter stands after the pages without numbers: move it above the first page without a number"},
		{"an entry without a title", outline("[Draft]", "[]"), s + "7: an entry has no title: write it between the brackets"},
		{"an entry that leads out of the book", outline("chapters/last.md", "../last.md"), s + `11: the entry "Last" leads to "../last.md": write the path of a .md file below the folder of SUMMARY.md`},
		{"an entry that leads to no Markdown", outline("chapters/last.md", "chapters/last.html"), s + `11: the entry "Last" leads to "chapters/last.html": write the path of a .md file below the folder of SUMMARY.md`},
		{"a name that is no address", outline("chapters/last.md", "chapters/.md"), s + `11: the file name ".md" cannot stand in an address: rename the file: letters, digits, dots, dashes`},
		{"one slug twice", outline("chapters/last.md", "appendices/clocks.md"), s + `11: two chapters have the slug "clocks": chapters/clocks.md and appendices/clocks.md: rename one of the files: a chapter's address is its file's path`},
		{"a missing file", func(f fstest.MapFS) { delete(f, "chapters/last.md") }, s + "11: the file chapters/last.md does not exist: write it, or announce it as a draft: [Last]()"},
		{"a file that is not listed", func(f fstest.MapFS) { f["chapters/stray.md"] = file("x") }, "content/chapters/stray.md: the file is not in the outline: add a line such as “- [Title](chapters/stray.md)” to SUMMARY.md"},

		{"front matter that is not closed", clocks("\n---\n", "\n"), c + "1: the front matter is never closed: close it with --- alone on a line"},
		{"front matter that is not YAML", clocks("summary: What", "summary: What: "), c + "3: the front matter is not valid YAML: mapping values are not allowed in this context: put a text that holds a colon or a quote into quotes"},
		{"a list that is not closed", clocks("[happens-before]", "[happens-before"), c + "6: the front matter is not valid YAML: did not find expected ',' or ']': put a text that holds a colon or a quote into quotes"},
		{"front matter that is a list", func(f fstest.MapFS) { f["chapters/last.md"] = file("---\n- a\n---\nx\n") }, "content/chapters/last.md:2: the front matter is not a list of fields: write fields such as “title: …”"},
		{"empty front matter", func(f fstest.MapFS) { f["chapters/last.md"] = file("---\n---\nx\n") }, "content/chapters/last.md:1: the front matter is empty: write at least “title:” and “summary:”"},
		{"a misspelt field", clocks("symptoms:", "symptons:"), c + "4: unknown field “symptons:” in the front matter: did you mean “symptoms:”?"},
		{"an unknown field", clocks("labs:", "weather: fine\nlabs:"), c + "7: unknown field “weather:” in the front matter: the fields are title, summary, symptoms, terms, labs, principle, mistake, questions"},
		{"a field twice", clocks("labs:", "terms: []\nlabs:"), c + "7: the field “terms:” stands twice, first on line 6: keep one of the two"},
		{"a missing field", clocks("mistake: Another.\n", ""), c + "1: the field “mistake:” is missing: add it (an empty list is written [])"},
		{"a number for a text", clocks("title: Clocks", "title: 1984"), c + "2: the field “title:” is a int, not a text: write one line of text, in quotes if it looks like something else"},
		{"an empty text", clocks("summary: What it is about.", "summary:"), c + "3: the field “summary:” is empty: write one line of text, in quotes if it looks like something else"},
		{"a list for a text", clocks("principle: One sentence.", "principle: [a]"), c + "8: the field “principle:” is not a text: write one line of text, in quotes if it looks like something else"},
		{"a text for a list", clocks("labs: [lamport-clock]", "labs: lamport-clock"), c + "7: the field “labs:” is not a list: write “labs: [one, another]”, or one item a line behind “- ”"},
		{"a symptom with a colon", clocks("- It hurts", "- Retries: they hurt"), c + "5: an item of “symptoms:” is not a text: write it as text, in quotes if it holds a colon"},
		{"a symptom's unknown field", clocks("- It hurts", "- text: It hurts\n    anchor: mechanism"), c + "6: a symptom has no field “anchor:”: write “- text: what hurts” and below it “section: anchor-of-the-heading”"},
		{"a symptom's empty section", clocks("- It hurts", "- text: It hurts\n    section:"), c + "6: the section of a symptom is empty: write “- text: what hurts” and below it “section: anchor-of-the-heading”"},
		{"a symptom's section that is not there", clocks("- It hurts", "- text: It hurts\n    section: mechanisms"), c + `5: the symptom "It hurts" names the section "mechanisms", which the chapter does not have: did you mean “section: mechanism”?`},
		{"a term twice", clocks("[happens-before]", "[happens-before, happens-before]"), c + `6: "happens-before" stands twice in “terms:”: keep one of them`},
		{"two questions for the review", clocks("  - Three?\n", ""), c + "10: the field “questions:” has 2: ask exactly three for the next design review"},
		{"another title than the outline's", clocks("title: Clocks", "title: Time"), c + `2: the title is "Time" here and "Clocks" in the outline: make them the same`},
		{"the title again as a heading", clocks("\nText", "\n# Clocks\n\nText"), c + "16: the title stands twice: take the heading out: the title stands in the front matter"},

		{"a term that the glossary lacks", clocks("[happens-before]", "[wall clock]"), c + `6: the term "wall clock" is not in the glossary: add “### wall clock” to appendices/glossary.md, or take it out of “terms:”`},
		{"a link to no chapter", replace("chapters/start.md", "clocks.md", "clock.md"), `content/chapters/start.md:1: the link "clock.md#mechanism" leads to a chapter that is not in the outline: link to a written chapter, or take the link out until it is written`},
		{"a link to the wrong folder", clocks("../appendices/glossary.md", "glossary.md"), c + `16: the link "glossary.md#happens-before" leads to content/chapters/glossary.md, which is not where the chapter stands: write its path from this file: ../appendices/glossary.md`},
		{"a link to no heading", replace("chapters/start.md", "#mechanism", "#mechanisms"), `content/chapters/start.md:1: the link "clocks.md#mechanisms" leads to no heading of content/chapters/clocks.md: did you mean #mechanism?`},
		{"a link to no heading of its own", clocks("Text", "[x](#nowhere-at-all)"), c + `16: the link "#nowhere-at-all" leads to no heading of content/chapters/clocks.md: use the anchor of one of its headings`},
		{"a lab that does not exist", clocks("[lamport-clock]", "[paxos]"), c + `7: there is no lab "paxos": write labs/paxos.md, or take it out of “labs:”`},
		{"a link to a lab that does not exist", replace("chapters/start.md", "lamport-clock", "paxos"), `content/chapters/start.md:1: the link "../../labs/paxos.md" leads to a lab that does not exist: write labs/paxos.md, or take the link out`},
		{"a picture", clocks("Text", "![A skewed clock](skew.png)"), c + "16: the picture content/chapters/skew.png is not shown: pages have no files beside them: draw it with a trace or goat fence"},

		{"a fault in the text", clocks("Text", "```golnag\n```\nText"), c + "16: unknown fence word \"golnag\": use a language's name, or text, trace, goat, calculator, output, go run"},
		{"Windows line ends hide nothing", func(f fstest.MapFS) {
			f["chapters/clocks.md"] = file(strings.ReplaceAll(strings.Replace(whole("Clocks"), "labs:", "lab:", 1), "\n", "\r\n"))
		}, c + "7: unknown field “lab:” in the front matter: did you mean “labs:”?"},
	} {
		t.Run(p.name, func(t *testing.T) {
			f := book()
			p.change(f)
			b, problems := content.Load(f, "content")
			problems = append(problems, b.CheckLabs(func(slug string) bool { return slug == "lamport-clock" })...)
			var all []string
			for _, problem := range problems {
				all = append(all, problem.String())
				if problem.Mend == "" {
					t.Errorf("no mend: %v", problem)
				}
			}
			if !slices.Contains(all, p.want) {
				t.Errorf("says  %s\nwants %s", strings.Join(all, "\n      "), p.want)
			}
		})
	}
}

// A fault in one chapter must reach its own page and leave the others alone.
func TestAFaultyChapterIsServed(t *testing.T) {
	f := book()
	f["chapters/clocks.md"] = file(strings.Replace(whole("Clocks"), "labs:", "lab:", 1))
	delete(f, "chapters/last.md")
	b, _ := content.Load(f, "content")
	b.CheckLabs(func(string) bool { return false })
	b.CheckLabs(func(string) bool { return true })
	for slug, want := range map[string]int{"clocks": 2, "last": 1, "nested": 0, "start": 0} {
		c, err := b.Chapter(slug)
		if err != nil {
			t.Errorf("%s: %v", slug, err)
			continue
		}
		if len(c.Problems) != want {
			t.Errorf("%s has %d problems, want %d: %v", slug, len(c.Problems), want, c.Problems)
		}
	}
	c, _ := b.Chapter("clocks")
	if !strings.Contains(c.HTML, "Mechanism") || c.Review == nil {
		t.Error("the faulty chapter has lost its text or its review")
	}
}

// The book's numbers are promised on its cover, in links and in people's heads.
func TestTheBook(t *testing.T) {
	b, problems := content.Load(content.FS, "content")
	for _, p := range append(problems, b.Standard()...) {
		t.Error(p)
	}
	numbers := map[string]string{}
	titles := map[string]int{}
	for e := range b.Outline().Entries {
		numbers[e.Slug] = e.Number
		titles[e.Title]++
		if titles[e.Title] > 1 {
			t.Errorf("the title %q stands twice", e.Title)
		}
	}
	for slug, want := range map[string]string{"start-here": "", "clocks": "7", "rate-limiting": "24", "glossary": "D"} {
		if got, ok := numbers[slug]; !ok || got != want {
			t.Errorf("%s is chapter %q (listed: %v), want %q", slug, got, ok, want)
		}
	}
	var parts []int
	for _, p := range b.Outline().Parts {
		parts = append(parts, len(p.Entries))
	}
	if diff := cmp.Diff([]int{1, 5, 9, 7, 5, 10, 4}, parts); diff != "" {
		t.Errorf("entries in each part (-want +got):\n%s", diff)
	}
}

// From a folder the book is the same as the one inside the program.
func TestFolderAndProgramAgree(t *testing.T) {
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	inside, _ := content.Load(content.FS, "content")
	onDisk, problems := content.Load(os.DirFS(dir), dir)
	for _, p := range problems {
		t.Error(p)
	}
	for _, want := range inside.Chapters() {
		got, err := onDisk.Chapter(want.Slug)
		if err != nil {
			t.Error(err)
		} else if diff := cmp.Diff(want.HTML, got.HTML); diff != "" {
			t.Errorf("%s (-inside +on disk):\n%s", want.Slug, diff)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("# B\n\n- [One](one.md)\n  - [Two](two.md)\n[Three]()\n", whole("One"))
	f.Add("[One](one.md)", "---\ntitle: [x\n---\n")
	f.Fuzz(func(t *testing.T, summary, chapter string) {
		b, _ := content.Load(fstest.MapFS{"SUMMARY.md": file(summary), "one.md": file(chapter), "two.md": file("x")}, "content")
		for e := range b.Outline().Entries {
			if _, err := b.Chapter(e.Slug); e.Draft != (err != nil) {
				t.Errorf("entry %+v: %v", e, err)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	var fsys fs.FS = content.FS
	for b.Loop() {
		content.Load(fsys, "content")
	}
}
