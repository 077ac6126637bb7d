// Package source makes of a job the sources that Go's compiler is given: the
// learner's package with its limits, and the lab's tests as a program. It
// starts nothing, so that it serves the server's compiler and the page's. It also
// reads why the compiler refuses a source. It imports grader/allowed, the dump
// package and the wire.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"happensbefore/grader/allowed"
	"happensbefore/grader/wire"
)

// The packages of this module that a program's own sources name: what a
// compiled lab's main calls, and what every learner's package imports.
const (
	InsidePackage = "happensbefore/grader/compiled/inside"
	LimitsPackage = "happensbefore/grader/compiled/inside/limits"
)

// The packages of the simulator, by the paths that their archives have.
func SimPackages() []string {
	var paths []string
	for _, name := range allowed.SimPackages() {
		paths = append(paths, allowed.Module+name)
	}
	return paths
}

// SimConfig has the compiler take what sources call "sim" and the like for
// these packages. The linker wants none of it.
func SimConfig() string {
	config := ""
	for _, name := range allowed.SimPackages() {
		config += "importmap " + name + "=" + allowed.Module + name + "\n"
	}
	return config
}

// nameBytes are what a source file's name may consist of: the name becomes
// part of a path and of the compiler's messages.
const nameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."

// CheckName refuses names that are none of a source file.
func CheckName(name string) error {
	if base, ok := strings.CutSuffix(name, ".go"); !ok || base == "" || base[0] == '.' || strings.Trim(name, nameBytes) != "" {
		return fmt.Errorf("%q is no name for a source file", name)
	}
	return nil
}

// Look reads the learner's files as far as their imports: the name of their
// package, and whether they import what they may not.
func Look(files []wire.File) (pkg string, found []wire.Diagnostic, err error) {
	if len(files) == 0 {
		return "", nil, errors.New("there are no source files")
	}
	open := append(allowed.Packages(), allowed.SimPackages()...)
	for _, f := range files {
		if err := CheckName(f.Name); err != nil {
			return "", nil, err
		}
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, f.Name, f.Source, parser.ImportsOnly)
		if err != nil {
			return "", []wire.Diagnostic{{File: f.Name, Line: 1, Column: 1, Message: "this file cannot be read as Go"}}, nil
		}
		pkg = parsed.Name.Name
		for _, spec := range parsed.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil || !slices.Contains(open, path) {
				at := fset.PositionFor(spec.Pos(), false)
				found = append(found, wire.Diagnostic{File: f.Name, Line: at.Line, Column: at.Column,
					Message: fmt.Sprintf("import of %s is not allowed", spec.Path.Value)})
			}
		}
	}
	return pkg, found, nil
}

// WithLimits is one more file of the learner's package, so that the limits are
// set before the package's own initialisation begins.
func WithLimits(pkg string) []byte {
	return fmt.Appendf(nil, "package %s\n\nimport _ %q\n", pkg, LimitsPackage)
}

// AsMain makes a file of a lab's tests part of the program's main package,
// every line at its place, and gives the names of its test functions. Tests
// are the author's, and trusted.
func AsMain(f wire.File) (source []byte, tests []string, err error) {
	if err := CheckName(f.Name); err != nil {
		return nil, nil, err
	}
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, f.Name, f.Source, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, fmt.Errorf("the lab's tests: %w", err)
	}
	name := fset.PositionFor(parsed.Name.Pos(), false).Offset
	source = slices.Concat(f.Source[:name], []byte("main"), f.Source[name+len(parsed.Name.Name):])
	for _, decl := range parsed.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && isTest(fn) {
			tests = append(tests, fn.Name.Name)
		}
	}
	return source, tests, nil
}

func isTest(fn *ast.FuncDecl) bool {
	if fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Test") || fn.Type.Results != nil || len(fn.Type.Params.List) != 1 {
		return false
	}
	star, ok := fn.Type.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	t, ok := star.X.(*ast.SelectorExpr)
	return ok && t.Sel.Name == "T"
}

// Main is the program's main function: every test of the lab by name.
// Which of them a process runs, its arguments say, so that a program serves
// again for the checks that an earlier process did not reach.
func Main(tests []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "package main\n\nimport happensbefore_inside %q\n\nfunc main() {\n\thappensbefore_inside.Main([]happensbefore_inside.Test{\n", InsidePackage)
	for _, name := range tests {
		fmt.Fprintf(&b, "\t\t{Name: %q, F: %s},\n", name, name)
	}
	b.WriteString("\t})\n}\n")
	return b.Bytes()
}
