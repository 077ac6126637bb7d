package language

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"happensbefore/grader/allowed"
)

// A Completion is one thing that may come next.
type Completion struct {
	Label  string `json:"label"`
	Detail string `json:"detail"` // its type
	Doc    string `json:"doc"`    // one sentence
	Kind   string `json:"kind"`
}

// The kinds of what may come next.
const (
	function  = "function"
	method    = "method"
	typeName  = "type"
	variable  = "variable"
	constant  = "constant"
	field     = "field"
	namespace = "namespace"
	keyword   = "keyword"
)

// most is how many are offered; who sees more goes on typing instead.
const most = 200

// stand stands in the source for the name that is not there yet.
const stand = "happensbefore_"

// Complete is what may come at an offset, in bytes, in the named file, and
// begins as the word there does.
func (l *Language) Complete(files []File, name string, at int) []Completion {
	files = slices.Clone(files)
	i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
	if i < 0 || at < 0 || at > len(files[i].Source) {
		return []Completion{}
	}
	begun := word(files[i].Source, at)
	files[i].Source = files[i].Source[:at] + stand + files[i].Source[at:]
	v, pos, ok := l.look(files, name, at)
	if !ok {
		return []Completion{}
	}
	offer := offers{language: l, view: v, begun: begun}
	if x := v.selected(pos); x != nil {
		offer.selector(x)
	} else {
		offer.scope(pos)
	}
	slices.SortStableFunc(offer.all, func(a, b Completion) int { return strings.Compare(a.Label, b.Label) })
	offer.all = slices.CompactFunc(offer.all, func(a, b Completion) bool { return a.Label == b.Label })
	return offer.all[:min(len(offer.all), most)]
}

// selected is what stands before the dot of the selector at pos.
func (v view) selected(pos token.Pos) ast.Expr {
	var x ast.Expr
	ast.Inspect(v.file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Pos() <= pos && pos <= s.Sel.End() {
			x = s.X
		}
		return true
	})
	return x
}

type offers struct {
	language *Language
	view     view
	begun    string
	all      []Completion
}

func (o *offers) add(obj types.Object) {
	if obj == nil || obj.Name() == "_" || strings.Contains(obj.Name(), stand) || !begins(obj.Name(), o.begun) {
		return
	}
	o.all = append(o.all, Completion{obj.Name(), o.view.detail(obj), o.language.sentence(o.view, obj), kind(obj)})
}

// begins takes no account of case.
func begins(name, with string) bool {
	return len(name) >= len(with) && strings.EqualFold(name[:len(with)], with)
}

func (o *offers) selector(x ast.Expr) {
	if id, ok := x.(*ast.Ident); ok {
		if p, ok := o.view.info.Uses[id].(*types.PkgName); ok {
			o.exported(p.Imported())
			return
		}
		if o.view.info.Uses[id] == nil {
			o.unimported(id.Name)
			return
		}
	}
	t := o.view.info.Types[x].Type
	if t == nil {
		return
	}
	o.members(t)
}

func (o *offers) exported(p *types.Package) {
	for _, name := range p.Scope().Names() {
		if token.IsExported(name) {
			o.add(p.Scope().Lookup(name))
		}
	}
}

// unimported offers what a package would, were it imported.
func (o *offers) unimported(name string) {
	for _, path := range append(allowed.Packages(), allowed.SimPackages()...) {
		if path != name && !strings.HasSuffix(path, "/"+name) {
			continue
		}
		if p, err := o.language.packages.Import(path); err == nil && p.Name() == name {
			o.exported(p)
		}
	}
}

// members offers the methods of a value of the type and its fields, those of
// embedded structs among them.
func (o *offers) members(t types.Type) {
	methods := t
	if _, pointer := t.Underlying().(*types.Pointer); !pointer && !types.IsInterface(t) {
		methods = types.NewPointer(t)
	}
	set := types.NewMethodSet(methods)
	for i := range set.Len() {
		o.member(set.At(i).Obj())
	}
	o.fields(t, map[types.Type]bool{})
}

func (o *offers) fields(t types.Type, seen map[types.Type]bool) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || seen[t] {
		return
	}
	seen[t] = true
	for i := range s.NumFields() {
		f := s.Field(i)
		o.member(f)
		if f.Embedded() {
			o.fields(f.Type(), seen)
		}
	}
}

func (o *offers) member(obj types.Object) {
	if obj.Exported() || obj.Pkg() == o.view.pkg {
		o.add(obj)
	}
}

// scope offers every name that means something at pos.
func (o *offers) scope(pos token.Pos) {
	for s := o.view.innermost(pos); s != nil; s = s.Parent() {
		for _, name := range s.Names() {
			obj := s.Lookup(name)
			if _, later := obj.(*types.Var); later && obj.Parent() == s && s != o.view.pkg.Scope() && obj.Pos() > pos {
				continue
			}
			o.add(obj)
		}
	}
	for k := token.BREAK; k <= token.VAR; k++ {
		if begins(k.String(), o.begun) && o.begun != "" {
			o.all = append(o.all, Completion{Label: k.String(), Kind: keyword})
		}
	}
}

func (v view) innermost(pos token.Pos) *types.Scope {
	best := v.info.Scopes[v.file]
	if best == nil {
		return v.pkg.Scope()
	}
	if s := best.Innermost(pos); s != nil {
		return s
	}
	return best
}

func (v view) detail(obj types.Object) string {
	switch obj := obj.(type) {
	case *types.PkgName:
		return obj.Imported().Path()
	case *types.TypeName:
		if obj.Type() == nil {
			return ""
		}
		switch u := obj.Type().Underlying().(type) {
		case *types.Struct:
			return "struct"
		case *types.Interface:
			return "interface"
		default:
			return types.TypeString(u, v.qualified)
		}
	case *types.Builtin, *types.Nil:
		return ""
	}
	if obj.Type() == nil {
		return ""
	}
	return types.TypeString(obj.Type(), v.qualified)
}

func kind(obj types.Object) string {
	switch obj := obj.(type) {
	case *types.PkgName:
		return namespace
	case *types.TypeName:
		return typeName
	case *types.Const, *types.Nil:
		return constant
	case *types.Func:
		if obj.Signature().Recv() != nil {
			return method
		}
		return function
	case *types.Builtin:
		return function
	case *types.Var:
		if obj.IsField() {
			return field
		}
	}
	return variable
}
