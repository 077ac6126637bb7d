// Package frontend reads the learner's source before any engine does: it
// refuses what may not be imported, and type-checks the rest with go/types
// against embedded export data, so that the learner reads the Go compiler's
// own messages, all of them, without a toolchain.
//
// Its input is hostile. It runs inside the worker, under the worker's limits,
// and imports no room but grader/allowed.
package frontend

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode/utf8"
)

//go:generate go run ./generate

// MaxSource is the size in bytes of everything handed in together.
const MaxSource = 64 << 10

// maxDiagnostics is how many messages are told; nobody reads the hundredth.
const maxDiagnostics = 25

// A File is a Go source file by name, without a folder.
type File struct {
	Name   string
	Source []byte
}

// A Diagnostic is one message about a place in the learner's source.
type Diagnostic struct {
	File         string
	Line, Column int // 1-based, the column in bytes
	Message      string
}

// A Result is what the front end found out.
type Result struct {
	Diagnostics []Diagnostic // empty: the source may run
	Forbidden   bool         // some of them are about what may not run here, whatever Go says of it
	Lowered     []File       // for the interpreter, where there are no diagnostics
	Tests       []File       // the lab's tests for the interpreter, likewise
	Inexact     []Diagnostic // where the interpreter would not do as the compiler does
}

// Program checks files as one package main.
func (p *Packages) Program(files []File) Result {
	c := p.checker()
	c.learner(files, "main")
	return c.result()
}

// Lab checks files as a learner's package, and tests, the author's, as the
// package that imports it as "lab": package clock_test tests package clock.
func (p *Packages) Lab(files, tests []File) (Result, error) {
	c := p.checker()
	name, err := learnersPackage(tests)
	if err != nil {
		return Result{}, err
	}
	pkg := c.learner(files, name)
	if len(c.found) == 0 {
		if err := c.tests(tests, pkg); err != nil {
			return Result{}, err
		}
	}
	return c.result(), nil
}

// A checker gathers diagnostics over one set of sources.
type checker struct {
	fset      *token.FileSet
	importer  *Packages
	permitted map[string]bool // import paths
	found     []Diagnostic
	forbidden bool // see Result

	sources []source // the learner's, all of them parsed
	info    *types.Info
	pkg     *types.Package
	lab     suite
	without rewriting // see lowering
}

// A suite is a lab's tests, type-checked.
type suite struct {
	sources []source
	info    *types.Info
	pkg     *types.Package
}

func (p *Packages) checker() *checker {
	p.lab = nil
	return &checker{fset: p.fset, importer: p, permitted: permitted()}
}

// learner checks the learner's files as the package called name. The package
// it returns is whole only where nothing was found.
func (c *checker) learner(files []File, name string) *types.Package {
	if !c.readable(files) {
		return nil
	}
	var parsed []*ast.File
	whole := true
	for _, f := range files {
		file := c.parse(f)
		if file == nil {
			whole = false
			continue
		}
		if c.refuse(file) {
			whole = false
		}
		if got := file.Name.Name; got != name {
			whole = false
			c.report(file.Name.Pos(), fmt.Sprintf("this file is package %s; it has to be package %s, as the starter is", got, name))
		}
		parsed = append(parsed, file)
		c.sources = append(c.sources, source{f, file})
	}
	if !whole {
		return nil
	}
	path := "lab"
	if name == "main" {
		path = "main"
	}
	c.info = newInfo()
	pkg := c.typecheck(path, parsed, c.info, c.report)
	c.pkg = pkg
	if name == "main" && len(c.found) == 0 && pkg.Scope().Lookup("main") == nil {
		c.found = append(c.found, Diagnostic{File: files[0].Name, Line: 1, Column: 1, Message: "function main is undeclared in the main package"})
	}
	return pkg
}

// readable reports sources that no parser should see.
func (c *checker) readable(files []File) bool {
	size := 0
	for _, f := range files {
		size += len(f.Source)
		if len(strings.TrimSpace(string(f.Source))) == 0 {
			c.found = append(c.found, Diagnostic{File: f.Name, Line: 1, Column: 1, Message: "the file is empty; begin with the starter"})
		}
		if i := invalidUTF8(f.Source); i >= 0 {
			line := 1 + strings.Count(string(f.Source[:i]), "\n")
			c.found = append(c.found, Diagnostic{File: f.Name, Line: line, Column: 1,
				Message: "this line is not UTF-8 text; Go source has to be. Save the file as UTF-8 and hand it in again"})
		}
	}
	if size > MaxSource {
		c.forbidden = true
		c.found = append(c.found, Diagnostic{File: files[0].Name, Line: 1, Column: 1,
			Message: fmt.Sprintf("the source is %d bytes; at most %d are taken. The whole task fits in a tenth of that", size, MaxSource)})
	}
	if len(files) == 0 {
		c.found = append(c.found, Diagnostic{Line: 1, Column: 1, Message: "there is no source file"})
	}
	return len(c.found) == 0
}

