package frontend

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A source is a learner's file with its syntax.
type source struct {
	File
	syntax *ast.File
}

// A lowering rewrites modern Go to older Go that the interpreter runs right:
// the built-in functions min, max and clear, range over integers, loop
// variables that are new in each iteration, and calls of generic functions of
// the standard library. It edits the text in place and keeps every line's
// number. Whatever it cannot rewrite it leaves alone, for the guard to see.
type lowering struct {
	info   *types.Info
	pkg    *types.Package
	prefix string // begins every name made here, and no name of the learner's
	done   map[ast.Node]bool

	without rewriting // left out, to see what it is worth; "" otherwise

	file    *ast.File // the one being rewritten
	source  []byte
	looped  map[*ast.FuncLit]bool // see loopLiterals
	calls   map[*ast.SelectorExpr]bool
	edits   *edits
	rank    int
	helpers map[string]string // names of helper functions by their text
	text    strings.Builder   // the helpers of this file
	imports map[string]string // paths that the helpers need, and their names
	names   int
}

// A rewriting is one of the things that lowering does.
type rewriting string

const (
	minAndMax        rewriting = "min and max"
	clearing         rewriting = "clear"
	genericCalls     rewriting = "generic functions of slices, maps, cmp and rand"
	rangeOverInteger rewriting = "range over an integer"
	rangeOverMaps    rewriting = "range over maps.Keys, strings.SplitSeq and their like"
	loopVariables    rewriting = "a loop variable for each turn"
	loopLiterals     rewriting = "function literals in loops"
	unnamed          rewriting = "parameters without a name"
	namedResults     rewriting = "named results that start at zero"
	conditions       rewriting = "several conditions in a case"
	literalsTogether rewriting = "several values at once, literals among them"
	groupGo          rewriting = "WaitGroup.Go"
	largeConstants   rewriting = "constants beyond int64"
	withOK           rewriting = "a value with its ok"
	delivered        rewriting = "what a channel delivers"
	structLiterals   rewriting = "a struct literal assigned to a variable"
	methodValues     rewriting = "method values"
	selects          rewriting = "select"
	ownWords         rewriting = "printing by a method of one's own"
)

func lower(fset *token.FileSet, info *types.Info, pkg *types.Package, sources []source, without rewriting) ([]File, *lowering) {
	l := &lowering{info: info, pkg: pkg, prefix: unusedPrefix(sources), done: map[ast.Node]bool{}, looped: map[*ast.FuncLit]bool{}, calls: map[*ast.SelectorExpr]bool{}, without: without}
	var out []File
	for _, s := range sources {
		l.file = s.syntax
		l.edits = &edits{file: fset.File(s.syntax.FileStart)}
		l.rank, l.helpers, l.imports = 0, map[string]string{}, map[string]string{}
		l.text.Reset()
		l.source = s.Source
		l.noteLoopLiterals(s.syntax)
		ast.Inspect(s.syntax, l.node)
		l.addImports()
		text := l.edits.apply(s.Source)
		if l.text.Len() > 0 {
			text = append(text, "\n"+l.text.String()...)
		}
		out = append(out, File{Name: s.Name, Source: text})
	}
	return out, l
}

// unusedPrefix is a beginning of names that occurs nowhere in the sources.
func unusedPrefix(sources []source) string {
	for prefix := "lowered"; ; prefix += "_" {
		free := true
		for _, s := range sources {
			free = free && !strings.Contains(string(s.Source), prefix)
		}
		if free {
			return prefix
		}
	}
}

func (l *lowering) node(n ast.Node) bool {
	l.rank++
	switch n := n.(type) {
	case *ast.SelectStmt:
		l.selection(n)
	case *ast.CommClause:
		if a, ok := n.Comm.(*ast.AssignStmt); ok {
			l.done[a.Rhs[0]] = true // right as it is, and select wants it so
		}
	case *ast.AssignStmt:
		l.assigned(n.Lhs, n.Rhs)
		if n.Tok == token.DEFINE {
			l.together(n.Rhs)
		}
		l.structLiteral(n)
	case *ast.ReturnStmt:
		l.returned(n)
	case *ast.ValueSpec:
		l.assigned(names(n.Names), n.Values)
		l.together(n.Values)
	case *ast.FuncDecl:
		l.parameters(n.Recv, n.Type.Params)
		l.results(n.Type.Results, n.Body)
	case *ast.FuncLit:
		l.literal(n)
		l.parameters(n.Type.Params)
		l.results(n.Type.Results, n.Body)
	case *ast.SwitchStmt:
		l.cases(n)
	case *ast.ExprStmt:
		l.waitGroupGo(n)
	case *ast.BinaryExpr:
		l.constant(n)
	case *ast.GoStmt:
		l.goLiteral(n)
	case *ast.SelectorExpr:
		l.methodValue(n)
	case *ast.CallExpr:
		l.printed(n)
		l.called(n)
		l.calledAtOnce(n)
		l.call(n)
	case *ast.RangeStmt:
		l.rangeLoop(n)
	case *ast.ForStmt:
		l.forLoop(n)
	}
	return true
}

