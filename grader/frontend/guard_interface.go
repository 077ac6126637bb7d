package frontend

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// conversions visits every place where a value becomes an interface's.
func (g *sentry) conversions(n ast.Node) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if len(n.Lhs) == len(n.Rhs) {
			for i, e := range n.Rhs {
				g.converted(g.info.TypeOf(n.Lhs[i]), e)
			}
		} else {
			g.convertedAll(n, n.Lhs, n.Rhs[0])
		}
	case *ast.ValueSpec:
		if n.Type == nil {
			return
		}
		for _, e := range n.Values {
			g.converted(g.info.TypeOf(n.Type), e)
		}
	case *ast.SendStmt:
		if c, ok := g.info.TypeOf(n.Chan).Underlying().(*types.Chan); ok {
			g.converted(c.Elem(), n.Value)
		}
	case *ast.ReturnStmt:
		g.returned(n)
	case *ast.CompositeLit:
		g.literal(n)
	case *ast.CallExpr:
		g.arguments(n)
	case *ast.IndexExpr:
		if m, ok := g.info.TypeOf(n.X).Underlying().(*types.Map); ok && hasInterface(m.Key()) {
			g.stop(n, "a map whose keys are interfaces")
		}
	}
}

func (g *sentry) convertedAll(n ast.Node, to []ast.Expr, from ast.Expr) {
	t, ok := g.info.TypeOf(from).(*types.Tuple)
	if !ok || t.Len() != len(to) {
		return
	}
	for i, e := range to {
		if blank(e) {
			continue
		}
		if types.IsInterface(g.info.TypeOf(e)) && g.reachesOwn(t.At(i).Type()) && !types.IsInterface(t.At(i).Type()) {
			g.stop(n, "one of several results in an interface")
		}
		g.interfaced(n, g.info.TypeOf(e), t.At(i).Type())
	}
}

func (g *sentry) returned(n *ast.ReturnStmt) {
	var results *types.Tuple
	for i := len(g.path) - 1; i >= 0 && results == nil; i-- {
		switch f := g.path[i].(type) {
		case *ast.FuncDecl:
			results = g.info.Defs[f.Name].Type().(*types.Signature).Results()
		case *ast.FuncLit:
			results = g.info.TypeOf(f).(*types.Signature).Results()
		}
	}
	if results == nil || len(n.Results) != results.Len() {
		return // the results of one call, which the call's own function converted
	}
	for i, e := range n.Results {
		if to := results.At(i).Type(); isSim(to, simHandler) && g.handles(e) {
			g.kept(to, e)
		} else {
			g.converted(to, e)
		}
	}
}

func (g *sentry) literal(n *ast.CompositeLit) {
	t := g.info.TypeOf(n).Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	for i, e := range n.Elts {
		pair, keyed := e.(*ast.KeyValueExpr)
		if keyed {
			e = pair.Value
		}
		switch t := t.(type) {
		case *types.Struct:
			if keyed {
				g.converted(g.info.TypeOf(pair.Key), e)
			} else {
				g.converted(t.Field(i).Type(), e)
			}
		case *types.Slice:
			g.converted(t.Elem(), e)
		case *types.Array:
			g.converted(t.Elem(), e)
		case *types.Map:
			if hasInterface(t.Key()) {
				g.stop(n, "a map whose keys are interfaces")
			}
			g.converted(t.Elem(), e)
		}
	}
}

func (g *sentry) arguments(call *ast.CallExpr) {
	fun := g.info.Types[call.Fun]
	if fun.IsType() {
		if g.isOwn(fun.Type) && types.IsInterface(fun.Type) {
			g.stop(call, "a conversion to an interface ("+g.name(fun.Type)+")")
		}
		g.converted(fun.Type, call.Args[0])
		return
	}
	if fun.IsBuiltin() {
		g.builtinArguments(call)
		return
	}
	signature, ok := fun.Type.Underlying().(*types.Signature)
	if !ok {
		return
	}
	std := g.outside(call.Fun)
	if std != "" {
		g.standard(call, std)
	}
	for i, arg := range call.Args {
		params := signature.Params()
		if params.Len() == 0 {
			break
		}
		t := params.At(min(i, params.Len()-1)).Type()
		if s, ok := t.(*types.Slice); ok && signature.Variadic() && i >= params.Len()-1 && !call.Ellipsis.IsValid() {
			t = s.Elem()
		}
		if std != "" {
			g.given(call, std, t, arg)
		} else {
			g.converted(t, arg)
		}
	}
}

