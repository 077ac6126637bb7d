// Command generate writes the export data of the allowed packages, and of sim,
// as one zip file, so that the front end type-checks without a toolchain. It
// needs the go command; what it writes does not.
package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/tools/go/gcexportdata"

	"happensbefore/grader/allowed"
)

func main() {
	if err := run("exportdata.zip"); err != nil {
		fmt.Fprintln(os.Stderr, "frontend/generate:", err)
		os.Exit(1)
	}
}

func run(name string) error {
	paths := append(allowed.Packages(), allowed.TestPackages()...)
	paths = append(paths, "happensbefore/sim")
	list := exec.Command("go", append([]string{"list", "-trimpath", "-export", "-f", "{{.ImportPath}} {{.Export}}"}, paths...)...)
	list.Env = append(os.Environ(), "CGO_ENABLED=0")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	size := 0
	for line := range strings.Lines(string(out)) {
		path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		data, err := exportData(path, file)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		size += len(data)
		// Learners import it by its short name.
		entry, err := w.Create(strings.TrimPrefix(path, "happensbefore/"))
		if err != nil {
			return err
		}
		if _, err := entry.Write(data); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	fmt.Printf("frontend: export data of %d packages: %d bytes, %d compressed\n", len(paths), size, packed.Len())
	return os.WriteFile(name, packed.Bytes(), 0o644)
}

// exportData describes the package's types alone: what the compiler wrote,
// without the function bodies it keeps for inlining, is half as large.
func exportData(path, file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	//lint:ignore SA1019 Go 1.26's own files are all that is read here; its successor for Go 1.29 is cmd/export.
	r, err := gcexportdata.NewReader(bufio.NewReader(f))
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	pkg, err := gcexportdata.Read(r, fset, map[string]*types.Package{}, path)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := gcexportdata.Write(&out, fset, pkg); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
