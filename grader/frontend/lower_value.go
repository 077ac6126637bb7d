package frontend

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// assigned lowers the right sides that the interpreter gets wrong: it leaves
// the old value in v where v, ok := m[k] finds nothing or v, ok := x.(T) does
// not hold, and makes a variable that got its value from a channel impossible
// to change.
func (l *lowering) assigned(lhs []ast.Expr, rhs []ast.Expr) {
	if len(lhs) == 2 && len(rhs) == 1 {
		if !l.done[rhs[0]] && l.twoResults(lhs, rhs[0]) {
			l.done[rhs[0]] = true
		}
		return
	}
	for _, e := range rhs {
		if !l.done[e] && l.received(e) {
			l.done[e] = true
		}
	}
}

// twoResults calls a helper that looks a map or an assertion up with both
// results, and says whether nothing is left to be stopped.
func (l *lowering) twoResults(lhs []ast.Expr, rhs ast.Expr) bool {
	if l.without == withOK {
		return false
	}
	if blank(lhs[0]) || !isBool(l.info.TypeOf(lhs[1])) && !blank(lhs[1]) {
		return blank(lhs[0])
	}
	switch e := ast.Unparen(rhs).(type) {
	case *ast.IndexExpr:
		m, ok := l.info.TypeOf(e.X).Underlying().(*types.Map)
		if !ok {
			return false
		}
		M, ok1 := l.typeText(l.info.TypeOf(e.X), token.NoPos)
		K, ok2 := l.valueText(m.Key())
		V, ok3 := l.valueText(m.Elem())
		if !ok1 || !ok2 || !ok3 {
			return false
		}
		l.edits.open(l.rank, e.Pos(), e.Pos(), l.helper(fmt.Sprintf(
			"(m %s, k %s) (%s, bool) { if _, ok := m[k]; ok { return m[k], true }; var zero %s; return zero, false }", M, K, V, V))+"(")
		l.edits.open(l.rank, e.Lbrack, e.Lbrack+1, ", ")
		l.edits.open(l.rank, e.Rbrack, e.Rbrack+1, ")")
		return true
	case *ast.TypeAssertExpr:
		X, ok1 := l.valueText(l.info.TypeOf(e.X))
		T, ok2 := l.valueText(l.info.TypeOf(e.Type))
		if !ok1 || !ok2 || !l.oneLine(e.X.End(), e.End()) {
			return false
		}
		l.edits.open(l.rank, e.Pos(), e.Pos(), l.helper(fmt.Sprintf(
			"(x %s) (%s, bool) { if _, ok := x.(%s); ok { return x.(%s), true }; var zero %s; return zero, false }", X, T, T, T, T))+"(")
		l.edits.open(l.rank, e.X.End(), e.End(), ")")
		return true
	}
	return false
}

// structLiteral passes a struct literal that is assigned to a variable through a
// function: where the variable belongs to an outer function, the interpreter
// writes the literal's fields elsewhere.
func (l *lowering) structLiteral(n *ast.AssignStmt) {
	literal := structLiteral(l.info, l.pkg, n)
	if literal == nil || l.without == structLiterals {
		return
	}
	T, ok := l.typeText(l.info.TypeOf(literal), token.NoPos)
	if !ok {
		return
	}
	l.edits.open(l.rank, literal.Pos(), literal.Pos(), l.helper(fmt.Sprintf("(v %s) %s { return v }", T, T))+"(")
	l.edits.close(l.rank, literal.End(), ")")
	l.done[n] = true
}

// structLiteral is the struct literal that n assigns to a variable of a
// function, or nil.
func structLiteral(info *types.Info, pkg *types.Package, n *ast.AssignStmt) ast.Expr {
	if n.Tok != token.ASSIGN || len(n.Lhs) != 1 || len(n.Rhs) != 1 {
		return nil
	}
	id, ok := ast.Unparen(n.Lhs[0]).(*ast.Ident)
	if !ok {
		return nil
	}
	if v, ok := info.Uses[id].(*types.Var); !ok || v.Parent() == pkg.Scope() {
		return nil
	}
	literal, ok := ast.Unparen(n.Rhs[0]).(*ast.CompositeLit)
	if !ok {
		return nil
	}
	if _, ok := info.TypeOf(literal).Underlying().(*types.Struct); !ok {
		return nil
	}
	return literal
}

// received passes what comes from a channel through a function, whose result
// is a value like any other.
func (l *lowering) received(rhs ast.Expr) bool {
	e, ok := ast.Unparen(rhs).(*ast.UnaryExpr)
	if !ok || e.Op != token.ARROW || l.without == delivered {
		return false
	}
	T, ok := l.valueText(l.info.TypeOf(e))
	if !ok {
		return false
	}
	l.edits.open(l.rank, e.Pos(), e.Pos(), l.helper(fmt.Sprintf("(v %s) %s { return v }", T, T))+"(")
	l.edits.close(l.rank, e.End(), ")")
	return true
}

// returned does the same for what a function returns, where it panics.
func (l *lowering) returned(n *ast.ReturnStmt) {
	for _, e := range n.Results {
		if l.received(e) {
			l.done[e] = true
		}
	}
}

// valueText is typeText, and knows the empty interface too.
func (l *lowering) valueText(t types.Type) (string, bool) {
	if i, ok := types.Unalias(t).(*types.Interface); ok && i.Empty() {
		return "interface{}", true
	}
	return l.typeText(t, token.NoPos)
}

func (l *lowering) oneLine(from, to token.Pos) bool {
	return l.edits.file.Line(from) == l.edits.file.Line(to)
}

func isBool(t types.Type) bool {
	return t != nil && types.Identical(t, types.Typ[types.Bool])
}

// valued stops what assigned could not lower.
func (g *sentry) valued(lhs []ast.Expr, rhs []ast.Expr) {
	for _, r := range rhs {
		if g.done[r] {
			continue
		}
		switch e := ast.Unparen(r).(type) {
		case *ast.IndexExpr:
			if _, isMap := g.info.TypeOf(e.X).Underlying().(*types.Map); isMap && len(lhs) == 2 && len(rhs) == 1 {
				g.stop(e, "a map's value with its “ok”, of a type declared in a function or without a name")
			}
		case *ast.TypeAssertExpr:
			if len(lhs) == 2 && len(rhs) == 1 {
				g.stop(e, "a type assertion with its “ok”, of a type declared in a function or without a name")
			}
		case *ast.UnaryExpr:
			if e.Op == token.ARROW && len(lhs) == len(rhs) {
				g.stop(e, "what a channel delivers, of a type declared in a function or without a name")
			}
		}
	}
}

func names(list []*ast.Ident) []ast.Expr {
	var out []ast.Expr
	for _, id := range list {
		out = append(out, id)
	}
	return out
}