func (g *sentry) builtinArguments(call *ast.CallExpr) {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return
	}
	switch id.Name {
	case "append":
		if s, ok := g.info.TypeOf(call).Underlying().(*types.Slice); ok && !call.Ellipsis.IsValid() {
			for _, arg := range call.Args[1:] {
				g.converted(s.Elem(), arg)
			}
		}
	case "panic":
		if t := g.info.TypeOf(call.Args[0]); !basicOnly(t) {
			g.stop(call, "a panic with a value that is not a plain string or number")
		}
	case "delete":
		if m, ok := g.info.TypeOf(call.Args[0]).Underlying().(*types.Map); ok && hasInterface(m.Key()) {
			g.stop(call, "a map whose keys are interfaces")
		}
	}
}

// outside is the full name of a function or method of the standard library.
func (g *sentry) outside(fun ast.Expr) string {
	sel, ok := ast.Unparen(fun).(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	f, ok := g.info.Uses[sel.Sel].(*types.Func)
	if !ok || f.Pkg() == nil || f.Pkg() == g.pkg {
		return ""
	}
	return f.FullName()
}

func (g *sentry) converted(to types.Type, e ast.Expr) {
	if to == nil || e == nil {
		return
	}
	g.kept(to, e)
	g.interfaced(e, to, g.info.TypeOf(e))
}

// kept stops a variable in an interface that changes later: the interpreter
// keeps the variable there, not its value.
func (g *sentry) kept(to types.Type, e ast.Expr) {
	from := g.info.TypeOf(e)
	if from == nil || !types.IsInterface(to) || types.IsInterface(from) || !g.reachesOwn(from) {
		return
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit, *ast.FuncLit:
		return
	case *ast.UnaryExpr:
		if _, literal := ast.Unparen(e.X).(*ast.CompositeLit); literal && e.Op == token.AND {
			return
		}
	case *ast.CallExpr:
		if g.inside(isLoop) == nil {
			return
		}
	case *ast.Ident:
		if v, ok := g.info.Uses[e].(*types.Var); ok && !g.assigned[v] && !g.rangeVariables[v] {
			return
		}
		if g.info.Types[e].Value != nil || g.info.Types[e].IsNil() {
			return
		}
	}
	g.stop(e, fmt.Sprintf("a variable or a result in an interface (%s as %s): only a literal, or a variable that never changes, is kept as it was", types.ExprString(e), g.name(to)))
}

// interfaced checks that a value of type from may be held in an interface.
func (g *sentry) interfaced(n ast.Node, to, from types.Type) {
	if to != nil && from != nil && types.IsInterface(to) && isSim(from, simMessage) && !isSim(to, simMessage) {
		g.stop(n, "a sim.Message in another interface")
		return
	}
	if to == nil || from == nil || !types.IsInterface(to) || types.IsInterface(from) || from == types.Typ[types.UntypedNil] {
		return
	}
	methods := to.Underlying().(*types.Interface).NumMethods() > 0
	switch {
	case isSim(to, simMessage):
		g.message(n, from)
	case isSim(to, simHandler) && g.reachesOwn(from):
		g.stop(n, fmt.Sprintf("a sim.Handler other than &T{…}, of a struct type of yours that embeds nothing (%s)", g.name(from)))
	case types.Identical(to, types.Universe.Lookup("error").Type()):
		if g.reachesOwn(from) {
			g.stop(n, fmt.Sprintf("errors of your own types yet (%s)", g.name(from)))
		}
	case methods && !g.isOwn(to) && g.reachesOwn(from):
		g.stop(n, fmt.Sprintf("a value of your type %s as a %s of the standard library", g.name(from), g.name(to)))
	case !methods && !basicOnly(from):
		if g.reachesOwn(from) || !plainStd(from) {
			g.stop(n, fmt.Sprintf("a value of type %s in an empty interface", g.name(from)))
		}
	}
}

// plainStd is what the interpreter holds in interfaces as Go does, types of
// the learner's aside.
func plainStd(t types.Type) bool {
	switch u := types.Unalias(t).(type) {
	case *types.Slice:
		return basicOnly(u.Elem())
	case *types.Map:
		return basicOnly(u.Key()) && basicOnly(u.Elem())
	case *types.Named:
		return true
	}
	return false
}

func basicOnly(t types.Type) bool {
	b, ok := types.Unalias(t).(*types.Basic)
	return ok && b.Info()&types.IsComplex == 0
}

// reachesOwn says whether a value of type t shows a type of the learner's.
func (g *sentry) reachesOwn(t types.Type) bool {
	return reaches(t, map[types.Type]bool{}, func(t types.Type) bool { return g.isOwn(t) || isStruct(t) })
}

func isStruct(t types.Type) bool {
	_, ok := t.(*types.Struct)
	return ok
}

// reaches walks the parts of t that its values hold, not into the types of
// other packages.
func reaches(t types.Type, seen map[types.Type]bool, is func(types.Type) bool) bool {
	t = types.Unalias(t)
	if seen[t] {
		return false
	}
	seen[t] = true
	if is(t) {
		return true
	}
	switch u := t.(type) {
	case *types.Named:
		if u.Obj().Pkg() != nil && u.Obj().Pkg().Path() != "main" && u.Obj().Pkg().Path() != "lab" {
			return false
		}
		return reaches(u.Underlying(), seen, is)
	case *types.Pointer:
		return reaches(u.Elem(), seen, is)
	case *types.Slice:
		return reaches(u.Elem(), seen, is)
	case *types.Array:
		return reaches(u.Elem(), seen, is)
	case *types.Chan:
		return reaches(u.Elem(), seen, is)
	case *types.Map:
		return reaches(u.Key(), seen, is) || reaches(u.Elem(), seen, is)
	case *types.Struct:
		for f := range u.Fields() {
			if reaches(f.Type(), seen, is) {
				return true
			}
		}
	}
	return false
}

// hasInterface says whether comparing two values of type t compares what is in
// interfaces.
func hasInterface(t types.Type) bool {
	if t == nil {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Interface:
		return true
	case *types.Array:
		return hasInterface(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if hasInterface(f.Type()) {
				return true
			}
		}
	}
	return false
}

// given checks an argument of a function of the standard library.
func (g *sentry) given(call *ast.CallExpr, std string, to types.Type, arg ast.Expr) {
	from := g.info.TypeOf(arg)
	g.handed(call, std, arg)
	if strings.HasPrefix(std, "fmt.") && types.IsInterface(to) && to.Underlying().(*types.Interface).NumMethods() == 0 {
		g.printed(call, arg, from)
		return
	}
	if copying[std] && isSim(to, simMessage) {
		g.interfaced(arg, to, from)
		return
	}
	if strings.HasPrefix(std, "sort.Slice") {
		return // only its elements are moved
	}
	g.converted(to, arg)
	if types.IsInterface(to) && types.IsInterface(from) && !isStdInterface(from) && g.ownInterface(from) {
		g.stop(arg, fmt.Sprintf("a value of type %s given to the standard library", g.name(from)))
	}
}

func isStdInterface(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && (n.Obj().Pkg() == nil || n.Obj().Pkg().Path() != "main" && n.Obj().Pkg().Path() != "lab")
}

// ownInterface says whether a value of the interface may be of the learner's
// types.
func (g *sentry) ownInterface(t types.Type) bool {
	i := t.Underlying().(*types.Interface)
	if i.NumMethods() == 0 {
		return false // what goes in is checked there
	}
	return true
}

// printed checks an argument of fmt's.
func (g *sentry) printed(call *ast.CallExpr, arg ast.Expr, from types.Type) {
	if isSim(from, simMessage) {
		g.printedMessage(call, arg)
		return
	}
	if types.IsInterface(from) {
		if !isStdInterface(from) && g.ownInterface(from) {
			g.stop(arg, fmt.Sprintf("printing a value of type %s", g.name(from)))
		}
		return
	}
	switch why := g.prints(from, true, map[types.Type]bool{}); {
	case why != "":
		g.stop(arg, fmt.Sprintf("printing a value of type %s yet: %s", g.name(from), why))
	case g.reachesOwn(from):
		verbs := reflecting
		if g.hidden(from) {
			verbs = append(slices.Clone(verbs), "+")
		}
		g.formatted(call, arg, "a value of type "+g.name(from), verbs)
	}
}

// reflecting are the parts of formats that show a value's type, or where it is.
var reflecting = []string{"%T", "#", "%p"}

// formatted stops what is printed by a format that has one of these in it, or
// that only the running program knows.
func (g *sentry) formatted(call *ast.CallExpr, arg ast.Expr, what string, verbs []string) {
	for _, format := range call.Args {
		value := g.info.Types[format].Value
		if value == nil || value.Kind() != constant.String {
			continue
		}
		for _, verb := range verbs {
			if strings.Contains(constant.StringVal(value), verb) {
				g.stop(arg, "printing "+what+" with "+verb)
			}
		}
	}
	if g.formatUnknown(call) {
		g.stop(arg, "printing "+what+" by a format that is made at run time")
	}
}

// speaks is the method by which fmt has a value of the learner's type t say
// what it is, or "".
func (g *sentry) speaks(t types.Type) string {
	for _, method := range []string{"String", "Error", "Format", "GoString"} {
		if obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(t), false, g.pkg, method); isMethod(obj) {
			return method
		}
	}
	return ""
}

