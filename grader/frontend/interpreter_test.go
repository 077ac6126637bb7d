package frontend

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func corpus(t testing.TB) []File {
	t.Helper()
	names, err := filepath.Glob("../testdata/agreement/*.go")
	if err != nil || len(names) == 0 {
		t.Fatal("no programs", err)
	}
	var files []File
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, File{Name: filepath.Base(name), Source: source})
	}
	return files
}

// TestLoweringKeepsTheTypesAndTheLines checks what every later message leans
// on: lowered source is correct Go, and all that it declares stands where the
// learner wrote it.
func TestLoweringKeepsTheTypesAndTheLines(t *testing.T) {
	lowered := 0
	for _, f := range corpus(t) {
		r, err := Program([]File{f})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Diagnostics) > 0 || len(r.Inexact) > 0 {
			continue
		}
		if string(r.Lowered[0].Source) != string(f.Source) {
			lowered++
		}
		again, err := newChecker()
		if err != nil {
			t.Fatal(err)
		}
		again.permitted[SelectPackage] = true
		again.importer.read[SelectPackage] = selectsForTypes()
		again.learner(r.Lowered, "main")
		for _, d := range again.found {
			if !strings.Contains(d.Message, "and not used") { // the interpreter does not mind
				t.Errorf("%s:%d: lowered: %s", d.File, d.Line, d.Message)
			}
		}
		if diff := cmp.Diff(declared(t, f), declared(t, r.Lowered[0])); diff != "" {
			t.Errorf("%s: declarations by line (-written +lowered)\n%s", f.Name, diff)
		}
	}
	if lowered == 0 {
		t.Error("nothing was lowered")
	}
}

// selectsForTypes is what the interpreter finds under SelectPackage, for the
// type-checker.
func selectsForTypes() *types.Package {
	pkg := types.NewPackage(SelectPackage, "selects")
	variable := func(t types.Type) *types.Var { return types.NewVar(token.NoPos, pkg, "", t) }
	params := types.NewTuple(variable(types.Typ[types.Bool]), variable(types.Typ[types.String]), variable(types.NewSlice(types.Universe.Lookup("any").Type())))
	results := types.NewTuple(variable(types.Typ[types.Int]), variable(types.Typ[types.Bool]))
	pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, "Wait", types.NewSignatureType(nil, nil, nil, params, results, true)))
	pkg.MarkComplete()
	return pkg
}

// declared are the lines of all functions, types and returns, without the
// helpers.
func declared(t *testing.T, f File) []string {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, f.Name, f.Source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	add := func(n ast.Node, name string) {
		if !strings.HasPrefix(name, "lowered") {
			out = append(out, fset.Position(n.Pos()).String()[len(f.Name):]+" "+name)
		}
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			add(d.Name, d.Name.Name)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if s, ok := s.(*ast.TypeSpec); ok {
					add(s.Name, s.Name.Name)
				}
			}
		}
	}
	for i, line := range out {
		place, name, _ := strings.Cut(line, " ")
		out[i] = strings.Split(place, ":")[1] + " " + name // columns may move
	}
	return out
}

func TestTheGuardSaysWhatAndWhere(t *testing.T) {
	cases := map[string]struct{ source, want string }{
		"plain Go":                     {"package main\n\nfunc main() {}\n", ""},
		"a generic type":               {"package main\n\ntype Set[T comparable] map[T]bool\n\nfunc main() {}\n", "main.go:3:6: generic types yet (type Set)"},
		"a field without a name":       {"package main\n\nimport \"fmt\"\n\ntype E int\n\nfunc (E) String() string { return \"\" }\n\nfunc main() {\n\tfmt.Println(E(1))\n}\n", "main.go:10:14: printing a value of type E yet: the method String of E is not called"},
		"a loop variable changed too":  {"package main\n\nfunc main() {\n\tfor i := 0; i < 3; i++ {\n\t\tf := func() int { return i }\n\t\ti += f()\n\t}\n}\n", "main.go:4:2: a loop variable that is captured and also changed in the body (i)"},
		"a defer whose operand moves":  {"package main\n\nfunc f(int) {}\n\nfunc main() {\n\tx := 1\n\tdefer f(x)\n\tx = 2\n\tf(x)\n}\n", "main.go:7:2: a deferred call with an operand that may change later (x)"},
		"max of what it can lower":     {"package main\n\nfunc main() {\n\tx := 3\n\t_ = max(x, 4)\n}\n", ""},
		"range over the learner's own": {"package main\n\nfunc seq(yield func(int) bool) {}\n\nfunc main() {\n\tfor range seq {\n\t}\n}\n", "main.go:6:12: a range over a function yet"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			r, err := Program(program(c.source))
			if err != nil || len(r.Diagnostics) > 0 {
				t.Fatal(err, r.Diagnostics)
			}
			got := ""
			if len(r.Inexact) > 0 {
				got = said(Result{Diagnostics: r.Inexact[:1]})[0]
			}
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// FuzzForInterpreter looks for correct programs that lowering breaks or that
// the guard stumbles over.
func FuzzForInterpreter(f *testing.F) {
	for _, file := range corpus(f) {
		f.Add(string(file.Source))
	}
	f.Fuzz(func(t *testing.T, source string) {
		r, err := Program(program(source))
		if err != nil || len(r.Diagnostics) > 0 {
			return
		}
		for _, d := range r.Inexact {
			if strings.Contains(d.Message, "stumbles") {
				t.Error(d)
			}
		}
	})
}

func BenchmarkForInterpreter(b *testing.B) {
	files := corpus(b)
	for b.Loop() {
		for _, file := range files {
			c, err := newChecker()
			if err != nil {
				b.Fatal(err)
			}
			b.StopTimer()
			c.learner([]File{file}, "main")
			b.StartTimer()
			if len(c.found) == 0 {
				var r Result
				c.forInterpreter(&r)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(files)), "µs/program")
}
