// Command generate writes the first sentence of what Go's documentation says of
// every exported name of the allowed packages. It reads the local distribution.
package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"happensbefore/grader/allowed"
)

func main() {
	if err := run("docs.json.gz"); err != nil {
		fmt.Fprintln(os.Stderr, "language/generate:", err)
		os.Exit(1)
	}
}

func run(name string) error {
	sentences := map[string]string{}
	for _, path := range append(allowed.Packages(), allowed.TestPackages()...) {
		if err := read(path, path, sentences); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	for _, path := range allowed.SimPackages() {
		if err := read(allowed.Module+path, path, sentences); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(w).Encode(sentences); err != nil { // sorted by key
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return f.Close()
}

// read reads the package at a path, which sources know by another.
func read(at, path string, sentences map[string]string) error {
	out, err := exec.Command("go", "list", "-f", `{{.Dir}}{{range .GoFiles}} {{.}}{{end}}`, at).Output()
	if err != nil {
		return err
	}
	fields := strings.Fields(string(out))
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range fields[1:] {
		file, err := parser.ParseFile(fset, filepath.Join(fields[0], name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	pkg, err := doc.NewFromFiles(fset, files, path)
	if err != nil {
		return err
	}
	say := func(name, text string) {
		if s := pkg.Synopsis(text); s != "" {
			sentences[name] = s
		}
	}
	say(path, pkg.Doc)
	values := func(all []*doc.Value) {
		for _, v := range all {
			for _, spec := range v.Decl.Specs {
				s, ok := spec.(*ast.ValueSpec)
				if !ok {
					continue
				}
				text := s.Doc.Text() + s.Comment.Text()
				if text == "" {
					text = v.Doc
				}
				for _, n := range s.Names {
					say(path+"."+n.Name, text)
				}
			}
		}
	}
	values(pkg.Consts)
	values(pkg.Vars)
	for _, f := range pkg.Funcs {
		say(path+"."+f.Name, f.Doc)
	}
	for _, t := range pkg.Types {
		say(path+"."+t.Name, t.Doc)
		values(t.Consts)
		values(t.Vars)
		for _, f := range t.Funcs {
			say(path+"."+f.Name, f.Doc)
		}
		for _, m := range t.Methods {
			say(path+"."+t.Name+"."+m.Name, m.Doc)
		}
	}
	return nil
}
