package frontend

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// generic replaces a call of a generic function of the standard library by one
// of a helper for the types at hand.
func (l *lowering) generic(call *ast.CallExpr, fun *ast.SelectorExpr, path, name string) {
	if l.without == genericCalls {
		return
	}
	if call.Ellipsis.IsValid() || len(call.Args) == 0 {
		return
	}
	full := path + "." + name
	if full == "slices.Sorted" || full == "slices.Collect" {
		l.gather(call, fun, name == "Sorted")
		return
	}
	text, ok := l.genericText(full, call.Args)
	if !ok {
		return
	}
	l.done[call] = true
	l.edits.open(l.rank, fun.Pos(), fun.End(), l.helper(text))
}

// genericText is the helper that does what the function full does to arguments
// of these types.
func (l *lowering) genericText(full string, args []ast.Expr) (string, bool) {
	t, untyped := types.Default(l.info.TypeOf(args[0])), false
	for _, arg := range args[1:] {
		if b, ok := l.info.TypeOf(args[0]).(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
			t, untyped = l.info.TypeOf(arg), true
		}
	}
	T, ok := l.typeText(t, token.NoPos)
	if !ok || untyped && full == "rand.N" {
		return "", false
	}
	switch full {
	case "cmp.Compare":
		return fmt.Sprintf("(x, y %s) int { if x < y { return -1 }; if x > y { return 1 }; return 0 }", T), exactOrder(t)
	case "cmp.Or":
		return l.firstText(T, len(args)), plainKey(t)
	case "cmp.Less":
		return fmt.Sprintf("(x, y %s) bool { return x < y }", T), exactOrder(t)
	case "math/rand/v2.N":
		return fmt.Sprintf("(n %s) %s { return %s(%s.Int64N(int64(n))) }", T, T, T, l.imported("math/rand/v2")), integer(t)
	}
	if m, ok := t.Underlying().(*types.Map); ok {
		if full == "maps.Equal" && !types.AssignableTo(l.info.TypeOf(args[1]), t) {
			return "", false
		}
		return l.mapText(full, T, m)
	}
	s, ok := t.Underlying().(*types.Slice)
	if !ok {
		return "", false
	}
	E, ok := l.typeText(s.Elem(), token.NoPos)
	if !ok {
		return "", false
	}
	return l.sliceText(full, T, E, s.Elem())
}

// firstText is cmp.Or of n values.
func (l *lowering) firstText(T string, n int) string {
	var params, body []string
	for i := range n {
		params = append(params, fmt.Sprintf("p%d", i))
		body = append(body, fmt.Sprintf("if p%d != zero { return p%d }; ", i, i))
	}
	return fmt.Sprintf("(%s %s) %s { var zero %s; %sreturn zero }", strings.Join(params, ", "), T, T, T, strings.Join(body, ""))
}

func (l *lowering) mapText(full, T string, m *types.Map) (string, bool) {
	switch full {
	case "maps.Copy":
		return fmt.Sprintf("(to, from %s) { for k, v := range from { to[k] = v } }", T), true
	case "maps.Equal":
		return fmt.Sprintf("(a, b %s) bool { if len(a) != len(b) { return false }; for k, v := range a { if _, ok := b[k]; !ok || b[k] != v { return false } }; return true }", T), plainKey(m.Key()) && plainKey(m.Elem())
	case "maps.Clone":
		return fmt.Sprintf("(m %s) %s { if m == nil { return nil }; c := make(%s, len(m)); for k, v := range m { c[k] = v }; return c }", T, T, T), plainKey(m.Key())
	}
	return "", false
}

// sliceText is for a function whose first argument is a slice of type T with
// elements of type E.
func (l *lowering) sliceText(full, T, E string, elem types.Type) (string, bool) {
	f := func(text string) string { return strings.NewReplacer("$T", T, "$E", E).Replace(text) }
	switch full {
	case "slices.Sort":
		return f("(s $T) { " + l.sortText("s", elem) + " }"), exactOrder(elem)
	case "slices.SortFunc": // the same algorithm, comparison by comparison
		return f("(s $T, order func(a, b $E) int) { " + l.imported("sort") + ".Slice(s, func(i, j int) bool { return order(s[i], s[j]) < 0 }) }"), true
	case "slices.SortStableFunc":
		return f("(s $T, order func(a, b $E) int) { " + l.imported("sort") + ".SliceStable(s, func(i, j int) bool { return order(s[i], s[j]) < 0 }) }"), true
	case "slices.Contains":
		return f("(s $T, v $E) bool { for i := range s { if s[i] == v { return true } }; return false }"), plainKey(elem)
	case "slices.Index":
		return f("(s $T, v $E) int { for i := range s { if s[i] == v { return i } }; return -1 }"), plainKey(elem)
	case "slices.ContainsFunc":
		return f("(s $T, is func($E) bool) bool { for i := range s { if is(s[i]) { return true } }; return false }"), true
	case "slices.IndexFunc":
		return f("(s $T, is func($E) bool) int { for i := range s { if is(s[i]) { return i } }; return -1 }"), true
	case "slices.Equal":
		return f("(s, o $T) bool { if len(s) != len(o) { return false }; for i := range s { if s[i] != o[i] { return false } }; return true }"), plainKey(elem)
	case "slices.Reverse":
		return f("(s $T) { for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 { s[i], s[j] = s[j], s[i] } }"), true
	case "slices.Clone":
		return f("(s $T) $T { return append(s[:0:0], s...) }"), true
	case "slices.Max":
		return f(`(s $T) $E { if len(s) < 1 { panic("slices.Max: empty list") }; m := s[0]; for _, x := range s { if x > m { m = x } }; return m }`), exactOrder(elem)
	case "slices.Min":
		return f(`(s $T) $E { if len(s) < 1 { panic("slices.Min: empty list") }; m := s[0]; for _, x := range s { if x < m { m = x } }; return m }`), exactOrder(elem)
	}
	return "", false
}

