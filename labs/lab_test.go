package labs_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"happensbefore/course"
	"happensbefore/labs"
)

// canary stands in everything that no learner may see.
const canary = "Xylocopa"

// whole is a lab file that uses every part of the format. The %s is what
// follows the hidden test's last brace.
const whole = `---
title: Two counters
chapter: clocks
summary: Count twice, and lose nothing.
difficulty: 3
minutes: 25
checks:
  - {test: TestEverySeed, points: 4, seeds: 20, says: "it counts on 20 seeds"}
  - test: TestAddCounts
    points: 2
    says: every call of Add counts
limits: {wall: 2s, memory: 64MiB}
---
Build a **counter**.

` + "```go" + `
n++ // ordinary code
` + "```" + `

` + "```go {file=counter.go role=starter}" + `
package counter

func Add(n int) int { return n + step - step }
` + "```" + `

` + "```go {file=step.go role=starter}" + `
package counter

const step = 1
` + "```" + `

` + "```go {file=counter_test.go role=visible}" + `
package counter_test

import (
	"testing"

	counter "lab"
)

// TestAdd: one and one
// are two.
func TestAdd(t *testing.T) { _ = counter.Add(1) }
` + "```" + `

` + "```go {file=hidden_test.go role=hidden}" + `
package counter_test

import (
	"testing"

	counter "lab"
	"sim"
)

// Xylocopa is the canary.
func TestAddCounts(t *testing.T) { _ = counter.Add(2) }

func TestEverySeed(t *testing.T) { _ = counter.Add(int(sim.Seed(t))) }%s
` + "```" + `

` + "```go {file=counter.go role=solution}" + `
package counter

func Add(n int) int { return n + step } // Xylocopa
` + "```" + `
` + "```go {file=step.go role=solution}" + `
package counter

const step = 1
` + "```" + `

` + "```go {file=counter.go role=solution name=literal}" + `
package counter

func Add(n int) int { return n + 1 } // Xylocopa
` + "```" + `
` + "```go {file=step.go role=solution name=literal}" + `
package counter
` + "```" + `

Notes for the author, with Xylocopa.

` + "```go {file=counter.go role=wrong name=xylocopa fails=TestAddCounts,TestEverySeed}" + `
package counter

func Add(n int) int { return n + 2 } // Xylocopa
` + "```" + `
` + "```go {file=step.go role=wrong name=xylocopa}" + `
package counter
` + "```" + `

## Hints

### TestEverySeed
1. What is a seed?
2. It is a number:

   ` + "```go" + `
   ### heading?
   ` + "```" + `

   A paragraph with
a lazy line.

### TestAddCounts
1. What is one more than n?
`

