// Command bundle makes the toolchain that compiled verdicts come from, out of
// the local Go distribution: its compiler and linker, cmd/jailer, and archives
// of every package that submitted code or a lab's tests may reach. It needs the
// go command and gcc; what it makes needs neither.
//
//	bundle DIR
//
// A bundle that is fresh is left as it is. A new one is written beside DIR and
// takes its place whole, so that a build that is killed leaves nothing half.
package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sys/unix"

	"happensbefore/grader/compiled"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, unix.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	if len(args) != 1 {
		return fmt.Errorf("want one folder, got %q", args)
	}
	if runtime.GOOS != "linux" || runtime.GOARCH != "amd64" {
		_, err := fmt.Fprintf(stdout, "toolchain: none for %s/%s, so that verdicts will be the interpreter's\n", runtime.GOOS, runtime.GOARCH)
		return err
	}
	dir, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	goTool, err := findGo(ctx)
	if err != nil {
		return err
	}
	inputs, err := goTool.inputs(ctx)
	if err != nil {
		return err
	}
	if m, err := compiled.ReadManifest(dir); err == nil && m.Inputs == inputs {
		return nil
	}
	return replace(dir, func(fresh string) error {
		b := builder{goTool: goTool, dir: fresh, inputs: inputs}
		if err := b.build(ctx); err != nil {
			return err
		}
		return b.describe(stdout)
	})
}

// replace has a folder made beside dir and puts it in dir's place.
func replace(dir string, fill func(fresh string) error) error {
	parent := filepath.Dir(dir)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	// What a killed build left behind.
	stale, err := filepath.Glob(filepath.Join(parent, "."+filepath.Base(dir)+"-*"))
	if err != nil {
		return err
	}
	for _, s := range stale {
		if err := os.RemoveAll(s); err != nil {
			return err
		}
	}
	fresh, err := os.MkdirTemp(parent, "."+filepath.Base(dir)+"-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(fresh) // what dir was, once the two are exchanged
	if err := fill(fresh); err != nil {
		return err
	}
	if err := os.Chmod(fresh, 0o755); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o755); err != nil && !os.IsExist(err) {
		return err
	}
	return unix.Renameat2(unix.AT_FDCWD, fresh, unix.AT_FDCWD, dir, unix.RENAME_EXCHANGE)
}

// describe says how large the bundle is, as it lies there and packed.
func (b *builder) describe(stdout io.Writer) error {
	var packed counter
	w, err := gzip.NewWriterLevel(&packed, gzip.BestSpeed)
	if err != nil {
		return err
	}
	var size int64
	for _, f := range b.manifest.Files {
		if err := copyInto(w, filepath.Join(b.dir, f.Name)); err != nil {
			return err
		}
		size += f.Size
	}
	if err := w.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "toolchain: %s, %d packages in %d archives, %d MB; %d MB packed with gzip -1\n",
		b.manifest.Go, len(b.packages), len(b.archives), size>>20, packed>>20)
	return err
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func copyInto(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

func (b *builder) writeManifest() error {
	sum, err := b.manifest.Sum()
	if err != nil {
		return err
	}
	b.manifest.Hash = sum
	text, err := json.MarshalIndent(b.manifest, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.dir, compiled.ManifestFile), append(text, '\n'), 0o644)
}

// lines are a command's output, one package a line.
func lines(out []byte) []string { return strings.Fields(string(out)) }
