package compiled

import (
	"strings"
	"testing"
	"time"

	"happensbefore/course"
	"happensbefore/grader/compiled/dump"
	"happensbefore/grader/wire"
)

// doublingTests meet a fault in different places: in the test's own goroutine,
// in a bubble, in a goroutine of a bubble, and in memory that is shared with
// the tests.
const doublingTests = `package double_test

import (
	"testing"
	"testing/synctest"
	"time"

	"lab"
)

func TestOne(t *testing.T) {
	if got := double.Double(1); got != 2 {
		t.Errorf("Double(1) = %d, want 2", got)
	}
}

func TestBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := make(chan int)
		go func() { done <- double.Double(2) }()
		time.Sleep(time.Hour)
		if got := <-done; got != 4 {
			t.Errorf("Double(2) = %d, want 4", got)
		}
	})
}

func TestInBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { double.Double(3) })
}

func TestShared(t *testing.T) {
	double.Double(4)
	if double.Shared == 7 {
		go func() { double.Shared++ }()
	}
	time.Sleep(10 * time.Millisecond)
	double.Shared++
}
`

var doublingChecks = []course.Check{{Test: "TestOne"}, {Test: "TestBubble", Seeds: 3}, {Test: "TestInBubble"}, {Test: "TestShared"}}

func doubling(imports, declarations, body string) []course.File {
	return []course.File{{Name: "double.go", Source: "package double\n\n" + imports + "\n" + declarations +
		"\n\nfunc Double(n int) int {\n" + body + "\n\treturn 2 * n\n}\n\nvar Shared int\n"}}
}

func doublingJob(files []course.File) wire.Job {
	return jobOf(files, []course.File{{Name: "hidden_test.go", Source: doublingTests}}, doublingChecks)
}

// What a fault does to the checks it meets: the reason and the words of a
// result, or the last words of a process that dies in the check.
type fault struct {
	files []course.File
	test  string // the check that meets it
	words string // of its result; or
	dies  string // of the process
}

