// Package language answers an editor: what may come next at a place in a
// learner's source, and what a name there is. It reads sources that are still
// being written, and says nothing of whether they are right; the front end does.
//
// It imports the front end, for the packages that submitted code may import.
package language

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"go/types"
	"strings"

	"happensbefore/grader/frontend"
)

//go:generate go run ./generate

// A File is a source file by name, without a folder.
type File struct {
	Name   string `json:"name"`
	Source string `json:"source"`
}

// A Language answers for one set of packages. It is not to be used by two
// goroutines at once.
type Language struct {
	packages *frontend.Packages
	docs     docs
}

// New answers with the packages that submitted code may import.
func New(packages *frontend.Packages) *Language { return &Language{packages: packages} }

// A view is sources as far as they can be read and understood.
type view struct {
	fset *token.FileSet
	file *ast.File // the one that was asked about
	all  []*ast.File
	pkg  *types.Package
	info types.Info
}

// look reads the files; at is an offset in bytes in the named one, and becomes a
// position.
func (l *Language) look(files []File, name string, at int) (view, token.Pos, bool) {
	v := view{fset: token.NewFileSet()}
	for _, f := range files {
		parsed, _ := parser.ParseFile(v.fset, f.Name, f.Source, parser.ParseComments|parser.SkipObjectResolution) // as far as it goes
		if parsed == nil {
			continue
		}
		v.all = append(v.all, parsed)
		if f.Name == name {
			v.file = parsed
		}
	}
	if v.file == nil {
		return v, token.NoPos, false
	}
	in := v.fset.File(v.file.FileStart)
	if in == nil || at < 0 || at > in.Size() {
		return v, token.NoPos, false
	}
	v.info = types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes:     map[ast.Node]*types.Scope{},
	}
	config := types.Config{Importer: l.packages, Error: func(error) {}, Sizes: types.SizesFor("gc", "amd64")}
	v.pkg, _ = config.Check("lab", v.fset, v.all, &v.info) // as far as it goes
	return v, in.Pos(at), true
}

// qualified names other packages as source would.
func (v view) qualified(p *types.Package) string {
	if p == v.pkg {
		return ""
	}
	return p.Name()
}

// sentence is the first sentence of what is said of an object.
func (l *Language) sentence(v view, o types.Object) string {
	if p, ok := o.(*types.PkgName); ok {
		return l.docs.of(p.Imported().Path())
	}
	if o.Pkg() == nil {
		return builtins[o.Name()]
	}
	if o.Pkg() == v.pkg {
		return v.said(o.Pos())
	}
	name := o.Name()
	if f, ok := o.(*types.Func); ok {
		if recv := f.Signature().Recv(); recv != nil {
			t := recv.Type()
			if p, ok := t.(*types.Pointer); ok {
				t = p.Elem()
			}
			if n, ok := t.(*types.Named); ok {
				name = n.Obj().Name() + "." + name
			}
		}
	}
	return l.docs.of(o.Pkg().Path() + "." + name)
}

// said is the first sentence of the comment on what the sources declare at pos.
func (v view) said(pos token.Pos) string {
	text := ""
	for _, file := range v.all {
		if pos < file.FileStart || pos > file.FileEnd {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Pos() == pos {
					text = n.Doc.Text()
				}
			case *ast.GenDecl:
				for _, spec := range n.Specs {
					if declares(spec, pos) {
						if text = docOf(spec); text == "" {
							text = n.Doc.Text()
						}
					}
				}
			case *ast.Field:
				for _, name := range n.Names {
					if name.Pos() == pos {
						text = n.Doc.Text() + n.Comment.Text()
					}
				}
			}
			return text == ""
		})
	}
	return new(doc.Package).Synopsis(text)
}

func declares(spec ast.Spec, pos token.Pos) bool {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		return s.Name.Pos() == pos
	case *ast.ValueSpec:
		for _, n := range s.Names {
			if n.Pos() == pos {
				return true
			}
		}
	}
	return false
}

func docOf(spec ast.Spec) string {
	switch s := spec.(type) {
	case *ast.TypeSpec:
		return s.Doc.Text() + s.Comment.Text()
	case *ast.ValueSpec:
		return s.Doc.Text() + s.Comment.Text()
	}
	return ""
}

// word is the beginning of the identifier that ends at an offset.
func word(source string, at int) string {
	rest := strings.TrimRightFunc(source[:at], func(r rune) bool {
		return r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127
	})
	return source[len(rest):at]
}
