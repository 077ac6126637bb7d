package edition

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"happensbefore/content"
	"happensbefore/course"
)

// The book has one of everything that a chapter can hold, and twice what must
// not be there twice.
const clocks = `---
title: Time & clocks
summary: Why timestamps lie < often.
symptoms: [It hurts]
terms: [skew]
labs: [lamport-clock]
principle: Order comes from messages.
mistake: Comparing two clocks.
questions: ["One?", "Two?", "Three?"]
---

## The scene

See [the glossary](../appendices/glossary.md#skew), [below](#2-phases), [the other one](other.md),
[a lab](../../labs/lamport-clock.md), [the symptoms](/symptoms) and [the FAQ](https://chrony-project.org/faq.html?a=1&b=2).[^1]

[^1]: A note with ` + "`code`" + `.

## 2 phases

` + "```trace" + `
title: The later write loses
nodes: a, b
a -> b: w1 "x < y"
b <- w1
crash b
` + "```" + `

` + "```goat" + `
+---+     +---+
| A |---->| B |
+---+     +---+
` + "```" + `

` + "```go run" + `
package main

import "fmt"

func main() { fmt.Println("a < b && c") }
` + "```" + `
` + "```output" + `
a < b && c
` + "```" + `

> [!WARNING]
> Mind the gap.

| left | right |
|:-----|------:|
| a    |     1 |

- [x] done
- [ ] open

![A drawing](missing.png)

<details open><summary>More</summary>Inside, <b lang="de">deutsch</b><br>and a break.</details>

## Go deeper

- Read.

## Check yourself

1. Which wins?

   - [ ] the first
     > No, since it lost.
   - [x] the last
     > Its stamp is larger.

2. How many?

   - = 40 ± 2 ms
     > Twenty each way.
`

const other = `---
title: Other
summary: The same headings again.
---

## The scene

[There](clocks.md#the-scene) and [here](#the-scene).

` + "```trace" + `
nodes: a, b
a -> b: m
b <- m
` + "```" + `
`

func source(t *testing.T) Source {
	t.Helper()
	b, _ := content.Load(fstest.MapFS{
		"SUMMARY.md":             {Data: []byte("# Happens Before\n\n[Start](start.md)\n\n# Part <I>\n\n- [Time & clocks](chapters/clocks.md)\n- [Other](chapters/other.md)\n\n---\n\n# Appendices\n\n[Glossary](appendices/glossary.md)\n")},
		"start.md":               {Data: []byte("# Start\n\nHello.\n")},
		"chapters/clocks.md":     {Data: []byte(clocks)},
		"chapters/other.md":      {Data: []byte(other)},
		"appendices/glossary.md": {Data: []byte("---\ntitle: Glossary\nsummary: Terms.\n---\n\n### skew\n\nA difference.\n")},
	}, "content")
	return Source{Outline: b.Outline(), Chapters: b.Chapters(), Labs: []course.Lab{{Slug: "lamport-clock", Title: "Lamport clock", Summary: "Build one."}},
		Site: "https://course.example.org/", Changed: time.Date(2026, 11, 21, 10, 0, 1, 5, time.UTC)}
}

