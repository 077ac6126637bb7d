package compiled

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
)

const agreementDir = "../testdata/agreement"

// refusedPrograms import what learners may not. The front end refuses them
// before they come here; should it ever fail to, they do not build.
var refusedPrograms = map[string]string{
	"27_stdlib_ifaces.go":     `import of "os" is not allowed`,
	"a03_errors_is_method.go": `import of "os" is not allowed`,
	"synctest.go":             `import of "testing" is not allowed`,
}

// TestProgramsDoWhatTheGoCommandMakesThemDo holds every program of the corpus
// against what it printed, and how it ended, when the go command ran it.
func TestProgramsDoWhatTheGoCommandMakesThemDo(t *testing.T) {
	names, err := filepath.Glob(agreementDir + "/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs", err)
	}
	t.Run("programs", func(t *testing.T) {
		for _, name := range names {
			t.Run(strings.TrimSuffix(filepath.Base(name), ".go"), func(t *testing.T) {
				t.Parallel()
				agrees(t, name)
			})
		}
	})
	t.Logf("%d programs: %d agree, %d do not build for what they import", len(names), len(names)-len(refusedPrograms), len(refusedPrograms))
}

func agrees(t *testing.T, name string) {
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile(strings.TrimSuffix(name, ".go") + ".golden")
	if err != nil {
		t.Fatal(err)
	}
	first, want, _ := strings.Cut(string(golden), "\n")
	status, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	job := jobOf([]course.File{{Name: "main.go", Source: string(source)}}, nil, nil)
	b, found, err := toolchain.Build(t.Context(), job, 0)
	if err != nil {
		t.Fatal(err)
	}
	if says, refused := refusedPrograms[filepath.Base(name)]; refused {
		if len(found) == 0 || found[0].Message != says {
			t.Errorf("its import is not refused, or with other words: %v", found)
		}
		return
	}
	if len(found) > 0 {
		t.Fatal(found)
	}
	defer b.Close()
	r, err := start(t.Context(), b, job)
	if err != nil {
		t.Fatal(err)
	}
	got, more := Playback(r.Output, job.Limits.Output)
	// The go command ends with 1 whatever status the program failed with.
	if (r.Status == 0) != (status == 0) || more {
		said, _ := Playback([]byte(r.Errors), MaxErrors)
		t.Errorf("it ended with status %d, under the go command with %d; too much output: %v\n%.1000s", r.Status, status, more, said)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("output (-go command +compiled)\n%s", diff)
	}
}