// hidden says whether a value of type t holds fields that are not exported:
// the interpreter gives them other names.
func (g *sentry) hidden(t types.Type) bool {
	return reaches(t, map[types.Type]bool{}, func(t types.Type) bool {
		s, ok := t.(*types.Struct)
		if !ok {
			return false
		}
		for f := range s.Fields() {
			if !f.Exported() {
				return true
			}
		}
		return false
	})
}

// formatUnknown says whether call is one of fmt's …f functions with a format
// that is not a constant.
func (g *sentry) formatUnknown(call *ast.CallExpr) bool {
	name := g.outside(call.Fun)
	if !strings.HasSuffix(name, "f") {
		return false
	}
	at := 0
	if strings.HasPrefix(name, "fmt.F") || strings.HasPrefix(name, "fmt.Append") {
		at = 1
	}
	return at < len(call.Args) && g.info.Types[call.Args[at]].Value == nil
}

// prints says why a type's values would print otherwise than compiled.
func (g *sentry) prints(t types.Type, top bool, seen map[types.Type]bool) string {
	t = types.Unalias(t)
	if seen[t] {
		return ""
	}
	seen[t] = true
	if n, ok := t.(*types.Named); ok {
		own := g.isOwn(t)
		if method := g.speaks(t); own && method != "" {
			return fmt.Sprintf("the method %s of %s is not called", method, n.Obj().Name())
		}
		if !own {
			if top || types.IsInterface(t) {
				return ""
			}
			if _, basic := t.Underlying().(*types.Basic); basic {
				return "" // time.Duration and its like keep their methods
			}
			return "it holds a " + g.name(t)
		}
		return g.prints(t.Underlying(), false, seen)
	}
	switch u := t.(type) {
	case *types.Pointer:
		return g.prints(u.Elem(), false, seen)
	case *types.Slice:
		return g.prints(u.Elem(), false, seen)
	case *types.Array:
		return g.prints(u.Elem(), false, seen)
	case *types.Map:
		if hasInterface(u.Key()) {
			return "its keys are interfaces"
		}
		if why := g.prints(u.Key(), false, seen); why != "" {
			return why
		}
		return g.prints(u.Elem(), false, seen)
	case *types.Struct:
		for f := range u.Fields() {
			if why := g.prints(f.Type(), false, seen); why != "" {
				return why
			}
		}
	case *types.Interface:
		if u.NumMethods() > 0 || !top {
			return "it holds an interface"
		}
	case *types.Signature, *types.Chan:
		return "it holds a function or a channel"
	}
	return ""
}