func (l *lowering) call(call *ast.CallExpr) {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		if b, ok := l.info.Uses[fun].(*types.Builtin); ok && fun == call.Fun {
			l.builtin(call, fun, b.Name())
		}
	case *ast.SelectorExpr:
		if path, name := l.std(fun); path != "" && ast.Expr(fun) == call.Fun {
			l.generic(call, fun, path, name)
		}
	}
}

// std is the package and name of a package-level function of the standard
// library.
func (l *lowering) std(sel *ast.SelectorExpr) (path, name string) {
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return "", ""
	}
	p, ok := l.info.Uses[id].(*types.PkgName)
	if !ok {
		return "", ""
	}
	return p.Imported().Path(), sel.Sel.Name
}

// name is a new name.
func (l *lowering) name() string {
	l.names++
	return fmt.Sprintf("%s%d", l.prefix, l.names)
}

// helper returns the name of a package-level function whose text after its
// name is given; equal texts are one function.
func (l *lowering) helper(text string) string {
	if name, ok := l.helpers[text]; ok {
		return name
	}
	name := l.name()
	l.helpers[text] = name
	fmt.Fprintf(&l.text, "func %s%s\n", name, text)
	return name
}

// imported is the name under which helpers of this file reach a package.
func (l *lowering) imported(path string) string {
	if l.imports[path] == "" {
		l.imports[path] = l.name()
	}
	return l.imports[path]
}

func (l *lowering) addImports() {
	for path, name := range l.imports {
		l.edits.close(0, l.file.Name.End(), fmt.Sprintf("; import %s %q", name, path))
	}
}

// typeText writes a type as it can be read at pos, where it can be.
func (l *lowering) typeText(t types.Type, pos token.Pos) (string, bool) {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return t.Name(), t.Info()&types.IsUntyped == 0 && l.means(t.Name(), types.Universe.Lookup(t.Name()), pos)
	case *types.Named:
		if t.TypeArgs().Len() > 0 {
			return "", false
		}
		return l.namedText(t.Obj(), pos)
	case *types.Pointer:
		return l.around("*", t.Elem(), pos)
	case *types.Slice:
		return l.around("[]", t.Elem(), pos)
	case *types.Array:
		return l.around(fmt.Sprintf("[%d]", t.Len()), t.Elem(), pos)
	case *types.Map:
		key, ok := l.typeText(t.Key(), pos)
		if !ok {
			return "", false
		}
		return l.around("map["+key+"]", t.Elem(), pos)
	case *types.Chan:
		before := map[types.ChanDir]string{types.SendRecv: "chan ", types.SendOnly: "chan<- ", types.RecvOnly: "<-chan "}[t.Dir()]
		text, ok := l.around("(", t.Elem(), pos)
		return before + text + ")", ok
	case *types.Signature:
		return l.signatureText(t, pos)
	case *types.Interface:
		return "interface{}", t.Empty()
	case *types.Struct:
		if t.NumFields() == 0 {
			return "struct{}", true
		}
	}
	return "", false
}

func (l *lowering) signatureText(t *types.Signature, pos token.Pos) (string, bool) {
	if t.Variadic() || t.TypeParams() != nil {
		return "", false
	}
	texts := func(tuple *types.Tuple) (string, bool) {
		var out []string
		for v := range tuple.Variables() {
			text, ok := l.typeText(v.Type(), pos)
			if !ok {
				return "", false
			}
			out = append(out, text)
		}
		return "(" + strings.Join(out, ", ") + ")", true
	}
	params, ok1 := texts(t.Params())
	results, ok2 := texts(t.Results())
	if t.Results().Len() == 0 {
		results = ""
	}
	return "func" + params + results, ok1 && ok2
}

func (l *lowering) around(before string, t types.Type, pos token.Pos) (string, bool) {
	text, ok := l.typeText(t, pos)
	return before + text, ok
}

func (l *lowering) namedText(obj *types.TypeName, pos token.Pos) (string, bool) {
	if obj.Pkg() == nil || obj.Pkg() == l.pkg {
		return obj.Name(), l.means(obj.Name(), obj, pos)
	}
	for _, spec := range l.file.Imports {
		p, ok := l.info.Implicits[spec].(*types.PkgName)
		if spec.Name != nil {
			p, ok = l.info.Defs[spec.Name].(*types.PkgName)
		}
		if ok && p.Imported() == obj.Pkg() && l.means(p.Name(), p, pos) {
			return p.Name() + "." + obj.Name(), true
		}
	}
	return "", false
}

// means says whether name, read at pos, is obj. Helpers stand at NoPos: they
// see the file's scope.
func (l *lowering) means(name string, obj types.Object, pos token.Pos) bool {
	scope := l.info.Scopes[l.file]
	if pos.IsValid() {
		if inner := scope.Innermost(pos); inner != nil {
			scope = inner
		}
	}
	_, got := scope.LookupParent(name, pos)
	return obj != nil && got == obj
}
