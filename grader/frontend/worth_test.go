package frontend

import (
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// answers are what learners hand in, of all labs.
func answers(t testing.TB) []File {
	t.Helper()
	names, err := filepath.Glob("../testdata/answers/*/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no answers", err)
	}
	var files []File
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{Name: strings.TrimPrefix(name, "../testdata/answers/"), Source: source})
	}
	return files
}

// alone checks one file as a package of its own, whatever that is called.
func alone(t testing.TB, f File) *checker {
	t.Helper()
	c, err := newChecker()
	if err != nil {
		t.Fatal(err)
	}
	name := "main"
	if clause, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Source, parser.PackageClauseOnly); err == nil {
		name = clause.Name.Name
	}
	c.learner([]File{f}, name)
	return c
}

// left is the result without one rewriting.
func (c *checker) left(out rewriting) Result {
	c.without = out
	return c.result()
}

// TestEveryRewritingIsWorthItsWeight leaves out one rewriting at a time. One
// that no answer and no program needs has to go.
func TestEveryRewritingIsWorthItsWeight(t *testing.T) {
	needs := func(files []File) (int, map[rewriting]int, map[rewriting]int) {
		through, stopped, changed := 0, map[rewriting]int{}, map[rewriting]int{}
		for _, f := range files {
			c := alone(t, f)
			whole := c.left("")
			if len(whole.Diagnostics) > 0 || len(whole.Inexact) > 0 {
				continue
			}
			through++
			for _, w := range rewritings {
				switch left := c.left(w); {
				case len(left.Inexact) > 0:
					stopped[w]++
				case string(left.Lowered[0].Source) != string(whole.Lowered[0].Source):
					changed[w]++
				}
			}
		}
		return through, stopped, changed
	}
	learners, stoppedAnswers, changedAnswers := needs(answers(t))
	programs, stoppedPrograms, changedPrograms := needs(corpus(t))
	var table strings.Builder
	fmt.Fprintf(&table, "rewriting: needed by how many of %d answers and of %d programs that are let through\n(without it they would be stopped, or run wrong)\n", learners, programs)
	for _, w := range rewritings {
		fmt.Fprintf(&table, "%-55s answers %2d + %2d   programs %3d + %3d\n", w, stoppedAnswers[w], changedAnswers[w], stoppedPrograms[w], changedPrograms[w])
		if stoppedAnswers[w]+changedAnswers[w]+stoppedPrograms[w]+changedPrograms[w] == 0 {
			t.Errorf("nobody needs the rewriting of %s", w)
		}
	}
	t.Log(table.String())
}

var rewritings = []rewriting{
	minAndMax, clearing, genericCalls, rangeOverInteger, rangeOverMaps, loopVariables, loopLiterals, unnamed,
	namedResults, conditions, literalsTogether, groupGo, largeConstants, withOK, delivered, structLiterals, methodValues, selects,
}

var (
	aside = regexp.MustCompile(` \(.*\)| yet.*|: only a literal.*`)
	typed = regexp.MustCompile(`(of type|of your type|is a|telling|result in|as) (\S+)( and \S+ apart)?`)
)

// TestWhatTheGuardStops counts what each rule of the guard costs.
func TestWhatTheGuardStops(t *testing.T) {
	costs := func(files []File) (stopped int, any, only map[string]int) {
		any, only = map[string]int{}, map[string]int{}
		for _, f := range files {
			reasons := map[string]bool{}
			for _, d := range alone(t, f).result().Inexact {
				rule := typed.ReplaceAllString(aside.ReplaceAllString(d.Message, ""), "$1 …")
				reasons[rule] = true
			}
			if len(reasons) > 0 {
				stopped++
			}
			for rule := range reasons {
				any[rule]++
				if len(reasons) == 1 {
					only[rule]++
				}
			}
		}
		return stopped, any, only
	}
	stoppedAnswers, anyAnswer, onlyAnswer := costs(answers(t))
	stoppedPrograms, anyProgram, onlyProgram := costs(corpus(t))
	if stoppedAnswers == 0 || stoppedPrograms == 0 {
		t.Fatal("the guard stops nothing")
	}
	var table strings.Builder
	fmt.Fprintf(&table, "guard: %d answers and %d programs stopped; by each rule, and by it alone\n", stoppedAnswers, stoppedPrograms)
	rules := map[string]bool{}
	for rule := range anyAnswer {
		rules[rule] = true
	}
	for rule := range anyProgram {
		rules[rule] = true
	}
	cost := func(rule string) int { return 1000*anyAnswer[rule] + anyProgram[rule] }
	for _, rule := range slices.SortedFunc(maps.Keys(rules), func(a, b string) int { return cost(b) - cost(a) }) {
		fmt.Fprintf(&table, "answers %2d alone %2d   programs %2d alone %2d   %s\n", anyAnswer[rule], onlyAnswer[rule], anyProgram[rule], onlyProgram[rule], rule)
	}
	t.Log(table.String())
}