func isMethod(obj types.Object) bool {
	_, ok := obj.(*types.Func)
	return ok
}

// asserted checks v.(T).
func (g *sentry) asserted(n ast.Node, from, to types.Type) {
	if to == nil || to == types.Typ[types.UntypedNil] {
		return
	}
	if isSim(from, simMessage) && pointed(to) != nil {
		g.stop(n, "a pointer in a sim.Message")
		return
	}
	if types.IsInterface(to) {
		g.stop(n, fmt.Sprintf("the question whether a value is a %s", g.name(to)))
		return
	}
	if basicOnly(to) && from.Underlying().(*types.Interface).NumMethods() == 0 {
		return // a type of the learner's does not get into an empty interface
	}
	if !g.isOwn(to) && !g.isOwn(pointed(to)) {
		g.stop(n, fmt.Sprintf("the question whether a value is a %s", g.name(to)))
		return
	}
	own := to
	if p := pointed(to); p != nil {
		own = p
	}
	// The interpreter tells types apart by their shape.
	if _, ok := own.Underlying().(*types.Struct); !ok {
		g.stop(n, fmt.Sprintf("the question whether a value is a %s", g.name(to)))
		return
	}
	for _, other := range g.own {
		if !types.Identical(other, own) && g.sameShape(other, own) {
			g.stop(n, fmt.Sprintf("telling %s and %s apart, which have the same fields,", g.name(own), g.name(other)))
		}
	}
}