func load(t *testing.T, files map[string]string) (*labs.Shelf, []course.Problem) {
	t.Helper()
	folder := fstest.MapFS{}
	for name, text := range files {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return labs.Load(folder, "labs")
}

func TestLabHoldsWhatItsFileSays(t *testing.T) {
	shelf, problems := load(t, map[string]string{"two-counters.md": fmt.Sprintf(whole, "")})
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	got, err := shelf.Secret("two-counters")
	if err != nil {
		t.Fatal(err)
	}
	want := &labs.Lab{
		Lab: course.Lab{
			Slug: "two-counters", Title: "Two counters", Chapter: "clocks", Summary: "Count twice, and lose nothing.",
			Difficulty: 3, Minutes: 25,
			Checks: []course.Check{
				{Test: "TestEverySeed", Says: "it counts on 20 seeds", Points: 4, Seeds: 20},
				{Test: "TestAddCounts", Says: "every call of Add counts", Points: 2, Seeds: 1},
			},
			Visible: []course.Check{{Test: "TestAdd", Says: "one and one are two", Seeds: 1}},
			Starter: []course.File{
				{Name: "counter.go", Source: "package counter\n\nfunc Add(n int) int { return n + step - step }\n"},
				{Name: "step.go", Source: "package counter\n\nconst step = 1\n"},
			},
			Tests:  []course.File{{Name: "counter_test.go"}},
			Limits: course.Limits{Wall: 2 * time.Second, Memory: 64 << 20, Output: 64 << 10},
		},
		Hidden: []course.File{{Name: "hidden_test.go"}},
		Solutions: []course.Variant{
			{Name: "reference", Files: []course.File{
				{Name: "counter.go", Source: "package counter\n\nfunc Add(n int) int { return n + step } // Xylocopa\n"},
				{Name: "step.go", Source: "package counter\n\nconst step = 1\n"},
			}},
			{Name: "literal", Files: []course.File{
				{Name: "counter.go", Source: "package counter\n\nfunc Add(n int) int { return n + 1 } // Xylocopa\n"},
				{Name: "step.go", Source: "package counter\n"},
			}},
		},
		Wrong: []labs.Wrong{{Name: "xylocopa", Fails: []string{"TestEverySeed", "TestAddCounts"}, Files: []course.File{
			{Name: "counter.go", Source: "package counter\n\nfunc Add(n int) int { return n + 2 } // Xylocopa\n"},
			{Name: "step.go", Source: "package counter\n"},
		}}},
		Lines: map[string]int{"chapter": 3, "starter": 20, "solution reference": 62, "solution literal": 73, "wrong xylocopa": 84},
	}
	// The long sources and the HTML are looked at below.
	ignore := cmp.FilterPath(func(p cmp.Path) bool {
		path := p.GoString()
		return strings.HasSuffix(path, ".HTML") || strings.HasSuffix(path, ".Hints") ||
			strings.Contains(path, ".Tests[0].Source") || strings.Contains(path, ".Hidden[0].Source")
	}, cmp.Ignore())
	if diff := cmp.Diff(want, got, ignore, cmpopts.IgnoreUnexported(labs.Lab{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("lab (-want +got):\n%s", diff)
	}
	if source := got.Hidden[0].Source; !strings.HasPrefix(source, "package counter_test\n") || !strings.HasSuffix(source, "sim.Seed(t))) }\n") {
		t.Errorf("hidden test:\n%s", source)
	}
	if got := got.MaxScore(); got != 6 {
		t.Errorf("MaxScore = %d, want 6", got)
	}
}

func TestTaskAndHintsAreHTML(t *testing.T) {
	shelf, _ := load(t, map[string]string{"two-counters.md": fmt.Sprintf(whole, "")})
	lab, err := shelf.Lab("two-counters")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(lab.HTML, "<strong>counter</strong>") {
		t.Errorf("task:\n%s", lab.HTML)
	}
	seeds, adds := lab.Checks[0].Hints, lab.Checks[1].Hints
	if len(seeds) != 2 || len(adds) != 1 {
		t.Fatalf("hints: %d and %d, want 2 and 1", len(seeds), len(adds))
	}
	for _, c := range []struct{ html, words string }{
		{seeds[0], "What is a seed?"},
		{seeds[1], "It is a number:"},
		{seeds[1], "###"},
		{seeds[1], "a lazy line."},
		{adds[0], "What is one more than n?"},
	} {
		if !strings.Contains(c.html, c.words) || !strings.Contains(c.html, "<p>") {
			t.Errorf("no %q in a paragraph of:\n%s", c.words, c.html)
		}
	}
	if strings.Contains(seeds[1], "<li>") {
		t.Errorf("the hint is still a list item:\n%s", seeds[1])
	}
}

func TestNothingHiddenLeaks(t *testing.T) {
	for says, tail := range map[string]string{
		"a lab that holds":                          "",
		"a hidden test that does not parse":         "\n\nvar x = Xylocopa Xylocopa",
		"a hidden test without a check":             "\n\nfunc TestXylocopa(t *testing.T) {}",
		"a hidden test in its neighbour's fence":    "\n```\n\n```go {role=hidden file=Xylocopa.go}\n",
		"a hidden test whose fence is not closed":   "\n```\n\n```go {file=more_test.go role=hidden}\n// Xylocopa",
		"a hidden test whose fence has no role":     "\n```\n\n```go {file=more_test.go}\n// Xylocopa",
		"a wrong solution whose attribute is wrong": "\n```\n\n```go {file=counter.go role=wrong name=Xylocopa why=Xylocopa}\npackage counter",
	} {
		t.Run(says, func(t *testing.T) {
			shelf, problems := load(t, map[string]string{"two-counters.md": fmt.Sprintf(whole, tail)})
			if (tail == "") != (len(problems) == 0) {
				t.Errorf("problems: %v", problems)
			}
			lab, err := shelf.Lab("two-counters")
			if err != nil {
				t.Fatal(err)
			}
			if len(lab.Problems) != len(problems) {
				t.Errorf("the lab has %d problems, Load reported %d", len(lab.Problems), len(problems))
			}
			for name, value := range map[string]any{"Labs": shelf.Labs(), "Lab": lab} {
				text, err := json.Marshal(value)
				if err != nil {
					t.Fatal(err)
				}
				if !strings.Contains(string(text), "Two counters") {
					t.Errorf("%s is not the lab: %s", name, text)
				}
				if strings.Contains(strings.ToLower(string(text)), strings.ToLower(canary)) {
					t.Errorf("%s shows what is hidden: %s", name, text)
				}
			}
		})
	}
}

// A hidden test whose fence has a slip in it stands where the task could show it.
func TestNothingHiddenLeaksIntoTheTask(t *testing.T) {
	for says, block := range map[string]string{
		"no braces":          "```go file=hidden_test.go role=hidden\n// Xylocopa\n```\n",
		"no attributes":      "```go hidden\n// Xylocopa\n```\n",
		"nothing but go":     "```go\nfunc TestAddCounts(t *testing.T) { Xylocopa() }\n```\n",
		"indented":           "    ```go {file=hidden_test.go role=hidden}\n    // Xylocopa\n    ```\n",
		"in a quotation":     "> ```go {file=hidden_test.go role=hidden}\n> // Xylocopa\n> ```\n",
		"in a list":          "- a\n\n  ```go {file=hidden_test.go role=hidden}\n  // Xylocopa\n  ```\n",
		"behind a fence":     "```text\n1, 2\n\n```go {file=hidden_test.go role=hidden}\n// Xylocopa\n```\n",
		"behind a comment":   "<!-- later\n\n```go {file=hidden_test.go role=hidden}\n// Xylocopa\n```\n",
		"with tildes":        "~~~go {file=hidden_test.go role=hidden}\n// Xylocopa\n~~~\n",
		"with more marks":    "````go {file=hidden_test.go role=hidden}\n// Xylocopa\n````\n",
		"with capitals":      "```Go {file=hidden_test.go role=hidden}\n// Xylocopa\n```\n",
		"with two languages": "```golang role:hidden\nfunc TestAddCounts(t *testing.T) { Xylocopa() }\n```\n",
	} {
		t.Run(says, func(t *testing.T) {
			text := strings.Replace(fmt.Sprintf(whole, ""), "Build a **counter**.\n", "Build a **counter**.\n\n"+block, 1)
			shelf, problems := load(t, map[string]string{"two-counters.md": text})
			if len(problems) == 0 {
				t.Error("no problems")
			}
			page, err := json.Marshal(shelf.Labs())
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(page), canary) {
				t.Errorf("the page shows what is hidden: %s", page)
			}
		})
	}
}

func TestShelf(t *testing.T) {
	text := fmt.Sprintf(whole, "")
	with := func(title, difficulty string) string {
		return strings.NewReplacer("Two counters", title, "difficulty: 3", "difficulty: "+difficulty).Replace(text)
	}
	shelf, problems := load(t, map[string]string{
		"a.md":      with("Zebra", "2"),
		"b.md":      with("Ant", "2"),
		"c.md":      with("Cow", "1"),
		"broken.md": with("Dog", "9"),
		"README.md": "# About the labs\n",
		"notes.txt": "not a lab",
		"sub/d.md":  with("Elk", "1"),
	})
	want := []course.Problem{{File: "labs/broken.md", Line: 5, What: "difficulty is 9", Mend: "give it a whole number from 1 (a warm-up) to 5 (a weekend)"}}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	var got []string
	for _, lab := range shelf.Labs() {
		got = append(got, lab.Title)
	}
	if diff := cmp.Diff([]string{"Dog", "Cow", "Ant", "Zebra"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if lab, err := shelf.Lab("broken"); err != nil || cmp.Diff(want, lab.Problems) != "" {
		t.Errorf("the broken lab: %v, %v", lab, err)
	}
	if solutions, err := shelf.Solutions("a"); err != nil || len(solutions) != 2 {
		t.Errorf("Solutions: %d, %v", len(solutions), err)
	}
	for name, err := range map[string]error{
		"Lab":       second(shelf.Lab("none")),
		"Solutions": second(shelf.Solutions("none")),
		"Secret":    second(shelf.Secret("none")),
	} {
		if !errors.Is(err, course.ErrNotFound) {
			t.Errorf("%s of a lab that is not there: %v, want ErrNotFound", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestLoadWithoutFolder(t *testing.T) {
	shelf, problems := labs.Load(os.DirFS("testdata/nowhere"), "labs")
	if len(problems) != 1 || problems[0].File != "labs" {
		t.Errorf("problems: %v", problems)
	}
	if len(shelf.Labs()) != 0 {
		t.Errorf("labs: %v", shelf.Labs())
	}
}

func TestSourceSize(t *testing.T) {
	const marker = "func Add(n int) int { return n + step - step }\n"
	text := fmt.Sprintf(whole, "")
	line := "// " + strings.Repeat("x", 60) + "\n"
	for _, c := range []struct {
		says  string
		lines int
		want  []string
	}{
		{"just below the limit", 1020, nil},
		{"above it", 1030, []string{"labs/two-counters.md:20: the starter has 66016 bytes: bring it under 65536, the most that can be submitted"}},
	} {
		t.Run(c.says, func(t *testing.T) {
			_, problems := load(t, map[string]string{
				"two-counters.md": strings.Replace(text, marker, marker+strings.Repeat(line, c.lines), 1),
			})
			var got []string
			for _, p := range problems {
				got = append(got, p.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWindowsText(t *testing.T) {
	text := "\uFEFF" + strings.ReplaceAll(fmt.Sprintf(whole, ""), "\n", "\r\n")
	shelf, problems := load(t, map[string]string{"two-counters.md": text})
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	lab, err := shelf.Lab("two-counters")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := lab.Starter[1].Source, "package counter\n\nconst step = 1\n"; got != want {
		t.Errorf("source %q, want %q", got, want)
	}
}

// The Markdown room finds faults of its own; here it matters that their places
// are those of the lab file.
func TestFaultsOfMarkdownHaveTheirPlaces(t *testing.T) {
	text := fmt.Sprintf(whole, "")
	for _, c := range []struct {
		says     string
		old, new string
		line     int
	}{
		{"a trace that does not parse", "Build a **counter**.\n", "Build it.\n\n```trace\nnodes: A\nB: write\n```\n", 18},
		{"a broken link in a hint", "What is one more than n?", "What is one more than [n](n.txt)?", 107},
		{"an unclosed fence in a hint", "   ```\n\n   A para", "\n   A para", 99},
	} {
		t.Run(c.says, func(t *testing.T) {
			if strings.Count(text, c.old) != 1 {
				t.Fatalf("%q is in the file %d times", c.old, strings.Count(text, c.old))
			}
			_, problems := load(t, map[string]string{"two-counters.md": strings.Replace(text, c.old, c.new, 1)})
			if len(problems) != 1 || problems[0].File != "labs/two-counters.md" || problems[0].Line != c.line {
				t.Errorf("problems: %v, want one on line %d", problems, c.line)
			}
		})
	}
}

// No text makes loading panic or hang, or finds fault with a line that is not there.
func FuzzLoad(f *testing.F) {
	f.Add(fmt.Sprintf(whole, ""))
	f.Add("---\ntitle: a\n---\n```go {role=hidden\n## Hints\n### TestA\n1. ```\n2. b")
	f.Fuzz(func(t *testing.T, text string) {
		folder := fstest.MapFS{"lab.md": &fstest.MapFile{Data: []byte(text)}}
		shelf, problems := labs.Load(folder, "labs")
		lab, err := shelf.Lab("lab")
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			if lines := strings.Count(text, "\n") + 1; p.Line < 0 || p.Line > lines+1 {
				t.Errorf("problem %v is on none of %d lines", p, lines)
			}
		}
		if len(lab.Problems) != len(problems) {
			t.Errorf("the lab has %d problems, Load reported %d", len(lab.Problems), len(problems))
		}
	})
}

// What the learner is given and need not touch stands in the lab once.
func TestVariantHasTheGivenFilesOfTheStarter(t *testing.T) {
	const given = "labs/testdata/variant-without-a-given-file-good"
	shelf, problems := labs.Load(os.DirFS(strings.TrimPrefix(given, "labs/")), given)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	lab, err := shelf.Secret("counter")
	if err != nil {
		t.Fatal(err)
	}
	limit := course.File{Name: "limit.go", Source: "package counter\n\nconst limit = 9\n"}
	want := []course.File{{Name: "counter.go", Source: "package counter\n\nfunc Add(n int) int { return n + 1 }\n"}, limit}
	if diff := cmp.Diff(want, lab.Solutions[0].Files); diff != "" {
		t.Errorf("files of the solution (-want +got):\n%s", diff)
	}
}
