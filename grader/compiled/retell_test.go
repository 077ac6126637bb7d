package compiled

import (
	"strings"
	"testing"

	"happensbefore/course"
	"happensbefore/grader/wire"
)

const retoldTests = `package again_test

import (
	"fmt"
	"strings"
	"testing"

	again "lab"
)

func TestFails(t *testing.T) {
	if !strings.HasSuffix(t.Name(), "/shortest") {
		t.Fatal("first words\n⏱shorten:")
	}
	again.Twice()
	fmt.Println("printed in the second run")
	t.Fatal("second words\n⏱trace:\nnodes: A\nfail A: \"a \\\"quote\\\"\"")
}

func TestFine(t *testing.T) { fmt.Println("printed in the first") }
`

// A second run decides nothing, prints nothing and may even end the process.
func TestAFailedCheckIsRetoldInTheEnd(t *testing.T) {
	for name, c := range map[string]struct {
		body   string
		retold bool
	}{
		"an answer that fails again":        {"", true},
		"one whose goroutine panics then":   {"go func() { panic(1) }()\n\ttime.Sleep(time.Second)", false},
		"one that races then":               {"n := 0\n\tgo func() { n++ }()\n\tn++\n\ttime.Sleep(10 * time.Millisecond)", true},
		"one that prints more than it may":  {"for range 20_000 {\n\t\tfmt.Println(\"again and again\")\n\t}", true},
		"one that panics in the test's own": {"panic(1)", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := "package again\n\nimport (\n\t\"fmt\"\n\t\"time\"\n)\n\nvar _, _ = fmt.Sprint, time.Now\n\nfunc Twice() {\n\t" + c.body + "\n}\n"
			job := jobOf([]course.File{{Name: "again.go", Source: source}}, []course.File{{Name: "again_test.go", Source: retoldTests}},
				[]course.Check{{Test: "TestFails"}, {Test: "TestFine"}})
			r := buildAndRun(t, job)
			var kinds []string
			var retold *wire.Result
			for _, f := range r.frames {
				kinds = append(kinds, string(f.Kind))
				if f.Kind == wire.Retold {
					retold = f.Result
				}
			}
			if got := strings.Join(kinds, " "); !strings.HasPrefix(got, "started checked started checked decided") {
				t.Fatalf("frames: %s", got)
			}
			if !c.retold && retold != nil || c.retold && (retold == nil || retold.Message != "second words" || retold.Trace != "nodes: A\nfail A: \"a \\\"quote\\\"\"") {
				t.Errorf("retold as %+v", retold)
			}
			if got := string(r.Output); got != "printed in the first\n" {
				t.Errorf("printed %.60q", got)
			}
		})
	}
}
