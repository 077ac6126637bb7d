package frontend

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
)

// types looks at the declarations of a file.
func (g *sentry) types(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.TypeSpec:
			g.typeSpec(n)
		case *ast.FuncDecl:
			if n.Type.TypeParams != nil {
				g.stop(n, "generic functions yet (func "+n.Name.Name+")")
			}
		case *ast.StructType:
			embedded := 0
			for _, f := range n.Fields.List {
				if len(f.Names) == 0 {
					embedded++
				}
				if len(f.Names) == 0 && types.IsInterface(g.info.TypeOf(f.Type)) {
					g.stop(f, "an interface embedded in a struct")
				} else if len(f.Names) == 0 && (embedded > 1 || embeds(g.info.TypeOf(f.Type))) {
					g.stop(f, "a struct that embeds more than one type")
				}
			}
		}
		return true
	})
}

func (g *sentry) typeSpec(spec *ast.TypeSpec) {
	name := "type " + spec.Name.Name
	if spec.TypeParams != nil {
		g.stop(spec, "generic types yet ("+name+")")
		return
	}
	named, ok := g.info.Defs[spec.Name].Type().(*types.Named)
	if !ok {
		return
	}
	g.own = append(g.own, named)
	if _, ok := named.Underlying().(*types.Chan); ok {
		g.stop(spec, "a channel type with a name ("+name+")")
	}
	if !types.IsInterface(named) && isError(named) {
		g.errors = true
	}
	if throughFunc(named.Underlying(), named, false, map[types.Type]bool{}) {
		g.stop(spec, "a type that mentions itself in a function's parameters or results ("+name+")")
	}
}

// embeds says whether a type, or what it points to, embeds another.
func embeds(t types.Type) bool {
	if p := pointed(t); p != nil {
		t = p
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || isStdInterface(t) {
		return false
	}
	for f := range s.Fields() {
		if f.Embedded() {
			return true
		}
	}
	return false
}

func isError(t types.Type) bool {
	e := types.Universe.Lookup("error").Type().Underlying().(*types.Interface)
	return types.Implements(t, e) || types.Implements(types.NewPointer(t), e)
}

// throughFunc says whether t reaches target by way of a function type.
func throughFunc(t types.Type, target *types.Named, function bool, seen map[types.Type]bool) bool {
	t = types.Unalias(t)
	if t == types.Type(target) {
		return function
	}
	switch u := t.(type) {
	case *types.Named:
		if seen[t] && !function || u.Obj().Pkg() != target.Obj().Pkg() {
			return false
		}
		if seen[t] {
			return false
		}
		seen[t] = true
		return throughFunc(u.Underlying(), target, function, seen)
	case *types.Pointer:
		return throughFunc(u.Elem(), target, function, seen)
	case *types.Slice:
		return throughFunc(u.Elem(), target, function, seen)
	case *types.Array:
		return throughFunc(u.Elem(), target, function, seen)
	case *types.Chan:
		return throughFunc(u.Elem(), target, function, seen)
	case *types.Map:
		return throughFunc(u.Key(), target, function, seen) || throughFunc(u.Elem(), target, function, seen)
	case *types.Struct:
		for f := range u.Fields() {
			if throughFunc(f.Type(), target, function, seen) {
				return true
			}
		}
	case *types.Signature:
		for v := range u.Params().Variables() {
			if throughFunc(v.Type(), target, true, seen) {
				return true
			}
		}
		for v := range u.Results().Variables() {
			if throughFunc(v.Type(), target, true, seen) {
				return true
			}
		}
	}
	return false
}

// instance stops what uses a generic function or type that lowering has left.
func (g *sentry) instance(id *ast.Ident) {
	if _, ok := g.info.Instances[id]; !ok {
		return
	}
	for i := len(g.path) - 1; i >= 0 && i >= len(g.path)-2; i-- {
		if call, ok := g.path[i].(*ast.CallExpr); ok && g.done[call] {
			return
		}
	}
	obj := g.info.Uses[id]
	if obj == nil || obj.Pkg() == nil || obj.Pkg() == g.pkg {
		g.stop(id, "generic types and functions yet ("+id.Name+")")
		return
	}
	g.stop(id, fmt.Sprintf("%s.%s, which is generic, yet", obj.Pkg().Name(), id.Name))
}

// initOrder stops package-level variables that use ones declared later.
func (g *sentry) initOrder(sources []source) {
	last := token.NoPos
	for _, init := range g.info.InitOrder {
		pos := init.Rhs.Pos()
		if pos < last {
			g.stop(init.Rhs, "a package-level variable that is set up out of the order in which it is written")
		}
		last = max(last, pos)
	}
}

// methodValue stops methods that are used as functions.
func (g *sentry) methodValue(sel *ast.SelectorExpr) {
	s := g.info.Selections[sel]
	if s == nil || s.Kind() == types.FieldVal || g.done[sel] {
		return
	}
	if s.Kind() == types.MethodExpr {
		g.stop(sel, "a method used as a function ("+types.ExprString(sel)+")")
		return
	}
	var outer ast.Expr = sel
	for i := len(g.path) - 1; i >= 0; i-- {
		switch n := g.path[i].(type) {
		case *ast.ParenExpr:
			outer = n
			continue
		case *ast.CallExpr:
			if n.Fun == outer {
				return
			}
		}
		break
	}
	g.stop(sel, "a method used as a value ("+types.ExprString(sel)+")")
}
