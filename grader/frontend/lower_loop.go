package frontend

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

func (l *lowering) rangeLoop(loop *ast.RangeStmt) {
	if b, ok := l.info.TypeOf(loop.X).Underlying().(*types.Basic); ok && b.Info()&types.IsInteger != 0 {
		l.rangeInteger(loop)
		return
	}
	l.rangeSequence(loop)
	l.shadow(loop.Body, l.variables(loop.Tok, loop.Key, loop.Value), func(v *types.Var) bool {
		// The interpreter counts with the variable itself where it is the only one.
		only := loop.Value == nil || blank(loop.Value)
		return l.captures(loop.Body, v) || only && l.writes(loop.Body, v)
	})
}

// rangeInteger counts with a variable of its own, because the loop's variable
// is a new one in each iteration and writes to it do not count.
func (l *lowering) rangeInteger(loop *ast.RangeStmt) {
	if l.without == rangeOverInteger {
		return
	}
	t := l.info.TypeOf(loop.X)
	if loop.Key != nil && !blank(loop.Key) {
		t = l.info.TypeOf(loop.Key)
	}
	t = types.Default(t)
	conversion, ok := l.typeText(t, loop.Pos())
	file := l.edits.file
	if !ok || file.Line(loop.For) != file.Line(loop.X.Pos()) {
		return
	}
	l.done[loop] = true
	i, n := l.name(), l.name()
	l.edits.open(l.rank, loop.For, loop.X.Pos(), fmt.Sprintf("for %s, %s := %s(0), %s(", i, n, conversion, conversion))
	l.edits.close(l.rank, loop.X.End(), fmt.Sprintf("); %s < %s; %s++", i, n, i))
	if loop.Key == nil || blank(loop.Key) {
		return
	}
	name := loop.Key.(*ast.Ident) // others the guard stops
	body := fmt.Sprintf(" %s %s %s;", name.Name, loop.Tok, i)
	if loop.Tok == token.DEFINE {
		body += fmt.Sprintf(" _ = %s;", name.Name)
	}
	l.edits.open(l.rank, loop.Body.Lbrace+1, loop.Body.Lbrace+1, body)
}

func blank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

// forLoop gives each iteration its own copy of a captured variable where the
// body does not write to it, so that nothing has to be copied back.
func (l *lowering) forLoop(loop *ast.ForStmt) {
	init, ok := loop.Init.(*ast.AssignStmt)
	if !ok || init.Tok != token.DEFINE {
		return
	}
	var kept []*types.Var
	for _, v := range l.variables(init.Tok, init.Lhs...) {
		header := l.captures(loop.Init, v) || l.captures(loop.Cond, v) || l.captures(loop.Post, v)
		if !header && !l.writes(loop.Body, v) {
			kept = append(kept, v)
		}
	}
	l.shadow(loop.Body, kept, func(v *types.Var) bool { return l.captures(loop.Body, v) })
}

// variables are those that a statement declares by these expressions.
func (l *lowering) variables(tok token.Token, exprs ...ast.Expr) []*types.Var {
	if tok != token.DEFINE {
		return nil
	}
	var out []*types.Var
	for _, e := range exprs {
		if id, ok := e.(*ast.Ident); ok {
			if v, ok := l.info.Defs[id].(*types.Var); ok {
				out = append(out, v)
			}
		}
	}
	return out
}

// shadow declares those of the variables that have to be each iteration's own
// anew at the body's start.
func (l *lowering) shadow(body *ast.BlockStmt, variables []*types.Var, own func(*types.Var) bool) {
	if l.without == loopVariables {
		return
	}
	var names []string
	for _, v := range variables {
		if own(v) {
			names = append(names, v.Name())
			l.done[body] = true
		}
	}
	if len(names) == 0 {
		return
	}
	list := strings.Join(names, ", ")
	l.edits.open(l.rank, body.Lbrace+1, body.Lbrace+1, fmt.Sprintf(" %s := %s;", list, list))
}

// captures says whether v may be seen after its iteration: by a function
// literal, a go or defer statement, or through its address.
func (l *lowering) captures(n ast.Node, v *types.Var) bool {
	found := false
	inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			found = found || l.mentions(n, v)
		case ast.Expr:
			found = found || l.addressed(n, v)
		}
		return !found
	})
	return found
}

// addressed says whether e itself takes v's address, or that of a part of it.
func (l *lowering) addressed(e ast.Expr, v *types.Var) bool {
	switch e := e.(type) {
	case *ast.UnaryExpr:
		return e.Op == token.AND && l.root(e.X) == v
	case *ast.SliceExpr:
		_, array := l.info.TypeOf(e.X).Underlying().(*types.Array)
		return array && l.root(e.X) == v
	case *ast.SelectorExpr:
		s := l.info.Selections[e]
		return s != nil && s.Kind() == types.MethodVal && l.root(e.X) == v
	}
	return false
}

// writes says whether v may change in n.
func (l *lowering) writes(n ast.Node, v *types.Var) bool {
	found := false
	inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, e := range n.Lhs {
				found = found || n.Tok != token.DEFINE && l.root(e) == v || n.Tok == token.DEFINE && l.object(e) == v
			}
		case *ast.IncDecStmt:
			found = found || l.root(n.X) == v
		case *ast.RangeStmt:
			found = found || n.Tok == token.ASSIGN && (l.root(n.Key) == v || l.root(n.Value) == v)
		case ast.Expr:
			found = found || l.addressed(n, v)
		}
		return !found
	})
	return found
}

// object is the variable that an identifier uses.
func (l *lowering) object(e ast.Expr) *types.Var {
	if id, ok := e.(*ast.Ident); ok {
		v, _ := l.info.Uses[id].(*types.Var)
		return v
	}
	return nil
}

// root is the variable that e is, or is a part of.
func (l *lowering) root(e ast.Expr) *types.Var {
	for e != nil {
		switch x := e.(type) {
		case *ast.Ident:
			return l.object(x)
		case *ast.ParenExpr:
			e = x.X
		case *ast.SelectorExpr:
			if _, pointer := l.info.TypeOf(x.X).Underlying().(*types.Pointer); pointer {
				return nil
			}
			e = x.X
		case *ast.IndexExpr:
			if _, array := l.info.TypeOf(x.X).Underlying().(*types.Array); !array {
				return nil
			}
			e = x.X
		default:
			return nil
		}
	}
	return nil
}

func (l *lowering) mentions(n ast.Node, v *types.Var) bool {
	found := false
	inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && l.info.Uses[id] == v {
			found = true
		}
		return !found
	})
	return found
}

// inspect is ast.Inspect that bears a part that is left out.
func inspect(n ast.Node, f func(ast.Node) bool) {
	if n != nil {
		ast.Inspect(n, f)
	}
}
