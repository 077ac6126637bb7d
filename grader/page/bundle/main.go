// Command bundle makes what the page's engines load, out of the local Go
// distribution: the interpreter's module, Go's compiler and linker as modules,
// and the archives of every package that submitted code or a lab's tests may
// reach. It needs the go command alone.
//
//	bundle DIR
//
// Each file is made anew only where what it is made from has changed, and takes
// its place whole.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

// A part is one file of the bundle.
type part struct {
	name   string
	inputs func(ctx context.Context, g goTool) (string, error) // a hash of all that it is made from
	make   func(ctx context.Context, g goTool, to string) error
}

func parts() []part {
	return []part{
		{"engine.wasm", engineInputs, makeEngine},
		{"wasm_exec.js", versionInputs, copyExec},
		{"compile.wasm", toolInputs, func(ctx context.Context, g goTool, to string) error { return makeTool(ctx, g, "cmd/compile", to) }},
		{"link.wasm", toolInputs, func(ctx context.Context, g goTool, to string) error { return makeTool(ctx, g, "cmd/link", to) }},
		{"archives.bin", archiveInputs, makeArchives},
	}
}

// madeFile says, for each part, what it was made from.
const madeFile = "made.json"

func run(ctx context.Context, args []string, stdout io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("want one folder, got %q", args)
	}
	dir := args[0]
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	g, err := findGo(ctx)
	if err != nil {
		return err
	}
	made, err := readMade(dir)
	if err != nil {
		return err
	}
	for _, p := range parts() {
		inputs, err := p.inputs(ctx, g)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		file := filepath.Join(dir, p.name)
		if _, err := os.Stat(file); err == nil && made[p.name] == inputs {
			continue
		}
		fresh := file + ".new"
		if err := p.make(ctx, g, fresh); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		if err := os.Rename(fresh, file); err != nil {
			return err
		}
		made[p.name] = inputs
		if err := writeMade(dir, made); err != nil {
			return err
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(stdout, "page: %s: %.1f MB\n", p.name, float64(info.Size())/1e6); err != nil {
			return err
		}
	}
	return nil
}

func readMade(dir string) (map[string]string, error) {
	made := map[string]string{}
	text, err := os.ReadFile(filepath.Join(dir, madeFile))
	if errors.Is(err, fs.ErrNotExist) {
		return made, nil
	}
	if err != nil {
		return nil, err
	}
	return made, json.Unmarshal(text, &made)
}

func writeMade(dir string, made map[string]string) error {
	text, err := json.MarshalIndent(made, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, madeFile), append(text, '\n'), 0o644)
}
