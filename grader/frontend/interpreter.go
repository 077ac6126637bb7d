package frontend

import (
	"fmt"
	"go/ast"
	"go/types"
)

// forInterpreter prepares sources without mistakes for the interpreter, and
// says where it would not do as the compiler does.
func (c *checker) forInterpreter(r *Result) {
	// A fault of ours here must not look like a panic of the learner's.
	defer func() {
		if fault := recover(); fault != nil {
			r.Inexact = []Diagnostic{{File: c.sources[0].Name, Line: 1, Column: 1,
				Message: fmt.Sprintf("anything that its own check stumbles over (%v)", fault)}}
		}
	}()
	lowered, l := lower(c.fset, c.info, c.pkg, c.sources, c.without)
	r.Lowered = lowered
	r.Inexact = guard(c.fset, l, c.sources)
	// No guard stops what a lab's author wrote: each lab is proven in both
	// engines before it is served. But it may be modern Go as well.
	if c.lab.pkg != nil && len(r.Inexact) == 0 {
		r.Tests, _ = lower(c.fset, c.lab.info, c.lab.pkg, c.lab.sources, c.without)
	}
}

// newInfo asks the type checker for what lowering and guard need.
func newInfo() *types.Info {
	return &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Instances:  map[*ast.Ident]types.Instance{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
		Scopes:     map[ast.Node]*types.Scope{},
	}
}
