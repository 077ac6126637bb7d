package frontend

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// callOf checks calls of built-in functions.
func (g *sentry) callOf(call *ast.CallExpr) {
	if _, ok := ast.Unparen(call.Fun).(*ast.CallExpr); ok {
		g.stop(call, "a call of a function that a call returns")
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return
	}
	b, ok := g.info.Uses[id].(*types.Builtin)
	if !ok {
		return
	}
	if len(call.Args) == 1 {
		if _, many := g.info.TypeOf(call.Args[0]).(*types.Tuple); many {
			g.stop(call, b.Name()+" of the results of a call")
		}
	}
	switch b.Name() {
	case "new":
		if !g.info.Types[call.Args[0]].IsType() {
			g.stop(call, "new with a value")
		}
	case "min", "max", "clear":
		if !g.done[call] {
			g.stop(call, b.Name()+" of these types yet")
		}
	case "print", "println":
		g.stop(call, "the built-in function "+b.Name()+"; use fmt."+map[string]string{"print": "Print", "println": "Println"}[b.Name()])
	case "complex", "real", "imag":
		g.stop(call, "complex numbers")
	case "recover":
		g.recovered(call)
	}
}

// recovered allows a recovered value to be compared with nil, no more: the
// interpreter's own errors are not Go's, and what it hands over is wrapped.
func (g *sentry) recovered(call *ast.CallExpr) {
	switch parent := g.path[len(g.path)-1].(type) {
	case *ast.ExprStmt:
		return
	case *ast.BinaryExpr:
		return // only nil compares with it, or it was stopped as an interface
	case *ast.AssignStmt:
		if len(parent.Lhs) != 1 {
			break
		}
		if blank(parent.Lhs[0]) {
			return
		}
		id, ok := parent.Lhs[0].(*ast.Ident)
		if !ok || parent.Tok != token.DEFINE {
			break
		}
		if g.onlyComparedWithNil(g.info.Defs[id]) {
			return
		}
	}
	g.stop(call, "what recover returns, unless it is only compared with nil")
}

func (g *sentry) onlyComparedWithNil(v types.Object) bool {
	uses, compared := 0, 0
	ast.Inspect(g.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if g.info.Uses[n] == v {
				uses++
			}
		case *ast.BinaryExpr:
			if id, ok := n.X.(*ast.Ident); ok && g.info.Uses[id] == v && g.info.Types[n.Y].IsNil() {
				compared++
			}
		}
		return true
	})
	return uses == compared
}

// loopVariables stops the loops of three clauses that lowering has left alone.
func (g *sentry) loopVariables(loop *ast.ForStmt) {
	init, ok := loop.Init.(*ast.AssignStmt)
	if !ok {
		return
	}
	for _, v := range g.variables(init.Tok, init.Lhs...) {
		captured := g.captures(loop.Body, v) || g.captures(loop.Cond, v) || g.captures(loop.Post, v) || g.captures(loop.Init, v)
		if captured && (!g.done[loop.Body] || g.writes(loop.Body, v)) {
			g.stop(loop, fmt.Sprintf("a loop variable that is captured and also changed in the body (%s)", v.Name()))
		}
	}
}

func (g *sentry) ranged(loop *ast.RangeStmt) {
	if g.done[loop] {
		if loop.Tok == token.ASSIGN && loop.Key != nil {
			if _, ok := loop.Key.(*ast.Ident); !ok {
				g.stop(loop.Key, "a range that assigns to something other than a variable")
			}
		}
		return
	}
	if loop.Value != nil && !blank(loop.Value) && isChan(g.info.TypeOf(loop.Value)) {
		g.stop(loop.Value, "a range over channels in a slice or a map; take them by their index")
	}
	switch t := g.info.TypeOf(loop.X).Underlying().(type) {
	case *types.Signature:
		g.stop(loop.X, "a range over a function yet")
	case *types.Basic:
		if t.Info()&types.IsInteger != 0 {
			g.stop(loop.X, "a range over this kind of number yet")
		}
	}
	if loop.Tok == token.ASSIGN {
		g.stop(loop, "a range that assigns to variables declared before it")
	}
}

// deferred stops calls whose operands may change: the interpreter evaluates
// them when the function ends, not at the defer statement.
func (g *sentry) deferred(n *ast.DeferStmt) {
	if g.inside(isLoop) != nil {
		g.stop(n, "a defer statement inside a loop")
		return
	}
	g.steady(n, n.Call, "a deferred call")
}

