package templates

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"happensbefore/course"
)

func TestOptionsOpenToTheirReasonWithoutAScript(t *testing.T) {
	_, root := render(t, Chapter(ChapterPage{Layout: layout(), Chapter: chapter()}))
	var got []string
	for _, d := range all(one(t, root, "question", has("id", "q1")), tag("details")) {
		got = append(got, attr(d, "data-right")+": "+text(d))
		if _, open := lookup(d, "open"); open {
			t.Errorf("%q is open from the start", text(d))
		}
	}
	want := []string{
		"false: the first No. It ran before its cause.",
		"true: the second Right. Cause before effect.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("options (-want +got)\n%s", diff)
	}
}

func TestNumericQuestionsCarryWhatTheScriptNeeds(t *testing.T) {
	_, root := render(t, Chapter(ChapterPage{Layout: layout(), Chapter: chapter()}))
	var got []string
	for _, li := range all(one(t, root, "numeric question", has("class", "numeric")), tag("li")) {
		got = append(got, strings.Join([]string{attr(li, "data-right"), attr(li, "data-value"), attr(li, "data-tolerance"), text(li)}, " "))
	}
	want := []string{"true 40 2 Right: 40 ± 2 Four tens.", "false 0.1 0 Not: 0.1 Units."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answers (-want +got)\n%s", diff)
	}
}

func TestTheOutlineMarksWhereYouAreAndWhatIsComing(t *testing.T) {
	_, root := render(t, Chapter(ChapterPage{Layout: layout(), Chapter: chapter()}))
	nav := one(t, root, "outline", has("id", "outline"))
	var got []string
	for _, n := range all(nav, func(n *html.Node) bool {
		return strings.HasPrefix(attr(n, "class"), "entry") && n.Data != "span" || attr(n, "class") == "entry draft"
	}) {
		got = append(got, strings.TrimSpace(n.Data+" "+attr(n, "href")+" "+attr(n, "aria-current")+" "+text(n)))
	}
	want := []string{
		"a /chapters/start-here  Start here",
		"span   6 Is it dead or slow? coming",
		"a /chapters/clocks page 7 Time and clocks",
		"a /chapters/leap  7.1 Leap seconds",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("outline (-want +got)\n%s", diff)
	}
}

func TestTheSectionListHoldsEverySection(t *testing.T) {
	_, root := render(t, Chapter(ChapterPage{Layout: layout(), Chapter: chapter(), Labs: []course.Lab{*lab()}}))
	var got []string
	for _, a := range all(one(t, root, "sections", has("id", "sections")), tag("a")) {
		got = append(got, attr(a, "href"))
	}
	if diff := cmp.Diff([]string{"#scene", "#review", "#check-yourself", "#build-it"}, got); diff != "" {
		t.Errorf("sections (-want +got)\n%s", diff)
	}
}

