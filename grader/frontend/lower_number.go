package frontend

import (
	"go/ast"
	"go/constant"
	"go/types"
)

// constant writes the value of a constant expression that is too large for
// int64 somewhere in it: there the interpreter stops computing.
func (l *lowering) constant(e *ast.BinaryExpr) {
	if l.without == largeConstants {
		return
	}
	value := l.info.Types[e].Value
	if value == nil || value.Kind() != constant.Int || l.done[e] {
		return
	}
	large := false
	ast.Inspect(e, func(n ast.Node) bool {
		if part, ok := n.(*ast.BinaryExpr); ok {
			l.done[part] = true
			if v := l.info.Types[part].Value; v != nil && v.Kind() == constant.Int {
				_, fits := constant.Int64Val(v)
				large = large || !fits
			}
		}
		return true
	})
	_, fits := constant.Uint64Val(value)
	if !large || !fits || !l.oneLine(e.Pos(), e.End()) {
		return
	}
	name, ok := l.typeText(l.info.TypeOf(e), e.Pos())
	if b, basic := l.info.TypeOf(e).(*types.Basic); basic && b.Info()&types.IsUntyped != 0 {
		name, ok = "", true
	}
	if ok {
		l.edits.open(l.rank, e.Pos(), e.End(), name+"("+value.ExactString()+")")
	}
}
