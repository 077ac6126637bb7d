package markdown_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"happensbefore/content/markdown"
	"happensbefore/course"
)

var update = flag.Bool("update", false, "write the golden files anew")

// file is where the samples pretend to stand, so that relative links lead somewhere.
const file = "content/chapters/sample.md"

func TestRender(t *testing.T) {
	for _, name := range []string{"prose", "fences"} {
		t.Run(name, func(t *testing.T) {
			r, problems := markdown.Render(file, 1, sample(t, name+".md"))
			for _, p := range problems {
				t.Errorf("unexpected problem: %v", p)
			}
			golden(t, name+".html", r.HTML+"\n")
			r.HTML = ""
			rest, err := json.MarshalIndent(r, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".json", string(rest)+"\n")
		})
	}
}

func TestHostileMarkdown(t *testing.T) {
	r, problems := markdown.Render(file, 1, sample(t, "hostile.md"))
	golden(t, "hostile.html", r.HTML+"\n")
	var told []string
	for _, p := range problems {
		told = append(told, p.String())
	}
	golden(t, "hostile.txt", strings.Join(told, "\n")+"\n")
	safe(t, r.HTML, true)
}

// What a chapter says must survive the way, byte for byte, into the form that runs it.
func TestExampleKeepsItsSource(t *testing.T) {
	source := "\npackage main\n\n// </textarea><script>alert(1)</script> & \"quotes\"\nfunc main() { println(\"\\t\", `a\n\tb`) }\n"
	r, problems := markdown.Render(file, 10, []byte("Text.\n\n```go run\n"+source+"```\n```output\n\ta\n\n```\n"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []course.Example{{ID: "run-1", File: file, Line: 12, Source: source, Output: "\ta\n\n"}}
	if diff := cmp.Diff(want, r.Examples); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	area := element(t, r.HTML, "textarea")
	if area == nil || area.FirstChild == nil || area.FirstChild.Data != source {
		t.Errorf("the form holds %q, want %q", area.FirstChild.Data, source)
	}
	form := element(t, r.HTML, "form")
	if attr(form, "method") != "post" || attr(form, "action") != "/run" {
		t.Errorf("the form is %v", form.Attr)
	}
}

// The same text gives the same page, although slots have random names.
func TestRenderIsDeterministic(t *testing.T) {
	source := sample(t, "fences.md")
	first, _ := markdown.Render(file, 1, source)
	second, _ := markdown.Render(file, 1, source)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("(-first +second):\n%s", diff)
	}
}

func TestTitle(t *testing.T) {
	r, problems := markdown.Render(file, 4, []byte("\n# The *title*\n\nText.\n"))
	if len(problems) > 0 || r.Title != "The title" || r.TitleLine != 5 || r.HTML != "<p>Text.</p>" {
		t.Errorf("title %q on line %d, HTML %q, problems %v", r.Title, r.TitleLine, r.HTML, problems)
	}
}

// A page has ids of its own, such as that of its review.
func TestHeadingsLeaveThePageItsIDs(t *testing.T) {
	r, _ := markdown.Render(file, 1, []byte("## Review\n\n## Main\n"))
	want := []course.Section{{ID: "review-1", Title: "Review", Level: 2}, {ID: "main-1", Title: "Main", Level: 2}}
	if diff := cmp.Diff(want, r.Sections); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWords(t *testing.T) {
	r, _ := markdown.Render(file, 1, []byte("# Title not counted\n\n## Two words\n\nThree more words — and `code` too.\n\n```go\nnot counted\n```\n\n```trace\nnodes: A\nA: x\n```\n\n| a | b |\n|---|---|\n| c | d |\n"))
	if r.Words != 2+6+4 {
		t.Errorf("%d words, want 12", r.Words)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"a fence that is not closed", "Text.\n\n```go\nfunc f() {}\n", "12: the fence \"```go\" is never closed: close it with the same signs, alone on a line"},
		{"a fence that ends with its list", "- a\n  ```go\n  x\n\nafter\n", "11: the fence \"```go\" is never closed: close it with the same signs, alone on a line"},
		{"an unknown fence word", "```golnag\nx\n```\n", "10: unknown fence word \"golnag\": use a language's name, or text, trace, goat, calculator, output, go run"},
		{"an unknown second word", "```go rnu\nx\n```\n", "10: unknown word \"rnu\" after go: write ```go alone, or ```go run for an example that the reader can run"},
		{"words after trace", "```trace big\nnodes: A\nA: x\n```\n", "10: unknown word \"big\" after trace: write ```trace alone"},
		{"a trace with a fault", "\n```trace\nnodes: A, B\nB <- m1\n```\n", "13: trace: B receives message \"m1\", which was never sent: add a line such as “A -> B: m1” before it, or correct the message's name"},
		{"a trace without events", "```trace\nnodes: A, B\n```\n", "10: trace: the trace has no events: add a line such as “A: write x=1”"},
		{"a diagram that is too wide", "```goat\n" + strings.Repeat("-", 130) + "\n```\n", "11: the diagram is 130 columns wide, more than 120: draw it narrower"},
		{"an empty diagram", "```goat\n```\n", "10: the diagram has 1 lines: draw it with 1 to 200 lines"},
		{"output of nothing", "Text.\n\n```output\nx\n```\n", "12: an output fence stands alone: put it directly below a ```go run fence, or use ```text"},
		{"output after other text", "```go run\npackage main\n\nfunc main() {}\n```\n\nText.\n\n```output\nx\n```\n", "18: an output fence stands alone: put it directly below a ```go run fence, or use ```text"},
		{"an example that is not Go", "```go run\npackage main\n\nfunc main() {\n```\n", "13: the example is not valid Go: expected '}', found 'EOF': correct the program"},
		{"an example that is no program", "```go run\npackage clock\n```\n", "11: the example is package clock, not a program: begin with “package main”"},
		{"an example without main", "```go run\npackage main\n```\n", "11: the example has no main function: add “func main() { … }”"},
		{"an unknown callout", "> [!HINT]\n> x\n", "10: unknown callout [!HINT]: use [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION]"},
		{"a callout on one line", "> [!NOTE] x\n> y\n", "10: the text \"x\" on the line of [!NOTE] is not shown: begin the callout's text on the next line"},
		{"an empty callout", "> [!NOTE]\n", "10: the callout is empty: write its text on the next line, behind a >"},
		{"a second title", "# One\n\n# Two\n", "12: a second title: \"Two\": use ## for a section; the page has its title already"},
		{"an empty heading", "##\n\nx\n", "10: the heading is empty: write the section's title behind the signs"},
		{"a picture without words", "Text\n\n![](skew.png)\n", "12: the image \"skew.png\" has no text for readers who do not see it: say between the brackets what it shows: ![…](skew.png)"},
		{"a picture from elsewhere", "![x](https://example.org/x.png)\n", "10: the image \"https://example.org/x.png\" is not the course's own and would not be loaded: keep the picture beside the chapter, or draw it with a trace or goat fence"},
		{"a script as a link", "[x](javascript:alert)\n", "10: a link to \"javascript:alert\" is not allowed: use https, or the path of a .md file"},
		{"a link to nowhere", "[x]()\n", "10: the link leads nowhere: write the address between the parentheses"},
		{"a link to a file", "a\nb [x](clocks.html)\n", "11: the link \"clocks.html\" leads to no page: link to a .md file, to an address of the site such as /symptoms, or by https"},
		{"a link to an address of a chapter", "[x](/chapters/clocks)\n", "10: the link \"/chapters/clocks\" is to an address: write the path of its .md file, which can be checked"},
		{"a tag that is not allowed", "a\n\nb <font color=red>c</font>\n", "12: the tag <font> is not allowed here and was taken out: use Markdown, or one of the plain tags"},
		{"an attribute that is not allowed", "<div style=\"color:red\">c</div>\n", "10: the attribute style of <div> is not allowed here and was taken out: leave it out: pages carry no styles and scripts of their own"},
		{"bytes that are not text", "a\n\xff\n", "11: the text is not valid UTF-8: save the file as UTF-8"},
		{"an example inside a tag that is never closed", "<div title=\"\n\n```text\nx\n```\n", "12: the fence stands inside an HTML tag: close the tag, or take it out"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := markdown.Render(file, 10, []byte(c.source))
			if len(problems) == 0 {
				t.Fatal("no problem is reported")
			}
			if got := problems[0].String(); got != file+":"+c.want {
				t.Errorf("says  %s\nwants %s", got, file+":"+c.want)
			}
		})
	}
}

