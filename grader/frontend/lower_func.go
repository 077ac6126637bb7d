package frontend

import (
	"go/ast"
	"go/types"
)

// parameters names the parameters and receivers that have no name: for these
// the interpreter keeps no room in a call.
func (l *lowering) parameters(lists ...*ast.FieldList) {
	for _, list := range lists {
		if list == nil {
			continue
		}
		for _, f := range list.List {
			if len(f.Names) == 0 {
				l.edits.open(l.rank, f.Pos(), f.Pos(), l.name()+" ")
			}
			for _, id := range f.Names {
				if id.Name == "_" {
					l.edits.open(l.rank, id.Pos(), id.End(), l.name())
				}
			}
		}
	}
}

// waitGroupGo writes wg.Go(f) as it was written before Go had it: the
// interpreter shares the variables of a function that it hands to the standard
// library, not those of one that it starts itself.
func (l *lowering) waitGroupGo(n *ast.ExprStmt) {
	call, ok := n.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 {
		return
	}
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || l.info.Selections[sel] == nil {
		return
	}
	f, isLiteral := call.Args[0].(*ast.FuncLit)
	method, isMethod := l.info.Selections[sel].Obj().(*types.Func)
	if !isLiteral || !isMethod || method.FullName() != "(*sync.WaitGroup).Go" || !path(sel.X) || !l.oneLine(call.Pos(), f.Pos()) {
		return
	}
	l.done[call] = true
	group := types.ExprString(sel.X)
	l.edits.open(l.rank, call.Pos(), f.Pos(), group+".Add(1); go func() { defer "+group+".Done(); ")
	l.edits.close(l.rank, f.End(), "()")
	l.edits.open(l.rank, call.Rparen, call.Rparen+1, "}()")
}

// path says whether e is a variable or a field of one.
func path(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return path(e.X)
	}
	return false
}
