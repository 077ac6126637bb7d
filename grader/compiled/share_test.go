package compiled

import (
	"strings"
	"testing"

	"happensbefore/course"
)

// archivesOfTests are the compiled tests that the cache holds.
func archivesOfTests() int {
	toolchain.tests.mu.Lock()
	defer toolchain.tests.mu.Unlock()
	return len(toolchain.tests.entries)
}

func TestAnswersThatExportTheSameShareTheCompiledTests(t *testing.T) {
	with := func(body, more string) []course.File {
		return doubling("", more, "\tdefer func() {}() // so it is not inlined; else its body would be exported\n"+body)
	}
	answers := []struct {
		name   string
		files  []course.File
		passes bool
		fresh  int // archives of tests that it adds
	}{
		{"the first", with("", "// one"), true, 1},
		{"another comment", with("", "// two"), true, 0},
		{"another body, which is wrong", with("\tn++", "// one"), false, 0},
		{"a line more, which moves what follows", with("\tn++\n\tn--", "// one"), true, 1},
		{"a variable besides", with("", "var More int"), true, 1},
	}
	for _, a := range answers {
		before := archivesOfTests()
		// Tests of this test's own, so that no other has compiled them.
		job := jobOf(a.files, []course.File{{Name: "hidden_test.go", Source: doublingTests + "\n// shared\n"}}, doublingChecks)
		if r := buildAndRun(t, job); r.passes(job) != a.passes {
			t.Errorf("%s: passes is %v, want %v: %+v\n%s", a.name, !a.passes, a.passes, r.frames, r.Errors)
		}
		if fresh := archivesOfTests() - before; fresh != a.fresh {
			t.Errorf("%s: %d archives of tests more, want %d", a.name, fresh, a.fresh)
		}
	}
}

func TestTestsThatDoNotFitAnAnswerAreNotKept(t *testing.T) {
	before := archivesOfTests()
	files := []course.File{{Name: "double.go", Source: "package double\n\nfunc Triple(n int) int { return 3 * n }\n"}}
	_, found, err := toolchain.Build(t.Context(), doublingJob(files), 0)
	if err != nil || len(found) == 0 || !strings.Contains(found[0].Message, "the tests need what your code does not offer: undefined: double.Double") {
		t.Errorf("%v, %v", found, err)
	}
	if archivesOfTests() != before {
		t.Error("there is an archive")
	}
}