// sortText sorts the slice called s. Equal elements are the same element, so
// the algorithm does not show.
func (l *lowering) sortText(s string, elem types.Type) string {
	sort := l.imported("sort")
	switch types.Unalias(elem) {
	case types.Typ[types.Int]:
		return sort + ".Ints(" + s + ")"
	case types.Typ[types.String]:
		return sort + ".Strings(" + s + ")"
	}
	return fmt.Sprintf("%s.Slice(%s, func(i, j int) bool { return %s[i] < %s[j] })", sort, s, s, s)
}

// exactOrder says whether < orders all values of the type.
func exactOrder(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsString) != 0
}

func integer(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0 && b.Info()&types.IsUnsigned == 0
}

// keysOrValues is the argument m of a call maps.Keys(m) or maps.Values(m).
func (l *lowering) keysOrValues(e ast.Expr) (fun *ast.SelectorExpr, m *types.Map, keys, ok bool) {
	call, isCall := ast.Unparen(e).(*ast.CallExpr)
	if !isCall || len(call.Args) != 1 {
		return nil, nil, false, false
	}
	fun, isSelector := call.Fun.(*ast.SelectorExpr)
	if !isSelector {
		return nil, nil, false, false
	}
	path, name := l.std(fun)
	if path != "maps" || name != "Keys" && name != "Values" {
		return nil, nil, false, false
	}
	m, ok = l.info.TypeOf(call.Args[0]).Underlying().(*types.Map)
	return fun, m, name == "Keys", ok
}

// gather is slices.Sorted or slices.Collect of a map's keys or values.
func (l *lowering) gather(call *ast.CallExpr, fun *ast.SelectorExpr, sorted bool) {
	inner, m, keys, ok := l.keysOrValues(call.Args[0])
	if !ok {
		return
	}
	elem, each := m.Elem(), "_, x"
	if keys {
		elem, each = m.Key(), "x"
	}
	M, ok1 := l.typeText(m, token.NoPos)
	E, ok2 := l.typeText(elem, token.NoPos)
	if !ok1 || !ok2 || sorted && !exactOrder(elem) {
		return
	}
	sort := ""
	if sorted {
		sort = l.sortText("s", elem) + "; "
	}
	text := fmt.Sprintf("(m %s) []%s { var s []%s; for %s := range m { s = append(s, x) }; %sreturn s }", M, E, E, each, sort)
	l.done[call], l.done[ast.Unparen(call.Args[0])] = true, true
	l.edits.open(l.rank, fun.Pos(), fun.End(), l.helper(text))
	l.edits.open(l.rank+1, inner.Pos(), inner.End(), "")
}

// rangeSequence turns a range over a function that the standard library makes
// from a map or a string into one over the map or a slice.
func (l *lowering) rangeSequence(loop *ast.RangeStmt) {
	if l.without == rangeOverMaps {
		return
	}
	call, ok := ast.Unparen(loop.X).(*ast.CallExpr)
	if !ok {
		return
	}
	if fun, _, keys, ok := l.keysOrValues(call); ok {
		l.done[loop], l.done[call] = true, true
		l.edits.open(l.rank, fun.Pos(), fun.End(), "")
		if !keys {
			l.secondVariable(loop)
		}
		return
	}
	fun, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	path, name := l.std(fun)
	slice := map[string]string{"SplitSeq": "Split", "FieldsSeq": "Fields"}[name]
	if path != "strings" || slice == "" {
		return
	}
	l.done[loop], l.done[call] = true, true
	l.edits.open(l.rank, fun.Sel.Pos(), fun.Sel.End(), slice)
	l.secondVariable(loop)
}

// secondVariable makes the loop's first variable its second.
func (l *lowering) secondVariable(loop *ast.RangeStmt) {
	if loop.Key != nil {
		l.edits.open(l.rank, loop.Key.Pos(), loop.Key.Pos(), "_, ")
	}
}
