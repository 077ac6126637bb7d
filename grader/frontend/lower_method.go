package frontend

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// called notes the selectors that are called where they stand.
func (l *lowering) called(call *ast.CallExpr) {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		l.calls[sel] = true
	}
}

// methodValue makes x.M, where it is not called, the result of a function that
// takes the receiver and returns a literal: the interpreter does not bind the
// receiver to a method.
func (l *lowering) methodValue(sel *ast.SelectorExpr) {
	s := l.info.Selections[sel]
	if l.without == methodValues || l.calls[sel] || s == nil || s.Kind() != types.MethodVal || len(s.Index()) != 1 || !l.oneLine(sel.X.End(), sel.End()) {
		return
	}
	receiver := s.Obj().(*types.Func).Signature().Recv().Type()
	R, ok := l.typeText(receiver, token.NoPos)
	if !ok || types.IsInterface(receiver) {
		return
	}
	literal, ok := l.forward(s.Type().(*types.Signature), "r."+sel.Sel.Name)
	if !ok {
		return
	}
	before := ""
	switch have, want := pointed(s.Recv()) != nil, pointed(receiver) != nil; {
	case want && !have:
		before = "&"
	case have && !want:
		before = "*"
	}
	result, _ := l.signatureText(s.Type().(*types.Signature), token.NoPos)
	l.done[sel] = true
	l.edits.open(l.rank, sel.Pos(), sel.Pos(), l.helper(fmt.Sprintf("(r %s) %s { return %s }", R, result, literal))+"("+before)
	l.edits.open(l.rank, sel.X.End(), sel.End(), ")")
}

// forward is a literal that passes its parameters on to what is called by the
// name f.
func (l *lowering) forward(t *types.Signature, f string) (string, bool) {
	if _, ok := l.signatureText(t, token.NoPos); !ok {
		return "", false
	}
	var params, args []string
	for i := range t.Params().Len() {
		text, _ := l.typeText(t.Params().At(i).Type(), token.NoPos) // signatureText could
		name := fmt.Sprintf("p%d", i)
		params, args = append(params, name+" "+text), append(args, name)
	}
	var results []string
	for v := range t.Results().Variables() {
		text, _ := l.typeText(v.Type(), token.NoPos)
		results = append(results, text)
	}
	call := f + "(" + strings.Join(args, ", ") + ")"
	if len(results) > 0 {
		call = "return " + call
	}
	return fmt.Sprintf("func(%s) (%s) { %s }", strings.Join(params, ", "), strings.Join(results, ", "), call), true
}
