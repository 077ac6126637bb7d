package frontend

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// What of package sim the guard knows. Its Message is an empty interface that
// the learner's own structs travel in, its Handler one that their nodes are.
const (
	simMessage = "Message"
	simHandler = "Handler"
)

func isSim(t types.Type, name string) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "sim" && n.Obj().Name() == name
}

// copying are those functions of sim that copy a message before they return.
var copying = map[string]bool{
	"(*sim.Node).Send": true, "(*sim.Node).Call": true, "(*sim.Node).Reply": true, "(*sim.Disk).Save": true,
}

// message checks that a value of type from may travel as a message.
func (g *sentry) message(n ast.Node, from types.Type) {
	if basicOnly(from) {
		return
	}
	if why := g.travels(from, map[types.Type]bool{}); why != "" {
		g.stop(n, fmt.Sprintf("a value of type %s as a sim.Message: %s", g.name(from), why))
		return
	}
	u, ok := from.Underlying().(*types.Struct)
	if !ok || !g.isOwn(from) {
		g.stop(n, fmt.Sprintf("a value of type %s as a sim.Message: it is no struct type of yours with a name", g.name(from)))
	} else if u.NumFields() == 0 || u.Field(0).Name() == "IValue" {
		// The interpreter looks at the first field for its own marks.
		g.stop(n, fmt.Sprintf("a value of type %s as a sim.Message: it has no fields", g.name(from)))
	}
}

// travels says why the interpreter would not treat a part of a message as the
// compiler does.
func (g *sentry) travels(t types.Type, above map[types.Type]bool) string {
	t = types.Unalias(t)
	if above[t] {
		return "its type mentions itself"
	}
	above[t] = true
	defer delete(above, t)
	switch u := t.(type) {
	case *types.Named:
		if _, basic := u.Underlying().(*types.Basic); basic {
			return g.travels(u.Underlying(), above)
		}
		if !g.isOwn(u) || u.TypeArgs() != nil || u.Obj().Parent() != g.pkg.Scope() {
			return g.name(u) + " is not declared in your package, outside of functions"
		}
		return g.travels(u.Underlying(), above)
	case *types.Basic:
		if u.Info()&(types.IsNumeric|types.IsString|types.IsBoolean) == 0 || u.Info()&types.IsComplex != 0 {
			return "it holds a " + u.Name()
		}
	case *types.Slice:
		return g.travels(u.Elem(), above)
	case *types.Map:
		if why := g.travels(u.Key(), above); why != "" {
			return why
		}
		return g.travels(u.Elem(), above)
	case *types.Struct:
		for f := range u.Fields() {
			switch {
			case f.Embedded():
				return "it embeds " + f.Name()
			case !f.Exported():
				return "its field " + f.Name() + " is not exported"
			}
			if why := g.travels(f.Type(), above); why != "" {
				return why
			}
		}
	default:
		return "it holds a " + g.name(t)
	}
	return ""
}

// handles says whether the interpreter makes a sim.Handler of e as the compiler
// does: of a pointer, never nil, to a struct of the learner's that has the
// methods itself.
func (g *sentry) handles(e ast.Expr) bool {
	p := pointed(g.info.TypeOf(e))
	if p == nil || !g.isOwn(p) || !g.made(e, map[*types.Func]bool{}) {
		return false
	}
	named, ok := types.Unalias(p).(*types.Named)
	if !ok || named.TypeArgs() != nil || named.Obj().Parent() != g.pkg.Scope() {
		return false
	}
	s, ok := named.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f.Embedded() {
			return false
		}
	}
	return true
}

// made says whether e is surely a new value's address.
func (g *sentry) made(e ast.Expr, calling map[*types.Func]bool) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.UnaryExpr:
		_, literal := ast.Unparen(e.X).(*ast.CompositeLit)
		return literal && e.Op == token.AND
	case *ast.Ident:
		v, ok := g.info.Uses[e].(*types.Var)
		return ok && !g.assigned[v] && g.begun[v] != nil && g.made(g.begun[v], calling)
	case *ast.CallExpr:
		id, ok := ast.Unparen(e.Fun).(*ast.Ident)
		if !ok {
			return false
		}
		f, ok := g.info.Uses[id].(*types.Func)
		if !ok || calling[f] || g.declared[f] == nil {
			return false
		}
		calling[f] = true
		defer delete(calling, f)
		all, any := true, false
		inspect(g.declared[f].Body, func(n ast.Node) bool {
			if _, inner := n.(*ast.FuncLit); inner {
				return false
			}
			if r, ok := n.(*ast.ReturnStmt); ok {
				any = true
				all = all && len(r.Results) == 1 && g.made(r.Results[0], calling)
			}
			return true
		})
		return all && any
	}
	return false
}

// begins notes what variables begin with and what functions are declared.
func (g *sentry) begins(n ast.Node) {
	note := func(to []ast.Expr, from []ast.Expr) {
		if len(to) != len(from) {
			return
		}
		for i, e := range to {
			if id, ok := e.(*ast.Ident); ok {
				if v, ok := g.info.Defs[id].(*types.Var); ok {
					g.begun[v] = from[i]
				}
			}
		}
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			note(n.Lhs, n.Rhs)
		}
	case *ast.ValueSpec:
		note(names(n.Names), n.Values)
	case *ast.FuncDecl:
		if f, ok := g.info.Defs[n.Name].(*types.Func); ok && n.Body != nil {
			g.declared[f] = n
		}
	}
}

// printedMessage checks a message that is printed.
func (g *sentry) printedMessage(call *ast.CallExpr, arg ast.Expr) {
	for _, own := range g.own {
		if method := g.speaks(own); method != "" {
			g.stop(arg, fmt.Sprintf("printing a sim.Message, while %s has the method %s", g.name(own), method))
			return
		}
	}
	g.formatted(call, arg, "a sim.Message", reflecting)
}

// shape is a type as the interpreter sees it, without the names of the
// learner's types.
func (g *sentry) shape(t types.Type, above map[types.Type]bool) string {
	t = types.Unalias(t)
	if above[t] {
		return "itself"
	}
	above[t] = true
	defer delete(above, t)
	switch u := t.(type) {
	case *types.Named:
		if g.isOwn(u) {
			return g.shape(u.Underlying(), above)
		}
	case *types.Pointer:
		return "*" + g.shape(u.Elem(), above)
	case *types.Slice:
		return "[]" + g.shape(u.Elem(), above)
	case *types.Array:
		return fmt.Sprintf("[%d]%s", u.Len(), g.shape(u.Elem(), above))
	case *types.Chan:
		return "chan " + g.shape(u.Elem(), above)
	case *types.Map:
		return "map[" + g.shape(u.Key(), above) + "]" + g.shape(u.Elem(), above)
	case *types.Interface:
		return "interface" // the interpreter has one type for all of the learner's
	case *types.Signature:
		return "func"
	case *types.Struct:
		var b strings.Builder
		b.WriteString("struct{")
		for f := range u.Fields() {
			b.WriteString(f.Name() + " " + g.shape(f.Type(), above) + ";")
		}
		return b.String() + "}"
	}
	return types.TypeString(t, nil)
}

func (g *sentry) sameShape(a, b types.Type) bool {
	return types.ConvertibleTo(a, b) || g.shape(a, map[types.Type]bool{}) == g.shape(b, map[types.Type]bool{})
}