func FuzzRender(f *testing.F) {
	for _, name := range []string{"prose.md", "fences.md", "hostile.md"} {
		source, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(source)
	}
	f.Add([]byte(questions))
	f.Fuzz(func(t *testing.T, source []byte) {
		r, _ := markdown.Render(file, 1, source)
		own := len(r.Examples) > 0
		safe(t, r.HTML, own)
		for _, q := range r.Questions {
			safe(t, q.HTML, own)
			for _, o := range q.Options {
				safe(t, o.HTML, own)
				safe(t, o.Why, own)
			}
		}
	})
}

var forbidden = regexp.MustCompile(`^(script|style|iframe|object|embed|base|meta|link|math|frame|applet|video|audio)$`)

// safe fails on anything that could act or load. Forms are the course's own
// and stand only where there are examples.
func safe(t *testing.T, text string, forms bool) {
	t.Helper()
	for n := range parse(t, text).Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if forbidden.MatchString(n.Data) || !forms && (n.Data == "form" || n.Data == "textarea" || n.Data == "button") {
			t.Errorf("<%s> is on the page", n.Data)
		}
		if n.Data == "form" && attr(n, "action") != "/run" {
			t.Errorf("a form leads to %q", attr(n, "action"))
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "formaction" || a.Key == "srcdoc" {
				t.Errorf("<%s %s> is on the page", n.Data, a.Key)
			}
			if a.Key == "href" || a.Key == "src" {
				if scheme, _, ok := strings.Cut(strings.ToLower(strings.TrimSpace(a.Val)), ":"); ok && !strings.ContainsAny(scheme, "/?#") && scheme != "http" && scheme != "https" && scheme != "mailto" {
					t.Errorf("<%s %s=%q> is on the page", n.Data, a.Key, a.Val)
				}
			}
		}
	}
}

func BenchmarkRenderChapter(b *testing.B) {
	source, err := os.ReadFile(filepath.Join("..", "chapters", "clocks.md"))
	if err != nil {
		b.Fatal(err)
	}
	_, source, _ = bytes.Cut(source, []byte("\n---\n"))
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		markdown.Render("content/chapters/clocks.md", 1, source)
	}
}

func sample(t *testing.T, name string) []byte {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got), run with -update if it is meant:\n%s", path, diff)
	}
}

func parse(t *testing.T, text string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func element(t *testing.T, text, name string) *html.Node {
	t.Helper()
	for n := range parse(t, text).Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			return n
		}
	}
	t.Fatalf("no <%s> in\n%s", name, text)
	return nil
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
