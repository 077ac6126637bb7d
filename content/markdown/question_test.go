package markdown_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/content/markdown"
	"happensbefore/course"
)

const questions = `Text.

## Check yourself

1. A node at time 12 receives a message stamped 7. What stamp does the *receipt* get?
   - [ ] 8
     > That is ` + "`max(7, …)`" + ` without its own clock.
   - [x] 13
     > max(12, 7) + 1.

2. How long, in ms?

   ` + "```text\n   10 + 30\n   ```" + `

   - [x] = 40 ± 2 ms

     > A sum.

   - [ ] = 1,300

     > A product is not a sum.
     >
     > Really.
`

func TestQuestions(t *testing.T) {
	r, problems := markdown.Render(file, 1, []byte(questions))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	want := []course.Question{
		{
			ID:   "q1",
			HTML: "<p>A node at time 12 receives a message stamped 7. What stamp does the <em>receipt</em> get?</p>",
			Options: []course.Option{
				{HTML: "8", Why: "<p>That is <code>max(7, …)</code> without its own clock.</p>"},
				{HTML: "13", Right: true, Why: "<p>max(12, 7) + 1.</p>"},
			},
		},
		{
			ID:      "q2",
			HTML:    "<p>How long, in ms?</p>\n<pre class=\"chroma\" tabindex=\"0\"><code class=\"language-text\">10 + 30\n</code></pre>",
			Numeric: true,
			Options: []course.Option{
				{HTML: "40 ± 2\u00a0ms", Right: true, Why: "<p>A sum.</p>", Value: 40, Tolerance: 2},
				{HTML: "1,300", Why: "<p>A product is not a sum.</p>\n<p>Really.</p>", Value: 1300},
			},
		},
	}
	if diff := cmp.Diff(want, r.Questions); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if r.HTML != "<p>Text.</p>" || len(r.Sections) != 0 || r.Words != 1 {
		t.Errorf("the questions are left in the text: %q, %v, %d words", r.HTML, r.Sections, r.Words)
	}
}

func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		option           string
		value, tolerance float64
	}{
		{"= 40", 40, 0},
		{"=40", 40, 0},
		{"= -3.5 ± 0.5", -3.5, 0.5},
		{"= −3", -3, 0},
		{"= 1,200 ± 5%", 1200, 60},
		{"= 1_000_000 requests", 1000000, 0},
		{"= 2.5e3 +/- 1e2 B/s", 2500, 100},
		{"= .5 s", 0.5, 0},
		{"= 99.9 %", 99.9, 0},
	} {
		r, problems := markdown.Render(file, 1, []byte("## Check yourself\n\n1. How many?\n   - [x] "+c.option+"\n     > So.\n"))
		if len(problems) > 0 {
			t.Errorf("%s: %v", c.option, problems)
			continue
		}
		o := r.Questions[0].Options[0]
		if o.Value != c.value || o.Tolerance != c.tolerance || !r.Questions[0].Numeric {
			t.Errorf("%s is %v ± %v, want %v ± %v", c.option, o.Value, o.Tolerance, c.value, c.tolerance)
		}
	}
}

func TestQuestionProblems(t *testing.T) {
	const why = "\n     > Why.\n"
	for _, c := range []struct{ name, section, want string }{
		{"nothing", "", "1: the section “Check yourself” is empty"},
		{"prose", "Answer these.\n", "3: “Check yourself” holds something that is not an ordered list of questions"},
		{"a list without numbers", "- A?\n", "3: “Check yourself” holds something that is not an ordered list of questions"},
		{"a section behind it", "1. A?\n   - [x] a" + why + "   - [ ] b" + why + "\n## More\n", "9: a section follows “Check yourself”, which is the last one"},
		{"no options", "1. A?\n", "3: question 1 has no options"},
		{"options without boxes", "1. A?\n   - a\n   - b\n", "3: question 1 has no options"},
		{"an option without a box", "1. A?\n   - [x] a" + why + "   - b" + why, "6: an option has no box"},
		{"a link in an option", "1. A?\n   - [x] [a](https://example.com)" + why + "   - [ ] b" + why, "4: an option holds a link, and is itself something to press"},
		{"an option without a reason", "1. A?\n   - [x] a\n   - [ ] b" + why, "4: the option \"a\" does not say why it is right or wrong"},
		{"no right option", "1. A?\n   - [ ] a" + why + "   - [ ] b" + why, "4: no option of question 1 is right"},
		{"two right options", "1. A?\n   - [x] a" + why + "   - [x] b" + why, "4: 2 options of question 1 are right; the reader chooses one"},
		{"no choice", "1. A?\n   - [x] a" + why, "4: question 1 leaves no choice"},
		{"numbers and choices", "1. A?\n   - [x] = 1" + why + "   - [ ] two" + why, "4: question 1 mixes numbers with choices"},
		{"a number that is none", "1. A?\n   - [x] = many" + why, "4: the number \"= many\" cannot be read"},
		{"a tolerance that is none", "1. A?\n   - [x] = 4 ± few" + why, "4: the number \"= 4 ± few\" cannot be read"},
		{"a wrong number within the tolerance", "1. A?\n   - [x] = 40 ± 5" + why + "   - [ ] = 42" + why, "4: question 1: 42 counts as right and as wrong"},
		{"text behind the options", "1. A?\n   - [x] a" + why + "   - [ ] b" + why + "\n   So?\n", "9: question 1 goes on after its options"},
		{"no question", "1. - [x] a" + why + "   - [ ] b" + why, "3: question 1 asks nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := markdown.Render(file, 1, []byte("## Check yourself\n\n"+c.section))
			var all []string
			for _, p := range problems {
				all = append(all, p.String())
				if p.Mend == "" {
					t.Errorf("no mend: %v", p)
				}
			}
			if !strings.Contains(strings.Join(all, "\n"), file+":"+c.want+": ") {
				t.Errorf("says  %s\nwants %s", strings.Join(all, "\n"), c.want)
			}
		})
	}
}
