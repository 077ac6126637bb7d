package grader

import (
	"os"
	"path/filepath"
	"testing"

	"happensbefore/course"
)

// TestTheCompilerAnswersWhereTheInterpreterFails has a worker that dies without
// a word as soon as it has taken a source.
func TestTheCompilerAnswersWhereTheInterpreterFails(t *testing.T) {
	g := newCompilingGrader(t)
	g.worker.Path = filepath.Join(t.TempDir(), "worker")
	script := "#!/bin/sh\ncat >/dev/null\necho '{\"kind\":\"accepted\"}' >&3\nexit 7\n"
	if err := os.WriteFile(g.worker.Path, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	v, err := g.Grade(t.Context(), double(), []course.File{{Name: "double.go", Source: rightAnswer}})
	if err != nil || v.Outcome != course.Passed || v.Engine != EngineCompiled {
		t.Errorf("an answer: %+v, %v", v, err)
	}
	v, err = g.Example(t.Context(), "somebody", "package main\n\nfunc main() { print() }\n")
	if err != nil || v.Outcome != course.Passed || v.Engine != EngineCompiled {
		t.Errorf("a program: %+v, %v", v, err)
	}
}