var faults = map[string]fault{
	"a panic in a goroutine": {
		doubling(`import "time"`, "", "\tgo func() { panic(\"boom\") }()\n\ttime.Sleep(time.Second)"),
		"TestOne", "", "panic: boom\n\ngoroutine"},
	"a panic in the package's initialisation": {
		doubling("", "var m map[int]int\n\nfunc init() { m[1] = 2 }", ""),
		"", "", "panic: assignment to entry in nil map"},
	"a panic in the test's bubble": {
		doubling("", "", "\tif n == 3 {\n\t\tpanic(n)\n\t}"),
		"TestInBubble", "panic: 3 (double.go, line 8)", ""},
	"a stack overflow": {
		doubling("", "func f(n int) int { return f(n+1) + 1 }", "\tf(n)"),
		"TestOne", "", "goroutine stack exceeds 67108864-byte limit"},
	"a stack overflow in the package's initialisation": {
		doubling("", "var x = f(1)\n\nfunc f(n int) int { return f(n+1) + 1 }", ""),
		"", "", "goroutine stack exceeds 67108864-byte limit"},
	"an unlock too many": {
		doubling(`import "sync"`, "", "\tvar mu sync.Mutex\n\tmu.Unlock()"),
		"TestOne", "", "fatal error: sync: unlock of unlocked mutex"},
	"a deadlock outside every bubble": {
		doubling("", "", "\tmake(chan int) <- 1"),
		"TestOne", "", "fatal error: all goroutines are asleep - deadlock!"},
	"a deadlock in a bubble": {
		doubling("", "", "\tif n == 2 {\n\t\t<-make(chan int)\n\t}"),
		"TestBubble", "deadlock: double.go:8 receives from a channel", ""},
	"a lock that is taken twice in a bubble": {
		doubling(`import "sync"`, "var mu sync.Mutex", "\tif n == 2 {\n\t\tmu.Lock()\n\t\tmu.Lock()\n\t}"),
		"TestBubble", "", "fatal error: all goroutines are asleep - deadlock!"},
	"a goroutine that sleeps while it holds a lock": {
		doubling("import (\n\t\"sync\"\n\t\"time\"\n)", "var mu sync.Mutex", "\tif n == 2 {\n\t\tgo func() { mu.Lock(); time.Sleep(time.Hour) }()\n\t\ttime.Sleep(time.Second)\n\t\tmu.Lock()\n\t}"),
		"TestBubble", "", "fatal error: all goroutines are asleep - deadlock!"},
	"a race": {
		doubling(`import "time"`, "var total int\n\nfunc add(n int) {\n\ttotal += n\n}", "\tgo add(n)\n\ttime.Sleep(20 * time.Millisecond)\n\ttotal = n"),
		"TestOne", "data race: double.go:13 writes while double.go:7 ", ""},
	"a race in the package's initialisation": {
		doubling(`import "time"`, "var total int\n\nfunc init() {\n\tgo func() { total = 1 }()\n\ttotal = 2\n\ttime.Sleep(50 * time.Millisecond)\n}", ""),
		"TestOne", " writes while double.go:", ""},
	"a race with the caller": {
		doubling("", "", "\tif n == 4 {\n\t\tgo func() { Shared = n }()\n\t}"),
		"TestShared", "race: data race: double.go:8 writes memory that the caller", ""},
	"a race of the tests alone": {
		doubling("", "", "\tif n == 4 {\n\t\tShared = 7\n\t}"),
		"TestShared", "race: data race in memory that two of your code's callers share", ""},
	"memory that is never touched": {
		doubling("", "var keep [][]byte", "\tfor {\n\t\tkeep = append(keep, make([]byte, 1<<20))\n\t}"),
		"TestOne", "", "fatal error: runtime: out of memory"},
	"one huge allocation": {
		doubling("", "var keep []byte", "\tkeep = make([]byte, 1<<40)"),
		"TestOne", "", "fatal error: runtime: out of memory"},
}

func TestFaultsAreToldAsWhatTheyAre(t *testing.T) {
	for name, c := range faults {
		t.Run(name, func(t *testing.T) {
			job := doublingJob(c.files)
			r := buildAndRun(t, job)
			Explain(r.frames, r.Errors)
			if r.passes(job) {
				t.Error("it passes")
			}
			under, said := "", ""
			for _, f := range r.frames {
				switch {
				case f.Kind == wire.Started:
					under = f.Test
				case f.Kind == wire.Checked && under == c.test && c.words != "":
					said = string(f.Result.Reason) + ": " + f.Result.Message
				}
				if f.Kind == wire.Checked {
					under = ""
				}
			}
			if c.words != "" && (!strings.Contains(said, c.words) || !r.clean()) {
				t.Errorf("%s ends with %q, clean %v; want %q", c.test, said, r.clean(), c.words)
			}
			if c.dies != "" && (under != c.test || r.Status != 2 || !strings.Contains(r.Errors, c.dies)) {
				t.Errorf("it dies in %q with status %d, want %q, and says\n%.1000s", under, r.Status, c.test, r.Errors)
			}
			if strings.Contains(said, "hidden") || strings.Contains(said, "TestOne") {
				t.Errorf("the words name the hidden tests: %s", said)
			}
		})
	}
}

func TestAProgramThatRunsForEverTellsWhereItWas(t *testing.T) {
	job := doublingJob(doubling("", "", "\tfor {\n\t\tShared++\n\t}"))
	job.Limits.Wall = time.Second
	r := buildAndRun(t, job)
	if !r.TimedOut {
		t.Errorf("it ended with status %d", r.Status)
	}
	found := false
	for _, g := range dump.AtTheEnd(r.Errors) {
		found = found || g.At.File == "double.go" && (g.At.Line == 7 || g.At.Line == 8)
	}
	if !found {
		t.Errorf("no goroutine is in the loop:\n%s", r.Errors)
	}
}