func TestAChapterShowsWhatItHas(t *testing.T) {
	body, root := render(t, Chapter(ChapterPage{Layout: layout(), Chapter: chapter(), Labs: []course.Lab{*lab()}}))
	for _, want := range []string{
		"Chapter 7 · Part II · Time", "14 min to read", "1 program to run", "1 lab to build",
		"Why a node’s timestamps lie.", "Order, not time.", "Reading “later” off a clock.", "Who?", "Leap seconds",
	} {
		if !strings.Contains(text(root), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if !strings.Contains(body, `<h2 id="scene">A scene</h2><p>Text.</p>`) {
		t.Error("the chapter's HTML is not on the page as it is")
	}
	form := one(t, root, "mark-as-read form", has("class", "mark-read"))
	if attr(form, "method") != "post" || attr(form, "action") != "/chapters/clocks/read" {
		t.Errorf("form: %s %s", attr(form, "method"), attr(form, "action"))
	}

	_, root = render(t, Chapter(ChapterPage{Layout: layout(), Chapter: &course.Chapter{Slug: "x", Title: "X"}}))
	for _, absent := range []string{"Review", "Check yourself", "Build it", "min to read", "On this page"} {
		if strings.Contains(text(root), absent) {
			t.Errorf("a bare chapter says %q", absent)
		}
	}
}

func TestAnAppendixIsCalledOne(t *testing.T) {
	p := ChapterPage{Chapter: &course.Chapter{Number: "D", Part: "Appendices"}}
	if got := p.eyebrow(); got != "Appendix D · Appendices" {
		t.Errorf("eyebrow %q", got)
	}
}

func TestProblemsAreShownWithTheirPlaceAndMend(t *testing.T) {
	c := chapter()
	c.Problems = []course.Problem{{File: "content/chapters/clocks.md", Line: 12, What: "the fence is not closed", Mend: "close it"}}
	_, root := render(t, Chapter(ChapterPage{Layout: layout(), Chapter: c}))
	if got := text(one(t, root, "banner", has("class", "problems"))); got != "This page has 1 problem content/chapters/clocks.md:12 the fence is not closed. close it" {
		t.Errorf("banner %q", got)
	}
}

func TestALabWithProblemsCannotBeSubmitted(t *testing.T) {
	broken := lab()
	broken.Problems = []course.Problem{{File: "labs/lamport-clock.md", What: "no checks"}}
	for _, tt := range []struct {
		name string
		lab  *course.Lab
		want bool
	}{{"whole", lab(), false}, {"broken", broken, true}} {
		_, root := render(t, Lab(LabPage{Layout: layout(), Lab: tt.lab}))
		for _, b := range all(one(t, root, "form", has("class", "workbench")), tag("button")) {
			if _, disabled := lookup(b, "disabled"); disabled != tt.want {
				t.Errorf("%s lab: button %q disabled: %v", tt.name, text(b), disabled)
			}
		}
	}
}

func TestTheLabFormSaysWhereTheFilesCameFrom(t *testing.T) {
	verdict := passedVerdict()
	for _, tt := range []struct {
		page LabPage
		want string
	}{
		{LabPage{}, "starter"},
		{LabPage{From: 8, Files: submission(nil).Files}, "submission"},
		{LabPage{Run: verdict, Files: submission(nil).Files}, "run"},
	} {
		tt.page.Layout, tt.page.Lab, tt.page.Key = layout(), lab(), "0123456789abcdef"
		_, root := render(t, Lab(tt.page))
		form := one(t, root, "form", has("class", "workbench"))
		if got := attr(form, "data-origin"); got != tt.want {
			t.Errorf("origin %q, want %q", got, tt.want)
		}
		var actions []string
		for _, b := range all(form, tag("button")) {
			actions = append(actions, text(b)+" "+attr(b, "formaction"))
		}
		if diff := cmp.Diff([]string{"Run /labs/lamport-clock/run", "Submit /labs/lamport-clock/submissions"}, actions); diff != "" {
			t.Errorf("actions (-want +got)\n%s", diff)
		}
		if got := attr(one(t, form, "key", has("name", "key")), "value"); got != "0123456789abcdef" {
			t.Errorf("key %q", got)
		}
	}
}

func TestSolutionsAreShownAsSource(t *testing.T) {
	_, root := render(t, pages()["solutions"])
	var titles []string
	for _, h := range all(one(t, root, "main", tag("main")), tag("h2")) {
		titles = append(titles, text(h))
	}
	if diff := cmp.Diff([]string{"The reference", "mutex-free"}, titles); diff != "" {
		t.Errorf("solutions (-want +got)\n%s", diff)
	}
	if n := strings.Count(text(root), "package lamport"); n != 2 {
		t.Errorf("%d sources, want 2", n)
	}
}

func TestProgress(t *testing.T) {
	standing := course.Standing{Lab: "lamport-clock", Attempts: 4, Best: 3, Passed: true}
	_, root := render(t, Progress(ProgressPage{Layout: layout(), Labs: []course.Lab{*lab()}, Progress: course.Progress{
		Read:      map[string]time.Time{"clocks": at, "gone": at},
		Standings: map[string]course.Standing{"lamport-clock": standing},
	}}))
	for _, want := range []string{"1 of 3 chapters read, 1 of 1 lab passed.", "Lamport clock passed 3 of 3 4", "21 November 2026, 09:12 UTC"} {
		if !strings.Contains(text(root), want) {
			t.Errorf("progress does not say %q", want)
		}
	}
	_, root = render(t, pages()["progress, empty"])
	if !strings.Contains(text(root), "Nothing yet.") || len(all(root, has("class", "read-mark"))) > 0 {
		t.Error("empty progress is not empty")
	}
}

func TestErrorPagesSpeakPlainly(t *testing.T) {
	titles := map[string]int{}
	for status := range plainErrors {
		_, root := render(t, Error(ErrorPage{Layout: layout(), Status: status}))
		title := text(one(t, root, "h1", tag("h1")))
		if other, taken := titles[title]; taken {
			t.Errorf("%d and %d have one title", status, other)
		}
		titles[title] = status
	}
	for status, like := range map[int]int{502: 500, 418: 400} {
		if diff := cmp.Diff(plainErrors[like].title, ErrorPage{Status: status}.plain().title); diff != "" {
			t.Errorf("%d (-want +got)\n%s", status, diff)
		}
	}
	_, root := render(t, Error(ErrorPage{Layout: layout(), Status: 422, Reason: "source: is not UTF-8"}))
	if got := text(one(t, root, "reason", has("class", "summary"))); got != "source: is not UTF-8" {
		t.Errorf("reason %q", got)
	}
}

func TestTheLandingPageLeadsOn(t *testing.T) {
	body, root := render(t, pages()["landing"])
	for _, want := range []string{`href="/chapters/start-here"`, `href="/chapters/clocks"`, `href="/labs/lamport-clock"`} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	if !strings.Contains(text(root), "3 of 4 chapters can be read today") {
		t.Error("the page does not say how much is written")
	}
	svg := one(t, root, "diagram", has("class", "trace"))
	if !strings.Contains(text(svg), "“Anne” at :05") {
		t.Error("the diagram is not the one of the program")
	}
}

// The front page tells what its program prints and what becomes of it when the
// reader does as told. Both must be true.
func TestTheLandingProgramPrintsWhatThePageSays(t *testing.T) {
	told := strings.NewReplacer(`write{"Ann", 7}`, `write{"Ann", 1}`, `write{"Anne", 5}`, `write{"Anne", 2}`).Replace(lostRenameProgram)
	for _, tt := range []struct{ name, source, want string }{
		{"as shown", lostRenameProgram, lostRenameOutput},
		{"with counts for stamps", told, "the name is Anne\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "main.go")
			if err := os.WriteFile(file, []byte(tt.source), 0o644); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			out, err := exec.CommandContext(ctx, "go", "run", file).CombinedOutput()
			if err != nil {
				t.Fatalf("go run: %v\n%s", err, out)
			}
			if diff := cmp.Diff(tt.want, string(out)); diff != "" {
				t.Errorf("output (-want +got)\n%s", diff)
			}
		})
	}
}

func TestCurled(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                      "plain",
		`Reading "1,200" as "20".`:   "Reading “1,200” as “20”.",
		"machine's, minutes' worth":  "machine’s, minutes’ worth",
		`("quoted")`:                 "(“quoted”)",
		`'single' and "it's 'both'"`: "‘single’ and “it’s ‘both’”",
	} {
		if got := curled(in); got != want {
			t.Errorf("curled(%q) = %q, want %q", in, got, want)
		}
	}
}
