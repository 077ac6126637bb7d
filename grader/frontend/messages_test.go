package frontend

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write golden files anew; runs Go's compiler")

const (
	mistakes = "testdata/messages.txtar"  // programs with mistakes
	messages = "testdata/messages.golden" // what Go's compiler says of them
)

// TestMessagesAreTheCompilers holds every message against the compiler's: the
// same ones, in the same order, on the same lines, in the same words. Ours may
// go on with a hint. Columns may differ, and are counted.
func TestMessagesAreTheCompilers(t *testing.T) {
	programs, err := txtar.ParseFile(mistakes)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		askCompiler(t, programs)
	}
	said, err := txtar.ParseFile(messages)
	if err != nil {
		t.Fatalf("%v; make it with -update", err)
	}
	if len(said.Files) != len(programs.Files) {
		t.Fatalf("%d programs, and the compiler's words on %d; bring them up to date with -update", len(programs.Files), len(said.Files))
	}
	count, columns, hints := 0, 0, 0
	for i, p := range programs.Files {
		t.Run(p.Name, func(t *testing.T) {
			r, err := Program([]File{{Name: "main.go", Source: p.Data}})
			if err != nil {
				t.Fatal(err)
			}
			var want, got []string
			for j, m := range compilersMessages(string(said.Files[i].Data)) {
				if j < len(r.Diagnostics) {
					d := r.Diagnostics[j]
					count++
					if fmt.Sprint(d.Column) == m.column {
						columns++
					}
					text, isHinted := strings.CutPrefix(d.Message, m.text+" (")
					if isHinted && strings.HasSuffix(text, ")") {
						hints++
						r.Diagnostics[j].Message = m.text
					}
				}
				want = append(want, m.line+": "+m.text)
			}
			for _, d := range r.Diagnostics {
				got = append(got, fmt.Sprintf("%d: %s", d.Line, d.Message))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-compiler +front end)\n%s", diff)
			}
		})
	}
	t.Logf("%d messages on %d programs in the compiler's words and order; %d at its column too, %d with a hint", count, len(programs.Files), columns, hints)
}

type compilersMessage struct{ line, column, text string }

// compilersMessages reads lines of the form ./main.go:3:2: text; those that
// begin with a tab belong to the message before.
func compilersMessages(out string) []compilersMessage {
	var all []compilersMessage
	for line := range strings.Lines(out) {
		line = strings.ReplaceAll(strings.TrimRight(line, "\n"), "./main.go:", "main.go:")
		if more, ok := strings.CutPrefix(line, "\t"); ok && len(all) > 0 {
			all[len(all)-1].text += "\n\t" + more
			continue
		}
		parts := strings.SplitN(strings.TrimPrefix(line, "main.go:"), ":", 3)
		if len(parts) == 3 {
			all = append(all, compilersMessage{parts[0], parts[1], strings.TrimPrefix(parts[2], " ")})
		}
	}
	return all
}

// askCompiler writes the golden file.
func askCompiler(t *testing.T, programs *txtar.Archive) {
	t.Helper()
	dir := t.TempDir()
	run := func(args ...string) []byte {
		cmd := exec.CommandContext(context.Background(), "go", args...)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if _, exited := err.(*exec.ExitError); err != nil && !exited {
			t.Fatal(err)
		}
		return out
	}
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("importcfg", run("list", "-deps", "-export", "-f", "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}", "fmt", "strings", "time"))
	var out txtar.Archive
	for _, p := range programs.Files {
		write("main.go", p.Data)
		said := run("tool", "compile", "-e", "-p", "main", "-lang=go1.26", "-importcfg=importcfg", "-o", "main.o", "./main.go")
		out.Files = append(out.Files, txtar.File{Name: p.Name, Data: bytes.TrimSuffix(said, []byte("\n"))})
	}
	if err := os.WriteFile(messages, txtar.Format(&out), 0o644); err != nil {
		t.Fatal(err)
	}
}
