package frontend

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// assignment stops what the interpreter evaluates in another order, or not at
// all.
func (g *sentry) assignment(n *ast.AssignStmt) {
	for i, e := range n.Rhs {
		if len(n.Lhs) == len(n.Rhs) && blank(n.Lhs[i]) && !g.plainlyBlank(e) {
			g.stop(n, "an expression assigned to _, which is not evaluated")
		}
	}
	for _, e := range n.Lhs {
		if g.intoMap(e) && g.dereferences(n) {
			g.stop(n, "an assignment to a map that follows a pointer")
		}
	}
	if n.Tok == token.DEFINE {
		g.literals(n.Rhs)
	}
	if structLiteral(g.info, g.pkg, n) != nil && !g.done[n] {
		g.stop(n, "a struct literal assigned to a variable, of a type declared in a function or without a name")
	}
	if len(n.Lhs) < 2 || n.Tok == token.DEFINE {
		return
	}
	g.together(n)
	for _, target := range n.Lhs {
		if _, ok := ast.Unparen(target).(*ast.Ident); ok {
			continue
		}
		for _, other := range n.Lhs {
			if v := g.object(other); v != nil && g.mentions(target, v) {
				g.stop(n, "an assignment that changes "+v.Name()+" and at the same time something found by it")
			}
		}
	}
}

// together stops an assignment to several places of what the interpreter does
// not compute apart from the places.
func (g *sentry) together(n *ast.AssignStmt) {
	if len(n.Lhs) != len(n.Rhs) {
		for _, e := range n.Lhs {
			if g.intoMap(e) {
				g.stop(n, "one of several results assigned to an element of a map")
			}
		}
		return
	}
	places := false
	for _, e := range n.Lhs {
		if _, name := ast.Unparen(e).(*ast.Ident); !name {
			places = true
		}
	}
	for _, e := range n.Rhs {
		if g.info.Types[e].IsNil() || literal(e) || g.calls(e) || places && !g.simple(e) {
			g.stop(n, "an assignment of several values at once, some of which are computed")
		}
	}
}

// literals stops those among several values that lowering has left.
func (g *sentry) literals(values []ast.Expr) {
	for _, e := range values {
		if len(values) > 1 && literal(e) && !g.done[e] {
			g.stop(e, "several values at once, one of them of a type without a name")
		}
	}
}

// calls says whether e calls a function.
func (g *sentry) calls(e ast.Expr) bool {
	found := false
	inspect(e, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && !g.info.Types[call.Fun].IsType() {
			found = true
		}
		return !found
	})
	return found
}

// literal says whether e makes a new slice, map, struct or function.
func literal(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit, *ast.FuncLit:
		return true
	case *ast.UnaryExpr:
		return literal(e.X)
	}
	return false
}

// simple says whether e is a constant, a variable or a part of one.
func (g *sentry) simple(e ast.Expr) bool {
	if g.info.Types[e].Value != nil {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return g.simple(e.X)
	case *ast.IndexExpr:
		return g.simple(e.X)
	}
	return false
}

// intoMap says whether e is an element of a map.
func (g *sentry) intoMap(e ast.Expr) bool {
	index, ok := ast.Unparen(e).(*ast.IndexExpr)
	if !ok {
		return false
	}
	_, ok = g.info.TypeOf(index.X).Underlying().(*types.Map)
	return ok
}

// dereferences says whether a right side follows a pointer by a star: where it
// is nil, the interpreter may go on.
func (g *sentry) dereferences(n *ast.AssignStmt) bool {
	found := false
	for _, e := range n.Rhs {
		inspect(e, func(n ast.Node) bool {
			if star, ok := n.(*ast.StarExpr); ok && !g.info.Types[star].IsType() {
				found = true
			}
			return !found
		})
	}
	return found
}

func (g *sentry) plainlyBlank(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.CallExpr, *ast.BasicLit, *ast.FuncLit, *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.ARROW || e.Op == token.AND
	}
	return false
}

// unary stops the negation of the constant 0.0, which is not -0.
func (g *sentry) unary(n *ast.UnaryExpr) {
	value := g.info.Types[n].Value
	if n.Op != token.SUB || value == nil {
		return
	}
	if b, ok := g.info.TypeOf(n).Underlying().(*types.Basic); ok && b.Info()&types.IsFloat != 0 && constant.Sign(value) == 0 {
		g.stop(n, "the negation of a constant that is zero")
	}
}

// cases stops whole numbers that a case writes as 1e9: they do not match.
func (g *sentry) cases(n *ast.CaseClause) {
	for _, e := range n.List {
		inspect(e, func(n ast.Node) bool {
			if b, ok := n.(*ast.BasicLit); ok && b.Kind == token.FLOAT {
				g.stop(b, "a case with a number that is written with a point or an exponent")
			}
			return true
		})
	}
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// switched stops a switch whose tag is computed after its own statement, and
// one on true or false with several conditions in a case.
func (g *sentry) switched(n *ast.SwitchStmt) {
	if n.Tag == nil {
		return
	}
	if _, name := ast.Unparen(n.Tag).(*ast.Ident); n.Init != nil && !name {
		g.stop(n.Tag, "a switch with a statement before a value that is computed")
	}
	if b, ok := g.info.TypeOf(n.Tag).Underlying().(*types.Basic); ok && b.Info()&types.IsBoolean != 0 {
		for _, clause := range n.Body.List {
			if len(clause.(*ast.CaseClause).List) > 1 {
				g.stop(clause, "a switch on a condition with several values in a case")
			}
		}
	}
}

// namedResults stops what lowering could not set to zero.
func (g *sentry) namedResults(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		if len(f.Names) > 0 && !g.done[f] {
			g.stop(f, "a named result of a type without a name")
		}
	}
}
