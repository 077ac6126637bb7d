package frontend

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A sentry says where the interpreter would not do as the compiler does. It
// errs on the side of stopping: a program that it lets through for no good
// reason gets a wrong verdict, one that it stops for no good reason only has
// to wait for the compiler.
type sentry struct {
	*lowering
	fset     *token.FileSet
	path     []ast.Node // from the file down to the node at hand
	assigned map[*types.Var]bool
	own      []*types.Named // the learner's types
	errors   bool           // one of them is an error
	found    []Diagnostic

	rangeVariables map[*types.Var]bool

	begun    map[*types.Var]ast.Expr // what variables are declared with
	declared map[*types.Func]*ast.FuncDecl
}

// guard returns the reasons, in the order of the source. Each message goes on
// after "the interpreter is not exact for".
func guard(fset *token.FileSet, l *lowering, sources []source) []Diagnostic {
	g := &sentry{lowering: l, fset: fset, assigned: map[*types.Var]bool{}, rangeVariables: map[*types.Var]bool{},
		begun: map[*types.Var]ast.Expr{}, declared: map[*types.Func]*ast.FuncDecl{}}
	for _, s := range sources {
		ast.Inspect(s.syntax, g.assignments)
		g.types(s.syntax)
	}
	g.initOrder(sources)
	for _, s := range sources {
		g.file = s.syntax
		ast.Inspect(s.syntax, func(n ast.Node) bool {
			if n == nil {
				g.path = g.path[:len(g.path)-1]
				return true
			}
			g.check(n)
			g.path = append(g.path, n)
			return true
		})
	}
	slices.SortStableFunc(g.found, func(a, b Diagnostic) int {
		if a.File != b.File {
			return slices.IndexFunc(sources, func(s source) bool { return s.Name == a.File }) - slices.IndexFunc(sources, func(s source) bool { return s.Name == b.File })
		}
		return a.Line - b.Line
	})
	if len(g.found) > maxDiagnostics {
		g.found = g.found[:maxDiagnostics]
	}
	return g.found
}

func (g *sentry) stop(n ast.Node, reason string) {
	p := g.fset.PositionFor(n.Pos(), false)
	d := Diagnostic{File: p.Filename, Line: p.Line, Column: p.Column, Message: reason}
	for _, f := range g.found {
		if f.File == d.File && f.Line == d.Line {
			return // one reason a line is enough
		}
	}
	g.found = append(g.found, d)
}

func (g *sentry) check(n ast.Node) {
	g.conversions(n)
	switch n := n.(type) {
	case *ast.AssignStmt:
		g.valued(n.Lhs, n.Rhs)
		g.assignment(n)
	case *ast.ReturnStmt:
		for _, e := range n.Results {
			if receive, ok := ast.Unparen(e).(*ast.UnaryExpr); ok && receive.Op == token.ARROW && !g.done[e] {
				g.stop(e, "what a channel delivers, of a type declared in a function or without a name")
			}
		}
	case *ast.ValueSpec:
		g.valued(names(n.Names), n.Values)
		g.literals(n.Values)
	case *ast.Ident:
		g.instance(n)
	case *ast.SelectorExpr:
		g.methodValue(n)
	case *ast.CallExpr:
		g.callOf(n)
	case *ast.BinaryExpr:
		g.binary(n)
	case *ast.UnaryExpr:
		g.unary(n)
	case *ast.CaseClause:
		g.cases(n)
	case *ast.ForStmt:
		g.loopVariables(n)
	case *ast.RangeStmt:
		g.ranged(n)
	case *ast.DeferStmt:
		g.deferred(n)
	case *ast.GoStmt:
		g.started(n)
	case *ast.SelectStmt:
		g.selected(n)
	case *ast.BranchStmt:
		g.branch(n)
	case *ast.TypeAssertExpr:
		if n.Type != nil {
			g.asserted(n, g.info.TypeOf(n.X), g.info.TypeOf(n.Type))
		}
	case *ast.TypeSwitchStmt:
		g.typeSwitch(n)
	case *ast.FuncDecl:
		g.namedResults(n.Type.Results)
	case *ast.FuncLit:
		g.namedResults(n.Type.Results)
		if g.looped[n] {
			g.stop(n, "a function literal in a loop whose parameters hold a comment")
		}
		g.namedResults(n.Type.Results)
	case *ast.SwitchStmt:
		g.switched(n)
		if n.Tag != nil && hasInterface(g.info.TypeOf(n.Tag)) {
			g.stop(n.Tag, "a switch on a value in an interface")
		} else if n.Tag != nil && isChan(g.info.TypeOf(n.Tag)) {
			g.stop(n.Tag, "a switch on a channel")
		}
	}
}

// assignments notes the variables that change after their declaration.
func (g *sentry) assignments(n ast.Node) bool {
	g.begins(n)
	note := func(e ast.Expr) {
		if v := g.root(e); v != nil {
			g.assigned[v] = true
		}
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		for _, e := range n.Lhs {
			note(e)
		}
	case *ast.IncDecStmt:
		note(n.X)
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			note(n.Key)
			note(n.Value)
		}
		if g.done[n] {
			break // no longer a variable of a range
		}
		for _, v := range g.variables(n.Tok, n.Key, n.Value) {
			g.rangeVariables[v] = true
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			note(n.X)
		}
	}
	return true
}

// isOwn says whether t is a type that the learner declares.
func (g *sentry) isOwn(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() == g.pkg
}

// inside is the innermost node of the path for which is holds, no further out
// than the function at hand.
func (g *sentry) inside(is func(ast.Node) bool) ast.Node {
	for _, n := range slices.Backward(g.path) {
		if is(n) {
			return n
		}
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			return nil
		}
	}
	return nil
}

func isLoop(n ast.Node) bool {
	switch n.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return true
	}
	return false
}
