package language

import (
	"go/ast"
	"go/types"
)

// A Hover is what a name is.
type Hover struct {
	Text string `json:"text"` // its declaration in short
	Doc  string `json:"doc"`  // one sentence
}

// Hover is what the name at an offset, in bytes, in the named file is; nil where
// there is none, or none that means anything.
func (l *Language) Hover(files []File, name string, at int) *Hover {
	v, pos, ok := l.look(files, name, at)
	if !ok {
		return nil
	}
	var id *ast.Ident
	ast.Inspect(v.file, func(n ast.Node) bool {
		if i, ok := n.(*ast.Ident); ok && i.Pos() <= pos && pos <= i.End() {
			id = i
		}
		return true
	})
	if id == nil {
		return nil
	}
	obj := v.info.Uses[id]
	if obj == nil {
		obj = v.info.Defs[id]
	}
	if obj == nil || obj.Type() == nil && obj.Pkg() != nil {
		return nil
	}
	return &Hover{Text: v.declared(obj), Doc: l.sentence(v, obj)}
}

func (v view) declared(obj types.Object) string {
	switch obj := obj.(type) {
	case *types.Builtin:
		return "func " + obj.Name()
	case *types.Nil:
		return "nil"
	case *types.PkgName:
		return "package " + obj.Imported().Name() + " (" + obj.Imported().Path() + ")"
	}
	return types.ObjectString(obj, v.qualified)
}
