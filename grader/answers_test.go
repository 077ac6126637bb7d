package grader

import (
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"happensbefore/course"
	"happensbefore/grader/compiled"
	"happensbefore/grader/hostile"
	"happensbefore/labs"
	"happensbefore/labs/gotest"
)

const answersDir = "testdata/answers"

// TestInterpretedAnswersGetTheVerdictsOfCompiledOnes grades what learners hand
// in. Each answer that the guard lets through has to pass and fail the checks
// that it passes and fails under "go test -race"; what races is not the
// interpreter's to find, so a check that races may do either.
func TestInterpretedAnswersGetTheVerdictsOfCompiledOnes(t *testing.T) {
	r, whole := gradeAnswers(t, newTestGrader(t, nil, nil))
	exact := r.count[agreeing] + r.count[wrong] + r.count[slow]
	if !whole {
		return
	}
	all := exact + r.count[guarded] + r.count[beyond]
	t.Logf("answers: exact by guard %d of %d (%d %%), agreeing %d, out of time %d, wrong though let through %d; and %d that do not compile, rightly refused",
		exact, all, 100*exact/all, r.count[agreeing], r.count[slow], r.count[wrong], r.count[refused])
	if 100*exact < 60*all {
		t.Errorf("the guard lets %d of %d through; three in five is the least", exact, all)
	}
	golden(t, answersDir+"/stopped.golden", list(r.stopped))
}

// TestCompiledAnswersGetTheVerdictsOfTheGoCommand grades the same answers as a
// server with a toolchain does: whatever "go test -race" says of a check, the
// final verdict says too, and what races there in any check does not pass.
func TestCompiledAnswersGetTheVerdictsOfTheGoCommand(t *testing.T) {
	r, _ := gradeAnswers(t, newCompilingGrader(t))
	if n := r.count[guarded] + r.count[beyond] + r.count[slow]; n > 0 {
		t.Errorf("%d answers have no verdict of the compiler: %v", n, r.stopped)
	}
	t.Logf("answers: agreeing %d, wrong %d; and %d that do not compile, rightly refused", r.count[agreeing], r.count[wrong], r.count[refused])
}

// newCompilingGrader is a grader with the toolchain that make build leaves.
func newCompilingGrader(t *testing.T) *Grader {
	t.Helper()
	worker := testWorker()
	toolchain, err := compiled.Open(compiled.Config{Dir: "../bin/toolchain", Scratch: t.TempDir(), Host: worker.Host})
	if err != nil {
		t.Fatalf("%v: make toolchain makes it", err)
	}
	t.Cleanup(func() {
		if err := toolchain.Close(); err != nil {
			t.Error(err)
		}
	})
	return New(Config{Worker: worker, Toolchain: toolchain, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
}

// What became of the answers, and for those that did not run, why.
type answerResults struct {
	count   map[string]int
	stopped map[string]string
}

// answeredLabs are the labs that the folder of answers has folders for.
func answeredLabs(t *testing.T) []string {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(answersDir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var slugs []string
	for _, f := range folders {
		if info, err := os.Stat(f); err == nil && info.IsDir() {
			slugs = append(slugs, filepath.Base(f))
		}
	}
	if len(slugs) == 0 {
		t.Fatal("no answers")
	}
	return slugs
}

// gradeAnswers grades all answers that there are to labs. It is not whole where -run names
// some of them.
func gradeAnswers(t *testing.T, g *Grader) (r answerResults, whole bool) {
	shelf := courseLabs(t)
	var mu sync.Mutex
	r = answerResults{map[string]int{}, map[string]string{}}
	answers, graded := 0, 0
	for _, slug := range answeredLabs(t) {
		lab, err := shelf.Secret(slug)
		if err != nil {
			t.Fatal(err)
		}
		answers += len(answerPaths(t, lab))
		t.Run(slug, func(t *testing.T) {
			for name, want := range compiledAnswers(t, lab) {
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					what, why := gradeAnswer(t, g, lab, name, want)
					mu.Lock()
					defer mu.Unlock()
					graded++
					r.count[what]++
					if why != "" {
						r.stopped[slug+"/"+name] = why
					}
				})
			}
		})
	}
	return r, graded == answers
}

// gradeAnswer grades one answer. It says what became of it and, where it did
// not run, why.
func gradeAnswer(t *testing.T, g *Grader, lab *labs.Lab, name string, want reference) (what, why string) {
	v, err := g.Grade(t.Context(), lab, answerFiles(t, lab, name))
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case want.broken != (v.Outcome == course.DidNotCompile):
		t.Errorf("it ended as %s: %s; the compiler takes it: %v", v.Outcome, hostile.Told(v), !want.broken)
		return wrong, ""
	case want.broken:
		return refused, ""
	case v.Outcome == course.Ungraded && strings.Contains(v.Says, "the interpreter is not exact for"):
		return guarded, v.Diagnostics[0].String()
	case v.Outcome == course.Ungraded:
		return beyond, v.Says
	}
	what = agreeing
	raced := false
	if v.Outcome == course.TimedOut && v.Engine == EngineInterpreted {
		what = slow
	}
	for _, c := range v.Checks {
		got, expected := fails, want.checks[c.Test]
		if c.Passed {
			got = passes
		}
		unreached := v.Outcome == course.TimedOut && (c.Outcome == course.Ungraded || c.Outcome == course.TimedOut)
		raced = raced || expected == races
		if got != expected && !unreached && expected != races && expected != varies {
			what = wrong
			t.Errorf("%s %s; under the go command, it %s\n%s", c.Test, got, expected, c.Message)
		}
	}
	if raced && v.Engine == EngineCompiled && v.Outcome == course.Passed {
		what = wrong
		t.Error("it passes; under the go command, it races")
	}
	return what, ""
}

