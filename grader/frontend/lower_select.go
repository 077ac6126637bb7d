package frontend

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// SelectPackage is the import path under which lowered source finds the
// function Wait:
//
//	func Wait(block bool, kinds string, channelsAndPlaces ...any) (chosen int, ok bool)
//
// kinds has a letter for each case, r for a receive and s for a send; each has
// a channel and the address of the variable that takes, or holds, the value.
// chosen is -1 where no case is ready and block is false.
const SelectPackage = "lowered/selects"

// A selectCase is one case of a select statement, other than the default.
type selectCase struct {
	clause  *ast.CommClause
	channel ast.Expr
	value   ast.Expr   // that is sent, or nil
	lhs     []ast.Expr // what a receive is assigned to
	tok     token.Token
}

// selection turns a select statement into a switch on what a function chose,
// to which every operand is passed as an argument: the interpreter keeps a
// statement's channels in one place for all goroutines that run it, and does
// not evaluate all operands each time.
func (l *lowering) selection(n *ast.SelectStmt) {
	cases, defaults := l.selectCases(n)
	if l.without == selects || len(cases) == 0 || !l.oneLine(n.Select, n.Body.Lbrace) {
		return
	}
	var params, args, results, places []string
	kinds, variables, zero := "", "", ""
	chosen, ok := l.name(), l.name()
	names := chosen + ", " + ok
	for i, c := range cases {
		t, isChan := l.info.TypeOf(c.channel).Underlying().(*types.Chan)
		C, ok1 := l.typeText(l.info.TypeOf(c.channel), token.NoPos)
		if !isChan || !ok1 || !l.plainOperand(c.channel) {
			return
		}
		E, ok2 := l.valueText(t.Elem())
		if !ok2 {
			return
		}
		params, args = append(params, fmt.Sprintf("c%d %s", i, C)), append(args, l.inOneLine(c.channel))
		if c.value != nil {
			if !l.plainOperand(c.value) {
				return
			}
			kinds += "s"
			params, args = append(params, fmt.Sprintf("v%d %s", i, E)), append(args, l.inOneLine(c.value))
		} else {
			kinds += "r"
			zero += fmt.Sprintf("var v%d %s; ", i, E)
			results = append(results, E)
			variables += fmt.Sprintf(", v%d", i)
			names += ", " + l.name()
		}
		places = append(places, fmt.Sprintf("c%d, &v%d", i, i))
	}
	helper := l.helper(fmt.Sprintf("(%s) (%s) { %si, ok := %s.Wait(%t, %q, %s); return i, ok%s }",
		strings.Join(params, ", "), strings.Join(append([]string{"int", "bool"}, results...), ", "),
		zero, l.imported(SelectPackage), !defaults, kinds, strings.Join(places, ", "), variables))
	l.done[n] = true
	l.edits.open(l.rank, n.Select, n.Body.Lbrace, fmt.Sprintf("switch %s := %s(%s); %s ", names, helper, strings.Join(args, ", "), chosen))
	received := strings.Split(names, ", ")[2:]
	for i, c := range cases {
		lines := strings.Repeat("\n", l.edits.file.Line(c.clause.Colon)-l.edits.file.Line(c.clause.Case))
		label := fmt.Sprint("case ", i)
		if i == len(cases)-1 && !defaults {
			label = "default" // so that what ends in a select ends in a switch
		}
		l.edits.open(l.rank, c.clause.Case, c.clause.Colon, label+lines)
		if c.value != nil {
			continue
		}
		from := []string{received[0], ok}
		received = received[1:]
		text := ""
		for j, e := range c.lhs {
			if !blank(e) {
				text += fmt.Sprintf(" %s %s %s;", l.inOneLine(e), c.tok, from[j])
			}
		}
		l.edits.open(l.rank, c.clause.Colon+1, c.clause.Colon+1, text)
	}
}

func (l *lowering) selectCases(n *ast.SelectStmt) (cases []selectCase, defaults bool) {
	for _, clause := range n.Body.List {
		c := selectCase{clause: clause.(*ast.CommClause)}
		var receive ast.Expr
		switch comm := c.clause.Comm.(type) {
		case nil:
			defaults = true
			continue
		case *ast.SendStmt:
			c.channel, c.value = comm.Chan, comm.Value
		case *ast.ExprStmt:
			receive = comm.X
		case *ast.AssignStmt:
			receive, c.lhs, c.tok = comm.Rhs[0], comm.Lhs, comm.Tok
		}
		if unary, ok := ast.Unparen(receive).(*ast.UnaryExpr); ok {
			c.channel = unary.X
		}
		cases = append(cases, c)
	}
	return cases, defaults
}

// plainOperand says whether nothing in e is lowered, so that its text can be
// moved.
func (l *lowering) plainOperand(e ast.Expr) bool {
	plain := true
	called := map[ast.Expr]bool{}
	ast.Inspect(e, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			plain = false
		case *ast.CallExpr:
			called[ast.Unparen(n.Fun)] = true
		case *ast.UnaryExpr:
			plain = plain && n.Op != token.ARROW
		case *ast.BinaryExpr:
			if v := l.info.Types[n].Value; v != nil && v.Kind() == constant.Int {
				_, fits := constant.Int64Val(v)
				plain = plain && fits
			}
		case *ast.Ident:
			_, builtin := l.info.Uses[n].(*types.Builtin)
			_, generic := l.info.Instances[n]
			plain = plain && !generic && (!builtin || n.Name == "len" || n.Name == "cap" || n.Name == "make")
		case *ast.SelectorExpr:
			if s := l.info.Selections[n]; s != nil && s.Kind() != types.FieldVal {
				plain = plain && called[n]
			}
		}
		return plain
	})
	return plain && !strings.Contains(l.textOf(e), "//")
}

func (l *lowering) textOf(n ast.Node) string {
	return string(l.source[l.edits.file.Offset(n.Pos()):l.edits.file.Offset(n.End())])
}

func (l *lowering) inOneLine(e ast.Expr) string {
	return strings.ReplaceAll(l.textOf(e), "\n", " ")
}
