package labs

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
)

// A source is a part with its syntax.
type source struct {
	part
	tree *ast.File
	set  *token.FileSet
}

// parse reports the first error alone, because those behind it are mostly its echo.
func parse(p part, f *findings) (source, bool) {
	s := source{part: p, set: token.NewFileSet()}
	tree, err := parser.ParseFile(s.set, p.file.Name, p.file.Source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		line, what := 1, err.Error()
		var list scanner.ErrorList
		if errors.As(err, &list) && len(list) > 0 {
			line, what = list[0].Pos.Line, list[0].Msg
		}
		p.report(f, p.line+line, fmt.Sprintf("%s does not parse: %s", p, what), "mend the Go code")
		return s, false
	}
	s.tree = tree
	return s, true
}

// parseAll parses every part; ok says whether all of them parsed.
func parseAll(parts []part, f *findings) (sources []source, ok bool) {
	ok = true
	for _, p := range parts {
		s, parsed := parse(p, f)
		if !parsed {
			ok = false
			continue
		}
		sources = append(sources, s)
	}
	return sources, ok
}

// lineOf is where pos stands in the lab file.
func (s source) lineOf(pos token.Pos) int {
	return s.part.line + s.set.PositionFor(pos, false).Line
}

// checkPackages holds the learner's files to one package, which the first
// starter file names, and the tests to the package that go test keeps for tests
// from outside.
func checkPackages(sources []source, f *findings) {
	learner := ""
	for _, s := range sources {
		if s.role == starter {
			learner = s.tree.Name.Name
			break
		}
	}
	if learner == "" {
		return
	}
	for _, s := range sources {
		name, line := s.tree.Name.Name, s.lineOf(s.tree.Name.Pos())
		switch {
		case s.role == starter && (name == "main" || strings.HasSuffix(name, "_test")):
			s.report(f, line, fmt.Sprintf("%s is package %s, which tests cannot import", s, name), "name the package after the lab")
		case s.role.isTest() && name != learner+"_test":
			s.report(f, line, fmt.Sprintf("%s is package %s", s, name),
				fmt.Sprintf("write package %s_test: tests see the learner's package %s from outside", learner, learner))
		case !s.role.isTest() && name != learner:
			s.report(f, line, fmt.Sprintf("%s is package %s", s, name),
				fmt.Sprintf("write package %s, as the starter does", learner))
		}
	}
}