func bound(t *testing.T, src Source) *Volume {
	t.Helper()
	v, err := Bind(t.Context(), src)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func epub(t *testing.T, src Source) []byte {
	t.Helper()
	b, err := bound(t, src).EPUB(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEpubcheckFindsNothing(t *testing.T) {
	jar := os.Getenv("EPUBCHECK")
	if jar == "" {
		jar = "/usr/share/java/epubcheck.jar"
	}
	if _, err := os.Stat(jar); err != nil {
		t.Fatalf("epubcheck is not installed: run .ci/epubcheck: %v", err)
	}
	at := filepath.Join(t.TempDir(), "book.epub")
	if err := os.WriteFile(at, epub(t, source(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.CommandContext(t.Context(), "java", "-XX:TieredStopAtLevel=1", "-jar", jar, "--failonwarnings", at).CombinedOutput(); err != nil {
		t.Errorf("epubcheck: %v\n%s", err, said)
	}
}

func TestTheSameBookGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(epub(t, source(t)), epub(t, source(t))) {
		t.Error("the same book gave two EPUBs")
	}
	later := source(t)
	later.Changed = later.Changed.Add(time.Hour)
	if bytes.Equal(epub(t, source(t)), epub(t, later)) {
		t.Error("the time of the last change is not in the EPUB")
	}
}

// files are the EPUB's, by name.
func files(t *testing.T, epub []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(epub), int64(len(epub)))
	if err != nil {
		t.Fatal(err)
	}
	if first := z.File[0]; first.Name != "mimetype" || first.Method != zip.Store || len(first.Extra) > 0 {
		t.Errorf("the first file is %s, with the method %d and %d bytes besides", first.Name, first.Method, len(first.Extra))
	}
	all := make(map[string]string)
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, twice := all[f.Name]; twice {
			t.Errorf("%s is there twice", f.Name)
		}
		all[f.Name] = string(text)
	}
	return all
}

func TestEveryPageOfTheEPUBIsWellFormedAndItsLinksArrive(t *testing.T) {
	all := files(t, epub(t, source(t)))
	ids := make(map[string]bool) // file#id
	type link struct{ from, to string }
	var links []link
	for name, text := range all {
		if !strings.HasSuffix(name, ".xhtml") && !strings.HasSuffix(name, ".opf") && !strings.HasSuffix(name, ".svg") {
			continue
		}
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			for _, a := range start.Attr {
				switch {
				case a.Name.Local == "id":
					if ids[name+"#"+a.Value] {
						t.Errorf("%s: the id %s is there twice", name, a.Value)
					}
					ids[name+"#"+a.Value] = true
				case (a.Name.Local == "href" || a.Name.Local == "src") && !strings.Contains(a.Value, ":"):
					links = append(links, link{name, a.Value})
				case strings.HasPrefix(a.Name.Local, "on"), a.Name.Local == "style":
					t.Errorf("%s: <%s %s>", name, start.Name.Local, a.Name.Local)
				}
			}
			if slices.Contains([]string{"script", "form", "button", "textarea", "input"}, start.Name.Local) {
				t.Errorf("%s has a <%s>", name, start.Name.Local)
			}
		}
	}
	inside := 0
	for _, l := range links {
		file, id, anchored := strings.Cut(l.to, "#")
		target := l.from
		if file != "" {
			target = path.Join(path.Dir(l.from), file)
		}
		if _, ok := all[target]; !ok {
			t.Errorf("%s: the link %s leads to no file", l.from, l.to)
		}
		if anchored {
			inside++
			if !ids[target+"#"+id] {
				t.Errorf("%s: the link %s leads to no id", l.from, l.to)
			}
		}
	}
	if inside < 8 {
		t.Errorf("only %d links into chapters were followed", inside)
	}
}

func TestAChapterOfTheEPUBHoldsWhatTheChapterDoes(t *testing.T) {
	text := files(t, epub(t, source(t)))["book/text/clocks.xhtml"]
	for _, want := range []string{
		"<h1>Time &amp; clocks</h1>", `href="glossary.xhtml#c-glossary-skew"`, `href="#c-clocks-2-phases"`, `href="other.xhtml#c-other"`,
		`href="https://course.example.org/labs/lamport-clock"`, `href="https://course.example.org/symptoms"`,
		`<svg xmlns="http://www.w3.org/2000/svg" class="trace"`, "viewBox=", "a &lt; b &amp;&amp; c\n</samp>", "The principle", "Its stamp is larger.",
		`class="ruling">B.</p>`, "☑", "A drawing", `class="align-right"`, `lang="de" xml:lang="de"`, "<br/>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	for _, not := range []string{"No, since it lost.", "Link to", "data-", "<img"} {
		if strings.Contains(text, not) {
			t.Errorf("%s is in\n%s", not, text)
		}
	}
	if manifest := files(t, epub(t, source(t)))["book/package.opf"]; !regexp.MustCompile(`href="text/clocks\.xhtml"[^>]*properties="svg"`).MatchString(manifest) {
		t.Errorf("the drawings are not declared:\n%s", manifest)
	}
}

func TestWhereNobodyKnowsTheSiteItsPagesAreNoLinks(t *testing.T) {
	src := source(t)
	src.Site = ""
	text := files(t, epub(t, src))["book/text/clocks.xhtml"]
	if strings.Contains(text, "/labs/") || strings.Contains(text, "/symptoms") || !strings.Contains(text, "a lab, the symptoms and") {
		t.Errorf("links to nowhere in\n%s", text)
	}
	printed, err := bound(t, src).Printed(true)
	if err != nil {
		t.Fatal(err)
	}
	if html := printed.Parts[1].Chapters[0].HTML; !strings.Contains(html, `href="/labs/lamport-clock"`) {
		t.Errorf("a page of the site has lost its link in\n%s", html)
	}
}

func TestThePrintedBookHasEveryIdOnceAndEveryLinkArrives(t *testing.T) {
	file, err := bound(t, source(t)).File(t.Context(), "p{}", func(id string) int { return len(id) })
	if err != nil {
		t.Fatal(err)
	}
	if want := `<span class="page-number">8</span>`; !bytes.Contains(file, []byte(want)) {
		t.Error("the contents do not name the page of c-clocks")
	}
	doc, err := html.Parse(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	ids, links := make(map[string]bool), 0
	for n := range doc.Descendants() {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("the id %s is there twice", id)
			}
			ids[id] = true
		}
	}
	for n := range doc.Descendants() {
		for _, key := range []string{"aria-labelledby", "aria-describedby"} {
			for id := range strings.FieldsSeq(attribute(n, key)) {
				if !ids[id] {
					t.Errorf("%s names %s, which is not there", key, id)
				}
			}
		}
		id, inside := strings.CutPrefix(attribute(n, "href"), "#")
		if inside {
			links++
			if !ids[id] {
				t.Errorf("a link leads to #%s, which is not there", id)
			}
		} else if href := attribute(n, "href"); href != "" && !strings.HasPrefix(href, "https://") {
			t.Errorf("a link leads to %s", href)
		}
	}
	if links < 8 {
		t.Errorf("only %d links within the book", links)
	}
}

func TestEveryChaptersPagesCarryItsTitle(t *testing.T) {
	sheets := bound(t, source(t)).Sheets()
	if want := `@media print{#c-clocks{page:c-clocks}@page c-clocks{@top-right{content:"1 · Time & clocks"}}}`; !strings.Contains(sheets, want) {
		t.Errorf("no %s in\n%s", want, sheets)
	}
	if got := cssString("a\"b\\c</style>\n"); got != `"a\22 b\5c c\3c /style>\a "` {
		t.Errorf("a string of CSS: %s", got)
	}
}

func TestATitleFitsOnTheCover(t *testing.T) {
	if got := broken("A very long title of a book that nobody would read to its end at all", 15); len(got) != 4 || !strings.HasSuffix(got[3], "…") {
		t.Errorf("%q", got)
	}
	if got := broken("Happens Before", 15); !slices.Equal(got, []string{"Happens Before"}) {
		t.Errorf("%q", got)
	}
}

func TestIdsThatHTMLAllowsAndOthersDoNot(t *testing.T) {
	taken := make(names)
	for _, tt := range []struct{ wish, want string }{{"c-a-fn:1", "c-a-fn-1"}, {"c-a-fn-1", "c-a-fn-1.2"}, {"c-é", "c-é"}} {
		if got := taken.take(tt.wish); got != tt.want {
			t.Errorf("take(%q) = %q, want %q", tt.wish, got, tt.want)
		}
	}
	if got := fileName("Großes Kapitel", 4); got != "text/5.xhtml" {
		t.Errorf("a file is called %s", got)
	}
}
