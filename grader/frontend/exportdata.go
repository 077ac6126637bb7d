package frontend

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/gcexportdata"
)

//go:embed exportdata.zip
var exportDataZip []byte

// Packages are what submitted code may import, as the type-checker sees it,
// from the embedded zip file: each package is read when it is first asked for.
// They may serve one set of sources after another, in one goroutine.
type Packages struct {
	fset *token.FileSet
	zip  *zip.Reader
	read map[string]*types.Package
	lab  *types.Package // the learner's, imported as "lab"
}

// OpenPackages opens the packages and reads none of them.
func OpenPackages() (*Packages, error) {
	r, err := zip.NewReader(bytes.NewReader(exportDataZip), int64(len(exportDataZip)))
	if err != nil {
		return nil, fmt.Errorf("frontend: export data: %w", err)
	}
	return &Packages{fset: token.NewFileSet(), zip: r, read: map[string]*types.Package{}}, nil
}

// ReadAll reads every package, so that no source has to wait for one.
func (p *Packages) ReadAll() error {
	for _, f := range p.zip.File {
		if _, err := p.Import(f.Name); err != nil {
			return fmt.Errorf("frontend: export data: %w", err)
		}
	}
	return nil
}

// Import implements types.Importer.
func (p *Packages) Import(path string) (*types.Package, error) {
	if path == "lab" && p.lab != nil {
		return p.lab, nil
	}
	if pkg := p.read[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	f, err := p.zip.Open(path)
	if err != nil {
		return nil, fmt.Errorf("package %s is not available", path)
	}
	defer f.Close()
	return gcexportdata.Read(f, p.fset, p.read, path)
}