func pointed(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return nil
}

func (g *sentry) typeSwitch(n *ast.TypeSwitchStmt) {
	var x ast.Expr
	switch s := n.Assign.(type) {
	case *ast.ExprStmt:
		x = s.X.(*ast.TypeAssertExpr).X
	case *ast.AssignStmt:
		x = s.Rhs[0].(*ast.TypeAssertExpr).X
	}
	for _, clause := range n.Body.List {
		for _, t := range clause.(*ast.CaseClause).List {
			g.asserted(t, g.info.TypeOf(x), g.info.TypeOf(t))
		}
	}
}

// binary checks comparisons of interfaces and shifts.
func (g *sentry) binary(n *ast.BinaryExpr) {
	x, y := g.info.TypeOf(n.X), g.info.TypeOf(n.Y)
	switch n.Op {
	case token.EQL, token.NEQ:
		if isChan(x) && y != types.Typ[types.UntypedNil] {
			g.stop(n, "a comparison of channels")
		}
		if x == types.Typ[types.UntypedNil] || y == types.Typ[types.UntypedNil] {
			return
		}
		failure := types.Universe.Lookup("error").Type()
		if types.Identical(x, failure) && types.Identical(y, failure) && !g.errors {
			return
		}
		if hasInterface(x) || hasInterface(y) {
			g.stop(n, "a comparison of values in interfaces")
		}
	case token.SHL, token.SHR:
		g.shift(n, n.X, n.Y)
	}
}

// shift stops a constant that takes its type from what is around the shift.
func (g *sentry) shift(n ast.Node, x, y ast.Expr) {
	if g.info.Types[n.(ast.Expr)].Value == nil && g.info.Types[x].Value != nil {
		if call, ok := ast.Unparen(x).(*ast.CallExpr); ok && g.info.Types[call.Fun].IsType() {
			return
		}
		g.stop(n, "a shift of a constant whose type comes from elsewhere; write the type, as in uint64(1)<<n,")
	}
}

func (g *sentry) name(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == g.pkg {
			return ""
		}
		return p.Name()
	})
}
