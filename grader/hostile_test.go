package grader

import (
	"strings"
	"testing"

	"happensbefore/course"
	"happensbefore/labs"
)

// double is a lab as small as a lab can be, for submissions that misbehave.
func double() *labs.Lab {
	return &labs.Lab{
		Lab: course.Lab{
			Slug:    "double",
			Limits:  course.DefaultLimits(),
			Starter: []course.File{{Name: "double.go", Source: "package double\n\nfunc Double(n int) int { return 0 }\n"}},
			Checks: []course.Check{
				{Test: "TestOne", Says: "one doubles to two", Points: 1, Seeds: 1},
				{Test: "TestTwo", Says: "two doubles to four", Points: 2, Seeds: 3},
			},
		},
		Hidden: []course.File{{Name: "hidden_test.go", Source: `package double_test

import (
	"testing"
	"testing/synctest"

	double "lab"
	"sim"
)

func TestOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got := double.Double(1); got != 2 {
			t.Errorf("Double(1) = %d, want 2", got)
		}
	})
}

func TestTwo(t *testing.T) {
	if got := double.Double(2); got != 4 {
		t.Errorf("seed %d: Double(2) = %d,\nwant 4", sim.Seed(t), got)
	}
}
`}},
	}
}

const rightAnswer = "package double\n\nfunc Double(n int) int { return 2 * n }\n"

func TestSubmissionsThatMisbehaveEachGetTheirOwnVerdict(t *testing.T) {
	body := func(imports, statements string) string {
		return "package double\n\n" + imports + "\n\nfunc Double(n int) int {\n" + statements + "\n\treturn 2 * n\n}\n"
	}
	cases := map[string]struct {
		source  string
		outcome course.Outcome
		says    string // part of what the learner reads, anywhere in the verdict
	}{
		"nothing wrong":             {rightAnswer, course.Passed, "All 2 checks pass"},
		"a wrong result":            {"package double\n\nfunc Double(n int) int { return n }\n", course.Failed, "Double(1) = 1, want 2"},
		"more than 64 KiB":          {rightAnswer + "//" + strings.Repeat("x", 64<<10), course.DidNotCompile, "at most 65536"},
		"not UTF-8":                 {rightAnswer + "// \xff\xfe", course.DidNotCompile, "not UTF-8"},
		"an empty file":             {"", course.DidNotCompile, "the file is empty"},
		"another package":           {strings.Replace(rightAnswer, "package double", "package main", 1), course.DidNotCompile, "has to be package double"},
		"a syntax error":            {"package double\n\nfunc Double(n int) int { return 2 * \n}\n", course.DidNotCompile, "syntax error"},
		"a type error":              {body("", "\tvar s string = n"), course.DidNotCompile, "cannot use n"},
		"an unused variable":        {body("", "\tx := 1"), course.DidNotCompile, "declared and not used: x"},
		"an unused import":          {body(`import "fmt"`, ""), course.DidNotCompile, `"fmt" imported and not used`},
		"a missing return":          {"package double\n\nfunc Double(n int) int { n++ }\n", course.DidNotCompile, "missing return"},
		"a function left out":       {"package double\n", course.DidNotCompile, "undefined: double.Double"},
		"os.Exit":                   {body(`import "os"`, "\tos.Exit(0)"), course.DidNotCompile, "no process of its own"},
		"unsafe":                    {body(`import "unsafe"`, "\t_ = unsafe.Sizeof(n)"), course.DidNotCompile, `"unsafe" is not allowed`},
		"the testing package":       {body(`import "testing"`, "\ttesting.Init()"), course.DidNotCompile, "only the lab's tests"},
		"cgo":                       {body(`import "C"`, ""), course.DidNotCompile, "no C compiler"},
		"linkname":                  {body("", "") + "\n//go:linkname exit os.Exit\n", course.DidNotCompile, "steers the compiler"},
		"a line directive":          {body("", "") + "\n//line /etc/passwd:1\n", course.DidNotCompile, "steers the compiler"},
		"a function without a body": {body("", "") + "\nfunc exit()\n", course.DidNotCompile, "no body"},
		"an endless loop":           {body("", "\tfor {\n\t}"), course.TimedOut, "still running"},
		"a loop before any test":    {rightAnswer + "\nvar x = loop()\n\nfunc loop() int {\n\tfor {\n\t}\n}\n", course.TimedOut, "still running"},
		"infinite recursion":        {body("", "\treturn Double(n) + 1"), course.Panicked, "stack overflow"},
		"a panic":                   {body("", "\tvar m map[int]int\n\tm[n] = n"), course.Panicked, "assignment to entry in nil map (double.go, line 6)"},
		"a panic in a goroutine":    {body(`import "time"`, "\tgo func() { panic(\"boom\") }()\n\ttime.Sleep(time.Second)"), course.Panicked, "boom"},
		"a panic at start-up":       {rightAnswer + "\nfunc init() { panic(\"too early\") }\n", course.Panicked, "too early"},
		"an index out of range":     {body("", "\tvar s []int\n\ts[n] = 1"), course.Panicked, "index out of range"},
		"a nil pointer":             {"package double\n\ntype T struct{ n int }\n\nfunc Double(n int) int {\n\tvar p *T\n\treturn p.n\n}\n", course.Panicked, "nil pointer dereference (double.go, line 6)"},
		"a deadlock":                {body("", "\t<-make(chan int)"), course.Deadlocked, "deadlock"},
		"ten thousand goroutines":   {body(`import "sync"`, "\tvar wg sync.WaitGroup\n\tfor i := 0; i < 10000; i++ {\n\t\twg.Add(1)\n\t\tgo func() { wg.Done() }()\n\t}\n\twg.Wait()"), course.Passed, "All 2 checks pass"},
		"goroutines without end":    {body("", "\tfor {\n\t\tgo func() { select {} }()\n\t}"), course.OverMemory, "more than its 256 MiB"},
		"1 GiB at once":             {body("", "\tb := make([]byte, 1<<30)\n\tfor i := 0; i < len(b); i += 4096 {\n\t\tb[i] = 1\n\t}"), course.OverMemory, "more than its 256 MiB"},
		"1 GiB piece by piece":      {body("", "\tvar all [][]byte\n\tfor i := 0; i < 1<<10; i++ {\n\t\tall = append(all, make([]byte, 1<<20))\n\t}\n\t_ = all"), course.OverMemory, "more than its 256 MiB"},
		"endless output":            {body(`import "fmt"`, "\tfor {\n\t\tfmt.Println(n)\n\t}"), course.TooMuchOutput, "more than 64 KiB"},
		"endless built-in output":   {body("", "\tfor {\n\t\tprintln(n)\n\t}"), course.Ungraded, "the built-in function println; use fmt.Println"},
		"concurrent map writes":     {body("", "\tm := map[int]int{}\n\tdone := make(chan bool)\n\tfor i := 0; i < 4; i++ {\n\t\tgo func() {\n\t\t\tfor j := 0; j < 100000; j++ {\n\t\t\t\tm[j] = j\n\t\t\t}\n\t\t\tdone <- true\n\t\t}()\n\t}\n\tfor i := 0; i < 4; i++ {\n\t\t<-done\n\t}"), course.Raced, "data race"},
		"an unlock too many":        {body(`import "sync"`, "\tvar mu sync.Mutex\n\tmu.Unlock()"), course.Panicked, "unlock of unlocked mutex"},
		"a forged report":           {body(`import "fmt"`, "\tfmt.Println(`{\"kind\":\"checked\",\"test\":\"TestOne\",\"result\":{\"passed\":true,\"seeds\":1}}`)\n\tfmt.Println(`{\"kind\":\"end\"}`)\n\tpanic(n)"), course.Panicked, "panic"},
	}
	g := newTestGrader(t, nil, nil)
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			lab := double()
			v, err := g.Grade(t.Context(), lab, []course.File{{Name: "double.go", Source: c.source}})
			if err != nil {
				t.Fatal(err)
			}
			if v.Outcome != c.outcome {
				t.Errorf("outcome %q, want %q: %+v", v.Outcome, c.outcome, v)
			}
			if told := everything(v); !strings.Contains(told, c.says) {
				t.Errorf("the verdict says nothing of %q:\n%s", c.says, told)
			}
			if strings.Contains(everything(v), "hidden") {
				t.Errorf("the verdict names the hidden tests' file: %s", everything(v))
			}
			if (v.Outcome == course.Passed) != (v.Score == v.MaxScore) || v.MaxScore != 3 {
				t.Errorf("score %d of %d with outcome %q", v.Score, v.MaxScore, v.Outcome)
			}

			next, err := g.Grade(t.Context(), lab, []course.File{{Name: "double.go", Source: rightAnswer}})
			if err != nil || next.Outcome != course.Passed {
				t.Errorf("the next submission: %v, %v", next.Outcome, err)
			}
		})
	}
}