// steady stops a call some operand of which may change after the statement.
func (g *sentry) steady(n ast.Node, call *ast.CallExpr, what string) {
	operands := append([]ast.Expr(nil), call.Args...)
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.FuncLit:
	case *ast.SelectorExpr:
		if s := g.info.Selections[fun]; s != nil {
			if f, ok := s.Obj().(*types.Func); ok {
				_, pointer := f.Signature().Recv().Type().(*types.Pointer)
				if !pointer {
					g.stop(n, what+" of a method whose receiver is a copy or an interface")
					return
				}
			}
			if !g.unchanging(fun.X, true) {
				g.stop(n, what+" of a method of something that changes later")
				return
			}
		}
	default:
		operands = append(operands, call.Fun)
	}
	for _, e := range operands {
		if !g.unchanging(e, false) {
			g.stop(n, fmt.Sprintf("%s with an operand that may change later (%s)", what, types.ExprString(e)))
			return
		}
	}
}

// unchanging says whether e has one value for good. As the receiver of a
// method with a pointer receiver, a field of something unchanging will do.
func (g *sentry) unchanging(e ast.Expr, receiver bool) bool {
	if g.info.Types[e].Value != nil || g.info.Types[e].IsNil() {
		return true
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		switch obj := g.info.Uses[e].(type) {
		case *types.Func, *types.Builtin:
			return true
		case *types.Var:
			return !g.assigned[obj] || receiver && isStructVar(obj)
		}
	case *ast.SelectorExpr:
		if receiver {
			return g.unchanging(e.X, true)
		}
		f, ok := g.info.Uses[e.Sel].(*types.Func)
		return ok && g.info.Selections[e] == nil && f != nil
	case *ast.UnaryExpr:
		return e.Op == token.AND && g.unchanging(e.X, true)
	case *ast.FuncLit:
		return true
	}
	return false
}

// isStructVar says whether a variable is a struct itself, whose place stays.
func isStructVar(v *types.Var) bool { return isStruct(v.Type().Underlying()) }

// started stops go statements whose receiver or function may change before
// the goroutine looks.
func (g *sentry) started(n *ast.GoStmt) {
	if g.done[n] {
		return
	}
	switch fun := ast.Unparen(n.Call.Fun).(type) {
	case *ast.FuncLit:
		if g.inside(isLoop) != nil {
			g.stop(n, "a go statement in a loop")
		}
	case *ast.SelectorExpr:
		if g.info.Selections[fun] == nil {
			return
		}
		if f, ok := g.info.Uses[fun.Sel].(*types.Func); ok && pointed(f.Signature().Recv().Type()) == nil && !types.IsInterface(f.Signature().Recv().Type()) {
			g.stop(n, "a go statement with a method whose receiver is a copy")
		}
		if g.inside(isLoop) != nil || !g.unchanging(fun.X, true) {
			g.stop(n, "a go statement with a method of something that changes later")
		}
	default:
		if !g.unchanging(n.Call.Fun, false) {
			g.stop(n, "a go statement with a function variable")
		}
	}
}

// handed stops function literals that the standard library may call later,
// where they see a loop's variables: all of them would see the last ones.
func (g *sentry) handed(call *ast.CallExpr, std string, arg ast.Expr) {
	f, ok := ast.Unparen(arg).(*ast.FuncLit)
	if !ok || g.inside(isLoop) == nil {
		return
	}
	if g.done[call] {
		sel := call.Fun.(*ast.SelectorExpr)
		if !g.unchanging(sel.X, true) {
			g.stop(call, "wg.Go of something that changes later")
		}
		return
	}
	for _, prefix := range []string{"sort.", "slices.", "strings.", "bytes.", "maps.", "(*sync.Once).Do"} {
		if strings.HasPrefix(std, prefix) {
			return // called before it returns
		}
	}
	g.stop(f, "a function that is handed to "+std+" inside a loop")
}

// selected stops what lowering has left: the interpreter keeps a select
// statement's channels in one place for all goroutines, and does not evaluate
// anew, before each select, most of what stands in a case.
func (g *sentry) selected(n *ast.SelectStmt) {
	if !g.done[n] && len(n.Body.List) > 0 {
		g.stop(n, "a select statement whose operands are computed, or of types declared in a function or without a name")
	}
}

func (g *sentry) branch(n *ast.BranchStmt) {
	if n.Tok == token.GOTO {
		g.stop(n, "goto")
	}
}

// standard stops functions of the standard library that the interpreter, or
// what it makes of the learner's types, does not serve.
func (g *sentry) standard(call *ast.CallExpr, name string) {
	switch name {
	case "errors.As":
		g.stop(call, "errors.As yet")
	case "math.Signbit", "math.Copysign":
		g.stop(call, name+", because it keeps no negative zero")
	}
}
