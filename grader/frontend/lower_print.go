package frontend

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"
)

// printed has fmt and the testing package get what a value's own String or
// Error says, where they would call that method themselves: for them, the
// interpreter's types have none. The guard stops a learner's printing all the
// same; this is for labs' tests.
func (l *lowering) printed(call *ast.CallExpr) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if l.without == ownWords || !ok || call.Ellipsis.IsValid() {
		return
	}
	f, ok := l.info.Uses[sel.Sel].(*types.Func)
	if !ok || f.Pkg() == nil || f.Pkg().Path() != "fmt" && f.Pkg().Path() != "testing" && f.Pkg().Path() != "sim" {
		return
	}
	signature := f.Type().(*types.Signature)
	first := signature.Params().Len() - 1
	if !signature.Variadic() || !types.IsInterface(signature.Params().At(first).Type().(*types.Slice).Elem()) {
		return
	}
	var verbs []string
	if strings.HasSuffix(f.Name(), "f") {
		format := l.info.Types[call.Args[first-1]].Value
		if format == nil || format.Kind() != constant.String {
			return
		}
		if verbs, ok = verbsOf(constant.StringVal(format)); !ok {
			return
		}
	}
	for i, arg := range call.Args[min(first, len(call.Args)):] {
		method := l.words(l.info.TypeOf(arg))
		if method == "" || verbs != nil && (i >= len(verbs) || strings.Contains(verbs[i], "#") || !strings.Contains("svqxX", verbs[i][len(verbs[i])-1:])) {
			continue
		}
		switch ast.Unparen(arg).(type) {
		case *ast.Ident, *ast.SelectorExpr, *ast.CallExpr, *ast.IndexExpr, *ast.CompositeLit:
		default:
			l.edits.open(l.rank, arg.Pos(), arg.Pos(), "(")
			method = ")" + method
		}
		l.edits.close(l.rank, arg.End(), method)
	}
}

// words is the call by which a value of a type of these sources says what it
// is, or "" where it does not.
func (l *lowering) words(t types.Type) string {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || types.IsInterface(t) || named.Obj().Pkg() == nil || named.Obj().Pkg() != l.pkg && named.Obj().Pkg().Path() != "lab" {
		return ""
	}
	methods := types.NewMethodSet(t)
	for _, name := range []string{"Error", "String"} {
		m := methods.Lookup(named.Obj().Pkg(), name)
		if m == nil {
			continue
		}
		s := m.Type().(*types.Signature)
		if s.Params().Len() == 0 && s.Results().Len() == 1 && types.Identical(s.Results().At(0).Type(), types.Typ[types.String]) {
			return "." + name + "()"
		}
	}
	return ""
}

// verbsOf are a format's verbs with their flags, one for each argument. It is
// false for a format that takes its arguments in another way.
func verbsOf(format string) (verbs []string, ok bool) {
	verbs = []string{}
	for {
		_, after, found := strings.Cut(format, "%")
		if !found {
			return verbs, true
		}
		end := strings.IndexFunc(after, func(r rune) bool { return !strings.ContainsRune("+-# 0123456789.", r) })
		if end < 0 || after[end] == '*' || after[end] == '[' {
			return nil, false
		}
		if after[end] != '%' {
			verbs = append(verbs, after[:end+1])
		}
		format = after[end+1:]
	}
}
