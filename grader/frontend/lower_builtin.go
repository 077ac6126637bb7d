package frontend

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

func (l *lowering) builtin(call *ast.CallExpr, fun *ast.Ident, name string) {
	switch {
	case l.without == minAndMax && name != "clear", l.without == clearing && name == "clear":
	case name == "min", name == "max":
		if value := l.info.Types[call].Value; value != nil {
			l.constantMinMax(call, value)
			return
		}
		l.minMax(call, fun, name)
	case name == "clear":
		l.clear(call, fun)
	}
}

// constantMinMax writes the value in place of the call.
func (l *lowering) constantMinMax(call *ast.CallExpr, value constant.Value) {
	text, ok := constantText(value)
	t := l.info.TypeOf(call)
	name, named := l.typeText(t, call.Pos())
	if basic, untyped := t.(*types.Basic); untyped && basic.Info()&types.IsUntyped != 0 {
		name, named = "", true
	}
	if !ok || !named {
		return
	}
	l.done[call] = true
	lines := strings.Repeat("\n", l.edits.file.Line(call.End())-l.edits.file.Line(call.Pos()))
	l.edits.open(l.rank, call.Pos(), call.End(), fmt.Sprintf("%s(%s%s)", name, lines, text))
}

func constantText(value constant.Value) (string, bool) {
	switch value.Kind() {
	case constant.Int:
		return value.ExactString(), true
	case constant.String:
		return strconv.Quote(constant.StringVal(value)), true
	case constant.Float:
		f, exact := constant.Float64Val(value)
		text := strconv.FormatFloat(f, 'e', -1, 64)
		return text, exact
	}
	return "", false
}

// minMax calls a helper on the type's underlying basic type, because the type
// may be local.
func (l *lowering) minMax(call *ast.CallExpr, fun *ast.Ident, name string) {
	t := l.info.TypeOf(call)
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		return
	}
	conversion, ok := l.typeText(t, call.Pos())
	if !ok || !l.means(basic.Name(), types.Universe.Lookup(basic.Name()), token.NoPos) ||
		!l.means(basic.Name(), types.Universe.Lookup(basic.Name()), call.Pos()) {
		return
	}
	helper := l.helper(minMaxText(name, basic, len(call.Args)))
	l.done[call] = true
	if conversion == basic.Name() {
		l.edits.open(l.rank, fun.Pos(), fun.End(), helper)
		return
	}
	rank := l.rank
	l.edits.open(rank, fun.Pos(), fun.End(), conversion+"("+helper)
	for _, arg := range call.Args {
		l.edits.open(rank, arg.Pos(), arg.Pos(), basic.Name()+"(")
		l.edits.close(rank, arg.End(), ")")
	}
	l.edits.close(rank, call.End(), ")")
}

// minMaxText is a helper of n parameters. The smallest of NaN and anything is
// NaN, and so is the largest.
func minMaxText(name string, basic *types.Basic, n int) string {
	var params, body []string
	sign := map[string]string{"min": "<", "max": ">"}[name]
	for i := range n {
		x := fmt.Sprintf("p%d", i)
		params = append(params, x)
		if i == 0 {
			continue
		}
		step := fmt.Sprintf("if %s %s m { m = %s }", x, sign, x)
		if basic.Info()&types.IsFloat != 0 {
			step = fmt.Sprintf("if m != m || %s != %s { m = m + %s } else ", x, x, x) + step
		}
		body = append(body, step)
	}
	return fmt.Sprintf("(%s %s) %s { m := p0; %s; return m }", strings.Join(params, ", "), basic.Name(), basic.Name(), strings.Join(body, "; "))
}

func (l *lowering) clear(call *ast.CallExpr, fun *ast.Ident) {
	switch t := l.info.TypeOf(call.Args[0]).Underlying().(type) {
	case *types.Map:
		// A key that is not equal to itself can be cleared, not deleted.
		if !plainKey(t.Key()) {
			return
		}
		if text, ok := l.typeText(t, token.NoPos); ok {
			l.done[call] = true
			l.edits.open(l.rank, fun.Pos(), fun.End(), l.helper(fmt.Sprintf("(m %s) { for k := range m { delete(m, k) } }", text)))
		}
	case *types.Slice:
		if text, ok := l.typeText(t.Elem(), token.NoPos); ok {
			l.done[call] = true
			l.edits.open(l.rank, fun.Pos(), fun.End(), l.helper(fmt.Sprintf("(s []%s) { var zero %s; for i := range s { s[i] = zero } }", text, text)))
		}
	}
}

// plainKey says whether every value of the type is equal to itself, and the
// interpreter knows that too.
func plainKey(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsInteger|types.IsString|types.IsBoolean) != 0
}
