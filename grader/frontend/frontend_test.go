package frontend

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/grader/allowed"
)

func program(source string) []File { return []File{{Name: "main.go", Source: []byte(source)}} }

func TestProgramTellsEveryMistakeInTheCompilersWords(t *testing.T) {
	cases := map[string]struct {
		source string
		want   []string
	}{
		"a program without mistakes": {"package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(1) }\n", nil},
		"several type errors at once": {
			"package main\n\nfunc f() int {\n}\n\nfunc main() {\n\tx := 1\n\tvar s string = 2\n\tundefinedCall()\n}\n",
			[]string{
				"main.go:4:1: missing return",
				"main.go:7:2: declared and not used: x",
				"main.go:8:6: declared and not used: s",
				"main.go:8:17: cannot use 2 (untyped int constant) as string value in variable declaration",
				"main.go:9:2: undefined: undefinedCall",
			},
		},
		"an unused import":        {"package main\n\nimport \"fmt\"\n\nfunc main() {}\n", []string{`main.go:3:8: "fmt" imported and not used`}},
		"a syntax error":          {"package main\n\nfunc main() {\n\tif {\n}\n", []string{"main.go:4:5: syntax error: missing condition in if statement"}},
		"no main":                 {"package main\n", []string{"main.go:1:1: function main is undeclared in the main package"}},
		"newer language features": {"package main\n\nfunc main() {\n\tfor i := range 3 {\n\t\t_ = min(i, 2)\n\t}\n\tfor range func(yield func() bool) {} {\n\t}\n}\n", nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r, err := Program(program(c.source))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, said(r)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func said(r Result) []string {
	var out []string
	for _, d := range r.Diagnostics {
		out = append(out, fmt.Sprintf("%s:%d:%d: %s", d.File, d.Line, d.Column, d.Message))
	}
	return out
}

func TestEveryAllowedPackageCanBeImported(t *testing.T) {
	for _, path := range append(allowed.Packages(), allowed.SimPackages()...) {
		r, err := Program(program(fmt.Sprintf("package main\n\nimport _ %q\n\nfunc main() {}\n", path)))
		if err != nil || len(r.Diagnostics) > 0 {
			t.Errorf("%s: %v %v", path, said(r), err)
		}
	}
}

func TestOtherImportsAreRefusedWithTheReason(t *testing.T) {
	for _, path := range []string{"os", "unsafe", "reflect", "runtime", "net/http", "C", "github.com/x/y", "testing", "sim/raft", "./lab", "os/exec", "internal/abi"} {
		r, err := Program(program(fmt.Sprintf("package main\n\nimport _ %q\n\nfunc main() {}\n", path)))
		if err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("main.go:3:10: import of %q is not allowed: ", path)
		if len(r.Diagnostics) != 1 || !strings.HasPrefix(said(r)[0], want) {
			t.Errorf("%s: %q", path, said(r))
		}
	}
}

func TestLabTellsWhatTheTestsMissWithoutShowingThem(t *testing.T) {
	files := []File{{Name: "clock.go", Source: []byte("package clock\n\ntype Clock struct{}\n\nfunc (Clock) Tick() string { return \"\" }\n")}}
	tests := []File{{Name: "hidden_test.go", Source: []byte("package clock_test\n\nimport (\n\t\"testing\"\n\n\tclock \"lab\"\n)\n\nfunc TestCanary(t *testing.T) {\n\tvar c clock.Clock\n\tvar n int = c.Tick()\n\tc.Receive(n)\n}\n")}}
	r, err := Lab(files, tests)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		":0:0: the tests need what your code does not offer: c.Receive undefined (type clock.Clock has no field or method Receive)",
		":0:0: the tests need what your code does not offer: cannot use c.Tick() (value of type string) as int value in variable declaration",
	}
	got := said(r)
	if len(got) == 2 && strings.Contains(got[0], "Tick") {
		got[0], got[1] = got[1], got[0]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestALabsOwnFaultIsAnError(t *testing.T) {
	files := []File{{Name: "clock.go", Source: []byte("package clock\n")}}
	for name, test := range map[string]string{
		"tests that do not parse":     "package clock_test\n\nfunc {\n",
		"tests in the wrong package":  "package clock\n",
		"tests that are no Go at all": "hello",
	} {
		if r, err := Lab(files, []File{{Name: "hidden_test.go", Source: []byte(test)}}); err == nil {
			t.Errorf("%s: no error, %v", name, said(r))
		}
	}
}

// A lab's tests go to the interpreter lowered, too: otherwise a loop variable
// that a function keeps would be another one there than compiled.
func TestALabsTestsMayBeModernGo(t *testing.T) {
	learner := []File{{Name: "clock.go", Source: []byte("package clock\n\nfunc Tick() int { return 1 }\n")}}
	tests := []File{{Name: "hidden_test.go", Source: []byte("package clock_test\n\nimport (\n\t\"testing\"\n\n\tclock \"lab\"\n)\n\nfunc TestLater(t *testing.T) {\n\tvar later []func() int\n\tfor i := range 3 {\n\t\tlater = append(later, func() int { return min(i, clock.Tick()) })\n\t}\n\tt.Log(len(later))\n}\n")}}
	r, err := Lab(learner, tests)
	if err != nil || len(r.Diagnostics) > 0 || len(r.Inexact) > 0 {
		t.Fatal(err, said(r), r.Inexact)
	}
	if len(r.Tests) != 1 {
		t.Fatalf("%d files of tests, want 1", len(r.Tests))
	}
	lowered := string(r.Tests[0].Source)
	for _, modern := range []string{"range 3", "min(i"} {
		if strings.Contains(lowered, modern) {
			t.Errorf("%q is still in the tests:\n%s", modern, lowered)
		}
	}
	if got, want := strings.Index(lowered, "t.Log"), strings.Index(string(tests[0].Source), "t.Log"); strings.Count(lowered[:got], "\n") != strings.Count(string(tests[0].Source[:want]), "\n") {
		t.Errorf("t.Log is on another line now:\n%s", lowered)
	}
}

// Where a test prints a value that says in its own words what it is, the
// interpreter has to be told to ask for them.
func TestALabsTestsPrintInTheirOwnWords(t *testing.T) {
	const before = `package clock_test

import (
	"errors"
	"fmt"
	"testing"
)

type score struct{ n int }

func (s score) String() string { return fmt.Sprint("score ", s.n) }

type fault int

func (f fault) Error() string { return "fault" }

func TestScore(t *testing.T) {
	s := score{1}
	all := []score{{2}}
	by := map[string]score{}
	p := &score{3}
	t.Errorf("%d%% of %s, %-9v and %q", 3, s, all[0], by["x"])
	t.Log(s, p, all, s.n, errors.New("x"))
	_ = fmt.Sprintf("%#v %d %*s %s", s, s, 3, s, s)
	_ = fmt.Sprintf("%+v %#v %s", *p, s, fault(1))
}
`
	after := strings.NewReplacer(
		`3, s, all[0], by["x"])`, `3, s.String(), all[0].String(), by["x"].String())`,
		`t.Log(s, p`, `t.Log(s.String(), p`,
		`*p, s, fault(1))`, `(*p).String(), s, fault(1).Error())`,
	).Replace(before)
	r, err := Lab([]File{{Name: "clock.go", Source: []byte("package clock\n")}}, []File{{Name: "hidden_test.go", Source: []byte(before)}})
	if err != nil || len(r.Diagnostics) > 0 {
		t.Fatal(err, said(r))
	}
	if diff := cmp.Diff(after, string(r.Tests[0].Source)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