func answerFiles(t *testing.T, lab *labs.Lab, name string) []course.File {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(answersDir, lab.Slug, name+".go"))
	if err != nil {
		t.Fatal(err)
	}
	return []course.File{{Name: lab.Starter[0].Name, Source: string(source)}}
}

// slow is an answer that the interpreter did not finish in time. It may be the
// interpreter that is slow: whether the answer is, the compiler has to say.
const slow = "out of time"

// A reference is how a compiled answer did.
type reference struct {
	broken bool              // it does not compile
	checks map[string]string // by the check's test
}

// How a check of a compiled answer ended.
const (
	passes = "passes"
	fails  = "fails"
	races  = "races"  // the race detector spoke; what else it did is chance
	varies = "varies" // not the same each time, or the answer says that chance decides
)

// compiledAnswers are the lab's answers by name, as their golden file has
// them. Under -update the go command writes it.
func compiledAnswers(t *testing.T, lab *labs.Lab) map[string]reference {
	t.Helper()
	paths := answerPaths(t, lab)
	file := filepath.Join(answersDir, lab.Slug+".golden")
	if *update {
		answers := map[string]reference{}
		for _, path := range paths {
			name := strings.TrimSuffix(filepath.Base(path), ".go")
			answers[name] = goTest(t, lab, name)
		}
		if err := os.WriteFile(file, []byte(answersText(lab, answers)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; make it with -update", err)
	}
	answers := readAnswers(t, lab, string(text))
	if len(answers) != len(paths) {
		t.Fatalf("%s has %d answers, the folder %d; bring it up to date with -update", file, len(answers), len(paths))
	}
	return answers
}

// goTestRuns is how often an answer is tested, each time with its tests in
// another order, so that chance shows.
const goTestRuns = 3

func answerPaths(t *testing.T, lab *labs.Lab) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(answersDir, lab.Slug, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no answers", err)
	}
	return paths
}

func goTest(t *testing.T, lab *labs.Lab, name string) reference {
	t.Helper()
	m := gotest.Module{Learner: answerFiles(t, lab, name), Tests: lab.Hidden, Checks: lab.Checks, Root: ".."}
	dir := t.TempDir()
	if err := m.Write(dir); err != nil {
		t.Fatal(err)
	}
	a := reference{checks: map[string]string{}}
	for order := range goTestRuns {
		results, err := m.Run(t.Context(), dir, "-race", "-timeout=15s", fmt.Sprintf("-shuffle=%d", order+1))
		if err != nil && strings.Contains(err.Error(), "does not build") {
			return reference{broken: true}
		}
		if err != nil {
			t.Fatal(name, err)
		}
		for test, r := range results {
			before, now := a.checks[test], fails
			switch {
			case strings.Contains(r.Output, "DATA RACE") || before == races:
				now = races
			case r.Passed:
				now = passes
			}
			if before != "" && before != now && now != races {
				now = varies
			}
			a.checks[test] = now
		}
	}
	for _, c := range lab.Checks {
		if strings.Contains(m.Learner[0].Source, "Chance decides "+c.Test+".") {
			a.checks[c.Test] = varies
		}
	}
	return a
}

// answersText has a line for each answer, with the checks that it does not
// simply pass.
func answersText(lab *labs.Lab, answers map[string]reference) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		a := answers[name]
		if a.broken {
			fmt.Fprintf(&out, "%s: does not compile\n", name)
			continue
		}
		var parts []string
		for _, how := range []string{fails, races, varies} {
			var tests []string
			for _, c := range lab.Checks {
				if a.checks[c.Test] == how {
					tests = append(tests, c.Test)
				}
			}
			if len(tests) > 0 {
				parts = append(parts, how+" "+strings.Join(tests, " "))
			}
		}
		if len(parts) == 0 {
			parts = []string{passes}
		}
		fmt.Fprintf(&out, "%s: %s\n", name, strings.Join(parts, "; "))
	}
	return out.String()
}

func readAnswers(t *testing.T, lab *labs.Lab, text string) map[string]reference {
	t.Helper()
	answers := map[string]reference{}
	for line := range strings.Lines(text) {
		name, rest, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			t.Fatalf("no answer: %q", line)
		}
		a := reference{broken: rest == "does not compile", checks: map[string]string{}}
		for _, c := range lab.Checks {
			a.checks[c.Test] = passes
		}
		for part := range strings.SplitSeq(rest, "; ") {
			words := strings.Fields(part)
			for _, test := range words[1:] {
				if !a.broken {
					a.checks[test] = words[0]
				}
			}
		}
		answers[name] = a
	}
	return answers
}
