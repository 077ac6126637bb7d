package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"happensbefore/course"
)

// call runs the program and returns its exit status and what it printed.
func call(t testing.TB, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	cmd := program(context.WithoutCancel(t.Context()), t, args...)
	var out, errOut bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errOut
	err := cmd.Run()
	exit := new(exec.ExitError)
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), errOut.String()
}

func write(t testing.TB, name, source string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestGradeTellsByItsExitStatus(t *testing.T) {
	file, right := labFile(t, "lamport-clock", "solution", "")
	_, starter := labFile(t, "lamport-clock", "starter", "")
	cases := map[string]struct {
		args   []string
		status int
		stdout string
		stderr string
	}{
		"a right answer":             {[]string{"lamport-clock", write(t, file, right)}, 0, "passed: ", ""},
		"a file by another name":     {[]string{"lamport-clock", write(t, "answer.go", right)}, 0, "passed: ", ""},
		"the lab's own file":         {[]string{filepath.Join("..", "..", "labs", "lamport-clock.md"), write(t, file, right)}, 0, "passed: ", ""},
		"a wrong answer":             {[]string{"lamport-clock", write(t, file, starter)}, 1, "FAIL ", ""},
		"no Go":                      {[]string{"lamport-clock", write(t, file, "hello")}, 1, "clock.go:1:1: syntax error", ""},
		"a lab that does not exist":  {[]string{"sundial", write(t, file, right)}, 2, "", "there are lamport-clock"},
		"a file that does not exist": {[]string{"lamport-clock", "missing.go"}, 2, "", "missing.go"},
		"too few words":              {[]string{"lamport-clock"}, 2, "", "at least one file"},
		"an unknown flag":            {[]string{"--fast", "lamport-clock", "x.go"}, 2, "", "usage: happensbefore grade"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			status, stdout, stderr := call(t, append([]string{"grade"}, c.args...)...)
			if status != c.status || !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.stderr) {
				t.Errorf("status %d, want %d\nstdout, want %q:\n%s\nstderr, want %q:\n%s", status, c.status, c.stdout, stdout, c.stderr, stderr)
			}
		})
	}
}

func TestGradeAsJSONCarriesTheWholeVerdict(t *testing.T) {
	file, wrong := labFile(t, "lamport-clock", "wrong", "forgets-max")
	status, stdout, stderr := call(t, "grade", "--json", "lamport-clock", write(t, file, wrong))
	if status != 1 {
		t.Fatalf("status %d: %s", status, stderr)
	}
	var v course.Verdict
	if err := json.Unmarshal([]byte(stdout), &v); err != nil {
		t.Fatal(err)
	}
	if v.Outcome != course.Failed || v.Engine != "interpreted" || v.Score == 0 || v.Score >= v.MaxScore || len(v.Checks) == 0 {
		t.Errorf("%+v", v)
	}
	for _, c := range v.Checks {
		if c.Test == "" || c.Says == "" || c.Points == 0 || !c.Passed && c.Message == "" {
			t.Errorf("a check says too little: %+v", c)
		}
	}

	_, stdout, _ = call(t, "grade", "--json", "lamport-clock", write(t, file, "package lamport\n\nfunc f() int {}\n"))
	v = course.Verdict{}
	if err := json.Unmarshal([]byte(stdout), &v); err != nil {
		t.Fatal(err)
	}
	if len(v.Diagnostics) == 0 || v.Diagnostics[0].Line != 3 || v.Diagnostics[0].Column == 0 || v.Outcome != course.DidNotCompile {
		t.Errorf("%+v", v)
	}
}

// placed is "file:line: what: mend".
var placed = regexp.MustCompile(`^\S+\.md(:\d+)?: .+: .+`)

func TestCheckNamesThePlaceAndTheMend(t *testing.T) {
	dir := t.TempDir()
	copyDir(t, filepath.Join("..", "..", "content"), filepath.Join(dir, "content"))
	if err := os.Mkdir(filepath.Join(dir, "labs"), 0o755); err != nil {
		t.Fatal(err)
	}
	chapter := filepath.Join(dir, "content", "chapters", "clocks.md")
	text, err := os.ReadFile(chapter)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(text), "```output\n", "```output\nnobody prints this\n", 1) + "\n[nowhere](nowhere.md)\n"
	const inexact = "```go run\npackage main\n\nimport \"fmt\"\n\ntype own struct{}\n\nfunc main() { fmt.Printf(\"%T\\n\", own{}) }\n```\n\n"
	broken = strings.Replace(broken, "```go run\n", inexact+"```go run\n", 1)
	if err := os.WriteFile(chapter, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	lab := filepath.Join(dir, "labs", "lamport-clock.md")
	text, err = os.ReadFile(filepath.Join("..", "..", "labs", "lamport-clock.md"))
	if err != nil {
		t.Fatal(err)
	}
	weak := strings.Replace(string(text), "fails=Test", "fails=TestNothing,Test", 1)
	if err := os.WriteFile(lab, []byte(weak), 0o600); err != nil {
		t.Fatal(err)
	}

	status, stdout, stderr := call(t, "check", dir)
	if status != 1 {
		t.Errorf("status %d: %s", status, stderr)
	}
	for _, want := range []string{"clocks.md:", "the example prints", "the interpreter is not exact for the example", "the text does not say what the example prints", "nowhere.md", "lamport-clock.md:", "TestNothing"} {
		if !strings.Contains(stdout, want) {
			t.Errorf("nothing about %q in\n%s", want, stdout)
		}
	}
	for line := range strings.Lines(stdout) {
		if !placed.MatchString(line) {
			t.Errorf("a problem without place and mend: %s", line)
		}
	}

	// The rest is served; the broken chapter shows what is wrong with it.
	s := serveSite(t, t.TempDir(), "--content", filepath.Join(dir, "content"), "--labs", filepath.Join(dir, "labs"))
	s.get(t, "/chapters/start-here", 200)
	if page := s.get(t, "/chapters/clocks", 200); !strings.Contains(page, "nowhere.md") {
		t.Error("the chapter's page does not show its problem")
	}
	if page := s.get(t, "/labs/lamport-clock", 200); !strings.Contains(page, "learners do not see breaks a rule") || strings.Contains(page, "TestNothing") {
		t.Error("the lab's page does not show that the lab is broken, or shows too much")
	}
}

func TestHelpKnowsEveryCommand(t *testing.T) {
	for _, c := range commands() {
		status, stdout, _ := call(t, "help", c.name)
		if status != 0 || !strings.Contains(stdout, c.summary) {
			t.Errorf("help %s: status %d: %s", c.name, status, stdout)
		}
	}
	if status, _, stderr := call(t, "brew"); status != 2 || !strings.Contains(stderr, "no command") {
		t.Errorf("an unknown command: status %d: %s", status, stderr)
	}
}

func TestHealthAsksARunningServer(t *testing.T) {
	s := serveSite(t, t.TempDir())
	status, stdout, stderr := call(t, "health", "--addr", strings.TrimPrefix(s.url, "http://"))
	if status != 0 || !strings.Contains(stdout, `"healthy":true`) {
		t.Errorf("status %d: %s%s", status, stdout, stderr)
	}
	s.stop(t)
	if status, _, _ := call(t, "health", "--addr", strings.TrimPrefix(s.url, "http://")); status != 1 {
		t.Errorf("without a server: status %d, want 1", status)
	}
}

func copyDir(t testing.TB, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
