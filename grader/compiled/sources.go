package compiled

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"slices"
	"strconv"
	"strings"

	"happensbefore/grader/allowed"
	"happensbefore/grader/wire"
)

// key is the hash of all that a program is made from: two jobs with one key
// have one program.
func (t *Toolchain) key(job wire.Job) string {
	sum := sha256.New()
	part := func(text []byte) {
		fmt.Fprintf(sum, "%d\n", len(text))
		sum.Write(text) //nolint:errcheck // a hash takes everything
	}
	io.WriteString(sum, t.manifest.Hash) //nolint:errcheck // as above
	for _, files := range [][]wire.File{job.Files, job.Tests} {
		fmt.Fprintf(sum, "%d\n", len(files))
		for _, f := range files {
			part([]byte(f.Name))
			part(f.Source)
		}
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// nameBytes are what a source file's name may consist of: the name becomes
// part of a path and of the compiler's messages.
const nameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."

func checkName(name string) error {
	if base, ok := strings.CutSuffix(name, ".go"); !ok || base == "" || base[0] == '.' || strings.Trim(name, nameBytes) != "" {
		return fmt.Errorf("%q is no name for a source file", name)
	}
	return nil
}

// look reads the learner's files as far as their imports: the name of their
// package, and whether they import what they may not.
func look(files []wire.File) (pkg string, found []wire.Diagnostic, err error) {
	if len(files) == 0 {
		return "", nil, errors.New("there are no source files")
	}
	for _, f := range files {
		if err := checkName(f.Name); err != nil {
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
			if err != nil || !slices.Contains(allowed.Packages(), path) {
				at := fset.PositionFor(spec.Pos(), false)
				found = append(found, wire.Diagnostic{File: f.Name, Line: at.Line, Column: at.Column,
					Message: fmt.Sprintf("import of %s is not allowed", spec.Path.Value)})
			}
		}
	}
	return pkg, found, nil
}

// withLimits is one more file of the learner's package, so that the limits are
// set before the package's own initialisation begins.
func withLimits(pkg string) []byte {
	return fmt.Appendf(nil, "package %s\n\nimport _ %q\n", pkg, LimitsPackage)
}

// asMain makes a file of a lab's tests part of the program's main package,
// every line at its place, and gives the names of its test functions. Tests
// are the author's, and trusted.
func asMain(f wire.File) (source []byte, tests []string, err error) {
	if err := checkName(f.Name); err != nil {
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

// mainSource is the program's main function: every test of the lab by name.
// Which of them a process runs, its arguments say, so that a program serves
// again for the checks that an earlier process did not reach.
func mainSource(tests []string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "package main\n\nimport happensbefore_inside %q\n\nfunc main() {\n\thappensbefore_inside.Main([]happensbefore_inside.Test{\n", InsidePackage)
	for _, name := range tests {
		fmt.Fprintf(&b, "\t\t{Name: %q, F: %s},\n", name, name)
	}
	b.WriteString("\t})\n}\n")
	return b.Bytes()
}