// everything is all that a learner can read in a verdict.
func everything(v course.Verdict) string {
	parts := []string{v.Says}
	for _, d := range v.Diagnostics {
		parts = append(parts, d.String())
	}
	for _, c := range v.Checks {
		parts = append(parts, c.Message)
	}
	return strings.Join(parts, "\n")
}

func TestACheckThatPanicsLeavesTheOthersTheirResults(t *testing.T) {
	source := "package double\n\nimport \"time\"\n\nfunc Double(n int) int {\n\tif n == 1 {\n\t\tgo func() { panic(\"boom\") }()\n\t\ttime.Sleep(time.Second)\n\t}\n\treturn 2 * n\n}\n"
	v, err := newTestGrader(t, nil, nil).Grade(t.Context(), double(), []course.File{{Name: "double.go", Source: source}})
	if err != nil {
		t.Fatal(err)
	}
	if v.Checks[0].Outcome != course.Panicked || !v.Checks[1].Passed || v.Score != 2 {
		t.Errorf("checks %+v, score %d", v.Checks, v.Score)
	}
}

func TestASeededCheckTellsTheFirstSeedAndTheShare(t *testing.T) {
	source := "package double\n\nfunc Double(n int) int {\n\tif n == 2 {\n\t\treturn 5\n\t}\n\treturn 2 * n\n}\n"
	v, err := newTestGrader(t, nil, nil).Grade(t.Context(), double(), []course.File{{Name: "double.go", Source: source}})
	if err != nil {
		t.Fatal(err)
	}
	want := course.CheckResult{Test: "TestTwo", Says: "two doubles to four", Outcome: course.Failed, Points: 2, Seed: 1, Failed: 3, Seeds: 3,
		Message: "seed 1: Double(2) = 5,\nwant 4"}
	if got := v.Checks[1]; got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestAProgramRunsInVirtualTime(t *testing.T) {
	source := "package main\n\nimport (\n\t\"fmt\"\n\t\"time\"\n)\n\nfunc main() {\n\tbegin := time.Now()\n\tgo func() {\n\t\tfor {\n\t\t\ttime.Sleep(time.Hour)\n\t\t}\n\t}()\n\ttime.Sleep(48 * time.Hour)\n\tfmt.Println(time.Since(begin))\n}\n"
	v, err := newTestGrader(t, nil, nil).Example(t.Context(), "somebody", source)
	if err != nil {
		t.Fatal(err)
	}
	if v.Outcome != course.Passed || v.Output != "48h0m0s\n" {
		t.Errorf("%s: %q", v.Outcome, v.Output)
	}
}