func invalidUTF8(b []byte) int {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return i
		}
		i += n
	}
	return -1
}

// tests checks the author's tests against the learner's package. What does not
// fit is the learner's to mend, told without a word of the tests' source.
func (c *checker) tests(tests []File, pkg *types.Package) error {
	var parsed []*ast.File
	for _, f := range tests {
		file, err := parser.ParseFile(c.fset, f.Name, f.Source, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("frontend: the lab's test file %s does not parse: %w", f.Name, err)
		}
		parsed = append(parsed, file)
		c.lab.sources = append(c.lab.sources, source{f, file})
	}
	c.importer.lab = pkg
	c.lab.info = newInfo()
	seen := map[string]bool{}
	c.lab.pkg = c.typecheck("lab_test", parsed, c.lab.info, func(_ token.Pos, message string) {
		if strings.HasPrefix(message, "\t") {
			return
		}
		message = "the tests need what your code does not offer: " + message
		if !seen[message] {
			seen[message] = true
			c.found = append(c.found, Diagnostic{Message: message})
		}
	})
	return nil
}

func (c *checker) typecheck(path string, files []*ast.File, info *types.Info, report func(token.Pos, string)) *types.Package {
	config := types.Config{
		Importer:  c.importer,
		GoVersion: goVersion,
		Sizes:     types.SizesFor("gc", "amd64"),
		Error: func(err error) {
			e, ok := err.(types.Error)
			if !ok {
				report(token.NoPos, err.Error())
				return
			}
			if branchMessage.MatchString(e.Msg) {
				return // the compiler's parser has said it
			}
			if strings.HasPrefix(e.Msg, "not enough arguments in call to ") {
				e.Pos = lastArgument(files, e.Pos)
			}
			report(e.Pos, e.Msg)
		},
	}
	pkg, _ := config.Check(path, c.fset, files, info) // Error has had every error
	return pkg
}

// lastArgument is where the last argument begins of the call that is closed at
// rparen; there the compiler misses another.
func lastArgument(files []*ast.File, rparen token.Pos) token.Pos {
	pos := rparen
	for _, file := range files {
		if file.FileStart > rparen || rparen > file.FileEnd {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && call.Rparen == rparen {
				pos = call.Lparen
				if len(call.Args) > 0 {
					pos = call.Args[len(call.Args)-1].Pos()
				}
			}
			return n != nil && n.Pos() <= rparen && rparen <= n.End()
		})
	}
	return pos
}

// goVersion is the language that learners write.
const goVersion = "go1.26"

func (c *checker) report(pos token.Pos, message string) {
	p := c.fset.PositionFor(pos, false) // the learner's //line comments move nothing
	if last := len(c.found) - 1; strings.HasPrefix(message, "\t") && last >= 0 {
		// It goes on about the message before it.
		c.found[last].Message += fmt.Sprintf("\n\t%s:%d:%d: %s", p.Filename, p.Line, p.Column, message[1:])
		return
	}
	c.found = append(c.found, Diagnostic{File: p.Filename, Line: p.Line, Column: p.Column, Message: message})
}

func (c *checker) result() Result {
	slices.SortStableFunc(c.found, func(a, b Diagnostic) int {
		if n := strings.Compare(a.File, b.File); n != 0 {
			return n
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	c.found = slices.Compact(c.found)
	if more := len(c.found) - maxDiagnostics; more > 0 {
		last := c.found[maxDiagnostics-1]
		last.Message = fmt.Sprintf("… and %d more messages", more+1)
		c.found = append(c.found[:maxDiagnostics-1], last)
	}
	r := Result{Diagnostics: c.found, Forbidden: c.forbidden}
	if len(c.found) == 0 {
		c.forInterpreter(&r)
	}
	return r
}

// learnersPackage is the name the tests' package gives to the learner's:
// package clock_test tests package clock.
func learnersPackage(tests []File) (string, error) {
	if len(tests) == 0 {
		return "", fmt.Errorf("frontend: the lab has no tests")
	}
	first := tests[0]
	file, err := parser.ParseFile(token.NewFileSet(), first.Name, first.Source, parser.PackageClauseOnly)
	if err != nil {
		return "", fmt.Errorf("frontend: the lab's test file %s does not parse: %w", first.Name, err)
	}
	name, ok := strings.CutSuffix(file.Name.Name, "_test")
	if !ok {
		return "", fmt.Errorf("frontend: the lab's test file %s is package %s, not <name>_test", first.Name, file.Name.Name)
	}
	return name, nil
}
