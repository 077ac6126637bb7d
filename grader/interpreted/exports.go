package interpreted

import (
	"fmt"
	"io"
	"path"
	"reflect"
	"slices"
	"strconv"

	"go/parser"
	"go/token"

	"github.com/traefik/yaegi/interp"
	"github.com/traefik/yaegi/stdlib/generic"

	"happensbefore/grader/allowed"
	"happensbefore/grader/harness"
	"happensbefore/grader/symbols"
	"happensbefore/grader/wire"
)

// prepare hands the allowed packages to the interpreter.
func (m *machine) prepare() error {
	all := symbols.All()
	printing(all["fmt"], m.output)
	all["testing/synctest"]["Test"] = reflect.ValueOf(harness.Bubble)
	exports := interp.Exports{}
	for importPath, values := range all {
		// The doubled slash means the same package to the interpreter, but keeps
		// it from compiling the generic packages that this job may not need.
		exports[importPath+"//"+packageName(importPath)] = values
	}
	for _, path := range allowed.SimPackages() {
		// The interpreter looks for what makes an interpreted value one of a
		// package's interfaces under the package's real path.
		exports[allowed.Module+path+"/"+packageName(path)] = all[path]
	}
	path, values := selects()
	exports[path+"//"+packageName(path)] = values
	return m.interp.Use(exports)
}

func packageName(importPath string) string {
	if importPath == "math/rand/v2" {
		return "rand"
	}
	return path.Base(importPath)
}

// printing replaces what fmt prints to, and scans from, the process's own files.
func printing(fmtValues map[string]reflect.Value, output io.Writer) {
	set := func(name string, f any) { fmtValues[name] = reflect.ValueOf(f) }
	set("Print", func(a ...any) (int, error) { return fmt.Fprint(output, a...) })
	set("Printf", func(format string, a ...any) (int, error) { return fmt.Fprintf(output, format, a...) })
	set("Println", func(a ...any) (int, error) { return fmt.Fprintln(output, a...) })
	set("Scan", func(...any) (int, error) { return 0, io.EOF })
	set("Scanf", func(string, ...any) (int, error) { return 0, io.EOF })
	set("Scanln", func(...any) (int, error) { return 0, io.EOF })
}

// generics compiles the source of those generic packages that the job imports.
func (m *machine) generics(job wire.Job) error {
	imported := imports(job)
	sources := []struct{ path, source string }{
		{"cmp", generic.Sources[0]}, {"maps", generic.Sources[1]}, {"slices", generic.Sources[2]},
	}
	for _, s := range sources {
		needed := imported[s.path] || s.path == "cmp" && imported["slices"]
		if !needed {
			continue
		}
		if _, err := m.interp.Compile(s.source); err != nil {
			return err
		}
	}
	return nil
}

// imports are the import paths of all sources of a job that the front end has passed.
func imports(job wire.Job) map[string]bool {
	set := map[string]bool{}
	for _, f := range slices.Concat(job.Files, job.Tests) {
		file, err := parser.ParseFile(token.NewFileSet(), f.Name, f.Source, parser.ImportsOnly)
		if err != nil {
			continue // the interpreter will say so
		}
		for _, spec := range file.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil {
				set[p] = true
			}
		}
	}
	return set
}
