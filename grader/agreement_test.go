package grader

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/course"
	"happensbefore/grader/allowed"
	"happensbefore/grader/hostile"
)

var update = flag.Bool("update", false, "write golden files anew; runs the go command")

const (
	agreementDir = "testdata/agreement"
	stoppedFile  = agreementDir + "/stopped.golden" // what does not run, and why
)

// A run is how a program ended when it was compiled.
type run struct {
	status int
	output string
}

// TestInterpretedProgramsDoWhatCompiledOnesDo holds every program of the
// corpus against what it printed when the go command ran it. A program that
// the front end lets through has to do the same in the interpreter; which
// ones it stops, and why, is a golden file of its own, so that a guard that
// grows wider shows in a diff.
func TestInterpretedProgramsDoWhatCompiledOnesDo(t *testing.T) {
	names, err := filepath.Glob(agreementDir + "/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs", err)
	}
	g := newTestGrader(t, nil, nil)
	var mu sync.Mutex
	stopped, count := map[string]string{}, map[string]int{}
	t.Run("programs", func(t *testing.T) {
		for _, name := range names {
			t.Run(strings.TrimSuffix(filepath.Base(name), ".go"), func(t *testing.T) {
				t.Parallel()
				what, why := agrees(t, g, name)
				mu.Lock()
				defer mu.Unlock()
				count[what]++
				if why != "" {
					stopped[filepath.Base(name)] = what + ": " + why
				}
			})
		}
	})
	t.Logf("%d programs: let through %d, agreeing %d, stopped by the guard %d, refused as not allowed %d, beyond the interpreter %d, wrong though let through %d",
		len(names), count[agreeing]+count[wrong]+count[beyond], count[agreeing], count[guarded], count[refused], count[beyond], count[wrong])
	ran := 0
	for _, n := range count {
		ran += n
	}
	if ran == len(names) { // not where -run names some of them
		golden(t, stoppedFile, list(stopped))
	}
}

// What became of a program.
const (
	agreeing = "agreeing"
	wrong    = "wrong"
	guarded  = "stopped"
	refused  = "refused"
	beyond   = "beyond the interpreter"
)

// agrees runs one program interpreted. It says what became of it and, where it
// did not run, why.
func agrees(t *testing.T, g *Grader, name string) (what, why string) {
	want := goldenRun(t, name)
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	v, err := g.Example(t.Context(), "somebody", string(source))
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case v.Outcome == course.DidNotCompile:
		return refused, v.Diagnostics[0].Message
	case v.Outcome == course.Ungraded && strings.Contains(v.Says, "the interpreter is not exact for"):
		return guarded, v.Diagnostics[0].String()
	case v.Outcome == course.Ungraded:
		return beyond, v.Says
	}
	if (v.Outcome == course.Passed) != (want.status == 0) || v.Output != want.output {
		t.Errorf("it ended as %s: %s; compiled, with status %d\noutput (-compiled +interpreted)\n%s", v.Outcome, hostile.Told(v), want.status, cmp.Diff(want.output, v.Output))
		return wrong, ""
	}
	return agreeing, ""
}

// goldenRun is the program's golden file, made by `go run` under -update.
func goldenRun(t *testing.T, name string) run {
	t.Helper()
	file := strings.TrimSuffix(name, ".go") + ".golden"
	if *update {
		r := goRun(t, name)
		if err := os.WriteFile(file, fmt.Appendf(nil, "%d\n%s", r.status, r.output), 0o644); err != nil {
			t.Fatal(err)
		}
		return r
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; make it with -update", err)
	}
	status, output, _ := strings.Cut(string(text), "\n")
	n, err := strconv.Atoi(status)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return run{n, output}
}

func goRun(t *testing.T, name string) run {
	t.Helper()
	var out, stderr bytes.Buffer
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// What programs call "sim" lies in this module.
	for _, sim := range allowed.SimPackages() {
		source = bytes.Replace(source, []byte("\""+sim+"\"\n"), []byte("\""+allowed.Module+sim+"\"\n"), 1)
	}
	file := filepath.Join(t.TempDir(), filepath.Base(name))
	if err := os.WriteFile(file, source, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "run", file)
	cmd.Stdout, cmd.Stderr = &out, &stderr
	err = cmd.Run()
	exit := new(exec.ExitError)
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if err != nil && !strings.Contains(stderr.String(), "goroutine ") {
		t.Fatalf("go run %s: %s", name, stderr.String())
	}
	return run{cmd.ProcessState.ExitCode(), out.String()}
}

func TestAProgramsClockStartsWhereThePlaygroundsDoes(t *testing.T) {
	const source = "package main\n\nimport (\n\t\"fmt\"\n\t\"time\"\n)\n\nfunc main() {\n\tfmt.Println(time.Now().UTC())\n\ttime.Sleep(time.Hour)\n\tfmt.Println(time.Now().UnixNano())\n}\n"
	v, err := newTestGrader(t, nil, nil).Example(t.Context(), "somebody", source)
	if err != nil {
		t.Fatal(err)
	}
	if want := "2009-11-10 23:00:00 +0000 UTC\n1257897600000000000\n"; v.Outcome != course.Passed || v.Output != want {
		t.Errorf("%s, printed %q, want %q", v.Outcome, v.Output, want)
	}
}

func list(stopped map[string]string) string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(stopped)) {
		fmt.Fprintf(&out, "%s: %s\n", name, stopped[name])
	}
	return out.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); if it is meant, run with -update\n%s", file, diff)
	}
}
