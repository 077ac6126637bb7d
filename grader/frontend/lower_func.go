package frontend

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// parameters names the parameters and receivers that have no name: for these
// the interpreter keeps no room in a call.
func (l *lowering) parameters(lists ...*ast.FieldList) {
	if l.without == unnamed {
		return
	}
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

// results sets named results to zero at the start of the body: in the
// interpreter they still hold what the call before has returned.
func (l *lowering) results(list *ast.FieldList, body *ast.BlockStmt) {
	if list == nil || body == nil || l.without == namedResults {
		return
	}
	text := ""
	for _, f := range list.List {
		if len(f.Names) == 0 {
			continue
		}
		zero := l.name()
		set := ""
		for _, id := range f.Names {
			if id.Name != "_" {
				set += fmt.Sprintf(" %s = %s;", id.Name, zero)
			}
		}
		name, ok := l.typeText(l.info.TypeOf(f.Type), body.Lbrace+1)
		if !ok {
			continue // for the guard
		}
		l.done[f] = true
		if set != "" {
			text += fmt.Sprintf(" var %s %s;%s", zero, name, set)
		}
	}
	if text != "" {
		l.edits.open(l.rank, body.Lbrace+1, body.Lbrace+1, text)
	}
}

// cases joins the conditions of one case of a switch without a tag: the
// interpreter looks at one of them only.
func (l *lowering) cases(n *ast.SwitchStmt) {
	if l.without == conditions {
		return
	}
	if n.Tag != nil {
		return
	}
	for _, clause := range n.Body.List {
		list := clause.(*ast.CaseClause).List
		for i := 1; i < len(list); i++ {
			from, to := list[i-1].End(), list[i].Pos()
			lines := strings.Repeat("\n", l.edits.file.Line(to)-l.edits.file.Line(from))
			l.edits.open(l.rank, from, to, " ||"+lines+" ")
		}
	}
}

// together makes each literal among several values the result of a call: the
// interpreter loses what stands beside a literal.
func (l *lowering) together(values []ast.Expr) {
	if l.without == literalsTogether {
		return
	}
	if len(values) < 2 {
		return
	}
	for _, e := range values {
		if !literal(e) {
			continue
		}
		text, ok := l.typeText(l.info.TypeOf(e), e.Pos())
		if !ok {
			continue // for the guard
		}
		l.done[e] = true
		l.edits.open(l.rank, e.Pos(), e.Pos(), "func() "+text+" { return ")
		l.edits.close(l.rank, e.End(), " }()")
	}
}

// waitGroupGo writes wg.Go(f) as it was written before Go had it: the
// interpreter shares the variables of a function that it hands to the standard
// library, not those of one that it starts itself.
func (l *lowering) waitGroupGo(n *ast.ExprStmt) {
	if l.without == groupGo {
		return
	}
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
	begin, end := group+".Add(1); go func() { defer "+group+".Done(); ", "}()"
	if l.looped[f] {
		delete(l.looped, f)
		begin, end = "func() { "+begin, end+" }()"
	}
	l.edits.open(l.rank, call.Pos(), f.Pos(), begin)
	l.edits.close(l.rank, f.End(), "()")
	l.edits.open(l.rank, call.Rparen, call.Rparen+1, end)
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
