package frontend

import (
	"go/ast"
	"strings"
)

// noteLoopLiterals notes the function literals that a loop evaluates again and
// again in one call of the function around it. The interpreter keeps such a
// literal in one place of that call, and when it returns puts back what was
// there before. If it runs in a goroutine, that may be between the next turn's
// literal and its use: the next goroutine would run another turn's function,
// or none.
func (l *lowering) noteLoopLiterals(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		if n != nil && isLoop(n) {
			ast.Inspect(n, func(inner ast.Node) bool {
				lit, ok := inner.(*ast.FuncLit)
				if ok {
					l.looped[lit] = true
				}
				return !ok // a literal's own literals have a place in its call
			})
		}
		return true
	})
}

// goLiteral starts the goroutine of a literal from a call of its own, so that
// its literal has a place of its own.
func (l *lowering) goLiteral(n *ast.GoStmt) {
	lit, ok := n.Call.Fun.(*ast.FuncLit)
	if !ok || !l.looped[lit] || l.without == loopLiterals {
		return
	}
	delete(l.looped, lit)
	l.done[n] = true
	l.edits.open(l.rank, n.Pos(), n.Pos(), "func() { ")
	l.edits.close(l.rank, n.End(), " }()")
}

// calledAtOnce are literals that have returned before the next turn.
func (l *lowering) calledAtOnce(call *ast.CallExpr) {
	if lit, ok := call.Fun.(*ast.FuncLit); ok {
		delete(l.looped, lit)
	}
}

// literal evaluates a loop's literal in a call of its own.
func (l *lowering) literal(lit *ast.FuncLit) {
	if !l.looped[lit] || l.without == loopLiterals {
		return
	}
	file := l.edits.file
	kind := string(l.source[file.Offset(lit.Type.Pos()):file.Offset(lit.Type.End())])
	if strings.Contains(kind, "//") {
		return
	}
	delete(l.looped, lit)
	kind = strings.ReplaceAll(kind, "\n", " ")
	l.edits.open(l.rank, lit.Pos(), lit.Pos(), "func() "+kind+" { return ")
	l.edits.close(l.rank, lit.End(), " }()")
}
