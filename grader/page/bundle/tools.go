package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// The tools know fifteen architectures, and the page compiles for one. So their
// main functions are replaced by ones that name only that, and the compiler's
// choice among rewriting rules is cut down to it; the linker then leaves out the
// rest.
const (
	compileMain = `package main

import (
	"cmd/compile/internal/base"
	"cmd/compile/internal/gc"
	"cmd/compile/internal/wasm"
	"internal/buildcfg"
	"log"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("compile: ")
	buildcfg.Check()
	gc.Main(wasm.Init)
	base.Exit(0)
}
`
	linkMain = `package main

import (
	"cmd/link/internal/ld"
	"cmd/link/internal/wasm"
	"internal/buildcfg"
)

func main() {
	buildcfg.Check()
	arch, theArch := wasm.Init()
	ld.Main(arch, theArch)
}
`
)

// overlay is the replaced files by their path in the distribution.
func (g goTool) overlay() (map[string][]byte, error) {
	rules := filepath.Join(g.root, "src/cmd/compile/internal/ssa/config.go")
	text, err := onlyWasm(rules)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{
		filepath.Join(g.root, "src/cmd/compile/main.go"): []byte(compileMain),
		filepath.Join(g.root, "src/cmd/link/main.go"):    []byte(linkMain),
		rules: text,
	}, nil
}

// onlyWasm is the file with the other architectures taken out of its first
// choice among them.
func onlyWasm(name string) ([]byte, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, nil, 0)
	if err != nil {
		return nil, err
	}
	cut := false
	ast.Inspect(file, func(n ast.Node) bool {
		s, ok := n.(*ast.SwitchStmt)
		if !ok || cut {
			return !cut
		}
		if on, ok := s.Tag.(*ast.Ident); !ok || on.Name != "arch" {
			return true
		}
		s.Body.List = slices.DeleteFunc(s.Body.List, func(c ast.Stmt) bool {
			of := c.(*ast.CaseClause).List // the clauses of a switch are nothing else
			return len(of) > 0 && !slices.ContainsFunc(of, func(e ast.Expr) bool {
				name, ok := e.(*ast.BasicLit)
				return ok && name.Value == `"wasm"`
			})
		})
		cut = true
		return false
	})
	if !cut {
		return nil, fmt.Errorf("%s: no choice of an architecture", name)
	}
	var out bytes.Buffer
	if err := printer.Fprint(&out, fset, file); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func toolInputs(_ context.Context, g goTool) (string, error) {
	files, err := g.overlay()
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, g.version, host)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		fmt.Fprintf(sum, "%s %d\n%s", name, len(files[name]), files[name])
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// makeTool builds a tool of the distribution as a module.
func makeTool(ctx context.Context, g goTool, pkg, to string) error {
	dir, err := os.MkdirTemp("", "overlay-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	files, err := g.overlay()
	if err != nil {
		return err
	}
	replace := map[string]string{}
	for i, name := range slices.Sorted(maps.Keys(files)) {
		at := filepath.Join(dir, fmt.Sprintf("%d.go", i))
		if err := os.WriteFile(at, files[name], 0o644); err != nil {
			return err
		}
		replace[name] = at
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	overlay := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(overlay, text, 0o644); err != nil {
		return err
	}
	_, err = g.output(ctx, host, "build", "-overlay="+overlay, "-trimpath", "-ldflags=-s -w", "-o", to, pkg)
	return err
}
