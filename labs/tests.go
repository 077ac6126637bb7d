package labs

import (
	"fmt"
	"go/ast"
	"strconv"
	"strings"

	"happensbefore/course"
)

// A test is one test function of a lab.
type test struct {
	name    string
	line    int
	visible bool
	says    string // of a visible test
	seeded  bool   // it, or a function it calls, asks sim for its seed
}

// readTests finds the test functions in the visible and the hidden files.
func readTests(sources []source, f *findings) []test {
	var tests []test
	first := map[string]int{} // by name, the line
	seeded := seedUsers(sources)
	for _, s := range sources {
		if !s.role.isTest() {
			continue
		}
		for _, decl := range s.tree.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Test") {
				continue
			}
			t := test{name: fn.Name.Name, line: s.lineOf(fn.Name.Pos()), visible: s.role == visible, seeded: seeded[fn.Name.Name]}
			if !holdsToShape(s, fn, t, f) {
				continue
			}
			if line, twice := first[t.name]; twice {
				s.report(f, t.line, fmt.Sprintf("%s is declared twice, first on line %d", t.name, line), "rename one of them")
				continue
			}
			first[t.name] = t.line
			if t.visible {
				t.says = says(fn)
				if t.says == "" {
					f.add(t.line, fmt.Sprintf("%s does not say what it demands", t.name),
						fmt.Sprintf("write the comment // %s: what it demands, in the learner's words, above it", t.name))
				}
			}
			tests = append(tests, t)
		}
	}
	return tests
}

// holdsToShape says whether fn is a test as go test and the grader run them.
func holdsToShape(s source, fn *ast.FuncDecl, t test, f *findings) bool {
	switch {
	case t.name == "TestMain":
		s.report(f, t.line, "TestMain belongs to the grader", "move what it sets up into the tests")
	case !testName.MatchString(t.name):
		s.report(f, t.line, fmt.Sprintf("%s is not the name of a test", t.name),
			"write a capital letter after Test, or begin with another word if it is no test")
	case !takesT(fn):
		s.report(f, t.line, fmt.Sprintf("%s has not the form of a test", t.name),
			fmt.Sprintf("write func %s(t *testing.T)", t.name))
	default:
		return true
	}
	return false
}

// takesT says whether fn is func(t *testing.T).
func takesT(fn *ast.FuncDecl) bool {
	params := fn.Type.Params.List
	if fn.Type.Results != nil || fn.Type.TypeParams != nil || len(params) != 1 || len(params[0].Names) != 1 {
		return false
	}
	star, ok := params[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	selector, ok := star.X.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := selector.X.(*ast.Ident)
	return ok && pkg.Name == "testing" && selector.Sel.Name == "T"
}

// says is what fn's doc comment tells the learner: the comment on one line,
// without the test's name before it and the full stop behind it.
func says(fn *ast.FuncDecl) string {
	text := strings.Join(strings.Fields(fn.Doc.Text()), " ")
	rest, ok := strings.CutPrefix(text, fn.Name.Name)
	if !ok {
		return ""
	}
	rest, ok = strings.CutPrefix(rest, ":")
	if !ok && !strings.HasPrefix(rest, " ") {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSpace(rest), ".")
}

// seedUsers are the functions of the tests, by name, that ask sim for their
// seed, themselves, through another function of the tests, or through
// sim.Check. Methods count by
// their bare name, so a name that two types share counts for both: the rule
// built on this would rather let a test pass than accuse it wrongly.
func seedUsers(sources []source) map[string]bool {
	users := map[string]bool{}
	calls := map[string][]string{} // by function, the names in its body
	for _, s := range sources {
		if !s.role.isTest() {
			continue
		}
		sim := importName(s.tree, "sim")
		for _, decl := range s.tree.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			name := fn.Name.Name
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.SelectorExpr:
					if pkg, ok := n.X.(*ast.Ident); ok && sim != "" && pkg.Name == sim && (n.Sel.Name == "Seed" || n.Sel.Name == "Check") {
						users[name] = true
					}
				case *ast.Ident:
					calls[name] = append(calls[name], n.Name)
				}
				return true
			})
		}
	}
	for grown := true; grown; {
		grown = false
		for name, callees := range calls {
			for _, callee := range callees {
				if users[callee] && !users[name] {
					users[name] = true
					grown = true
				}
			}
		}
	}
	return users
}

// importName is the name by which tree knows the package path; empty where it
// does not import it.
func importName(tree *ast.File, path string) string {
	for _, spec := range tree.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != path {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path
	}
	return ""
}

// checkContract holds the checks and the hidden tests to each other.
func checkContract(checks []check, tests []test, f *findings) {
	byName := map[string]test{}
	for _, t := range tests {
		byName[t.name] = t
	}
	first := map[string]int{} // by test, the line of the check
	for _, c := range checks {
		t, ok := byName[c.Test]
		line, twice := first[c.Test]
		switch {
		case twice:
			f.add(c.line, fmt.Sprintf("%s has two checks, the first on line %d", c.Test, line), "keep one of them")
			continue
		case !ok:
			f.add(c.line, fmt.Sprintf("no hidden test is called %s", c.Test), "write the test, or mend its name here")
		case t.visible:
			f.add(c.line, fmt.Sprintf("%s is a visible test", c.Test), "name a hidden test; visible tests give no points")
		case c.seeded && !t.seeded:
			f.add(c.line, fmt.Sprintf("%s has seeds but never asks for its seed", c.Test), "read it with sim.Seed(t), or take seeds away")
		case !c.seeded && t.seeded:
			f.add(c.line, fmt.Sprintf("%s asks for its seed but its check has no seeds", c.Test), "say on how many it runs, such as seeds: 200")
		}
		first[c.Test] = c.line
	}
	for _, t := range tests {
		if _, named := first[t.name]; !t.visible && !named {
			f.addSecret(t.line, fmt.Sprintf("no check names the hidden test %s", t.name), "add its check to the front matter")
		}
	}
}

// visibleChecks are the visible tests in the form of checks, which give no points.
func visibleChecks(tests []test) []course.Check {
	var checks []course.Check
	for _, t := range tests {
		if t.visible {
			checks = append(checks, course.Check{Test: t.name, Says: t.says, Seeds: 1})
		}
	}
	return checks
}
