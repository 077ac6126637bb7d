package hostile

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

func TestACaseIsReadWithItsHead(t *testing.T) {
	corpus := fstest.MapFS{
		"a.go":  {Data: []byte("// tries: harm\n// kind: program\n// outcome: panicked or raced\n// interpreted: failed\n// says: one\n// says: two\n// prints: out\n\npackage main\n")},
		"b.txt": {Data: []byte("tries: size\noutcome: passed\nsize: 9\n\n{{range $i := 2}}{{inc $i}}{{end}}{{repeat 2 \"\\xff\"}}\n")},
	}
	got, err := Read(corpus)
	if err != nil {
		t.Fatal(err)
	}
	want := []Case{
		{Name: "a", Tries: "harm", Program: true, Source: string(corpus["a.go"].Data), Interpreted: []course.Outcome{course.Failed},
			Compiled: []course.Outcome{course.Panicked, course.Raced}, Says: []string{"one", "two"}, Prints: "out"},
		{Name: "b", Tries: "size", Source: "12\xff\xff\nxxxx", Interpreted: []course.Outcome{course.Passed}, Compiled: []course.Outcome{course.Passed}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestACaseThatSaysTooLittleIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no head":             "package double\n",
		"no outcome":          "// tries: x\n\npackage double\n",
		"an unknown outcome":  "// tries: x\n// outcome: exploded\n\npackage double\n",
		"an unknown key":      "// tries: x\n// outcome: passed\n// tags: y\n\npackage double\n",
		"a line without key":  "// tries: x\n// outcome: passed\n// free text\n\npackage double\n",
		"nothing after tries": "// tries:\n// outcome: passed\n\npackage double\n",
	} {
		if c, err := Read(fstest.MapFS{"x.go": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: read as %+v", name, c)
		}
	}
}

func TestTheCorpusCanBeRead(t *testing.T) {
	cases, err := Read(os.DirFS("../testdata/hostile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if strings.Contains(c.Source, "{{range") || strings.Contains(c.Source, "{{repeat") {
			t.Errorf("%s: a template was not written out", c.Name)
		}
		if slices.Contains(c.Compiled, course.Ungraded) || slices.Contains(c.Interpreted, course.Ungraded) {
			t.Errorf("%s: no verdict is not a verdict", c.Name)
		}
	}
	if len(cases) < 70 {
		t.Errorf("only %d cases", len(cases))
	}
}

func TestAVerdictIsHeldAgainstItsCase(t *testing.T) {
	c := Case{Interpreted: []course.Outcome{course.Passed}, Compiled: []course.Outcome{course.Raced, course.Panicked}, Says: []string{"data race"}, Prints: "hi"}
	right := course.Verdict{Engine: "compiled", Outcome: course.Raced, Says: "a data race", Output: "hi", MaxScore: 3}
	if faults := c.Faults(right); len(faults) > 0 {
		t.Error(faults)
	}
	for name, change := range map[string]func(*course.Verdict){
		"an outcome of the other engine": func(v *course.Verdict) { v.Engine = "interpreted" },
		"a pass":                         func(v *course.Verdict) { v.Outcome, v.Score = course.Passed, 3 },
		"no verdict":                     func(v *course.Verdict) { v.Outcome = course.Ungraded },
		"nothing to read":                func(v *course.Verdict) { v.Says = "" },
		"no output":                      func(v *course.Verdict) { v.Output = "" },
		"output that is not text":        func(v *course.Verdict) { v.Output = "hi\xff" },
		"a look at the hidden tests":     func(v *course.Verdict) { v.Says += " (hidden_test.go, line 3)" },
		"every point without a pass":     func(v *course.Verdict) { v.Score = 3 },
		"no points at all":               func(v *course.Verdict) { v.MaxScore = 0 },
	} {
		v := right
		change(&v)
		if len(c.Faults(v)) == 0 {
			t.Errorf("%s: nothing is found wrong with it", name)
		}
	}
	// The interpreter may always say that it cannot.
	unable := course.Verdict{Engine: "interpreted", Says: "This is correct Go, but it was not run: the interpreter is not exact for goto.", MaxScore: 3}
	if faults := c.Faults(unable); len(faults) > 0 {
		t.Error(faults)
	}
	unable.Engine = "compiled"
	if len(c.Faults(unable)) == 0 {
		t.Error("the compiler cannot say that it was not run")
	}
	// What the learner has to read goes with the first outcome only.
	other := course.Verdict{Engine: "compiled", Outcome: course.Panicked, Output: "hi", MaxScore: 3}
	if faults := c.Faults(other); len(faults) > 0 {
		t.Error(faults)
	}
}
