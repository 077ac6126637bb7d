// Package static owns the scripts, styles and fonts of the pages: their sources
// in src, and what the bundler makes of them in dist, which is embedded in the
// program.
//
// It imports no other room. Everything in dist is public.
package static

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// The dot file keeps the folder in a fresh clone, where nothing is built yet.
//
//go:embed all:dist
var dist embed.FS

// Prefix is where the server serves the files, and CacheControl what it says
// of them: a name holds the hash of its content, so a file never changes.
const (
	Prefix       = "/static/"
	CacheControl = "public, max-age=31536000, immutable"
)

// ErrNotBuilt says that the program was compiled without its scripts and styles.
var ErrNotBuilt = errors.New("static: dist holds no manifest.json: run make build")

// Assets are the files of one build. They do not change once opened.
type Assets struct {
	names map[string]string // plain name to hashed name
	files map[string]File   // by hashed name
}

// A File is one file in every coding that it is kept in. Gzip and Brotli are
// nil where compressing does not pay, as with fonts. Identity is nil for what
// the engines load, which is large and kept as Brotli alone.
type File struct {
	Type     string // Content-Type
	Identity []byte
	Gzip     []byte
	Brotli   []byte
}

// Open reads the files that were embedded when the program was built.
func Open() (*Assets, error) {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	return open(sub)
}

const manifestFile = "manifest.json"

func open(fsys fs.FS) (*Assets, error) {
	manifest, err := fs.ReadFile(fsys, manifestFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNotBuilt
	}
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	a := &Assets{files: make(map[string]File)}
	if err := json.Unmarshal(manifest, &a.names); err != nil {
		return nil, fmt.Errorf("static: manifest.json: %w", err)
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".br")
		kind, served := types[path.Ext(name)]
		if _, known := a.files[name]; known || !served || name == manifestFile {
			continue
		}
		f := File{Type: kind}
		if f.Identity, err = optional(fsys, name); err != nil {
			return nil, err
		}
		if f.Gzip, err = optional(fsys, name+".gz"); err != nil {
			return nil, err
		}
		if f.Brotli, err = optional(fsys, name+".br"); err != nil {
			return nil, err
		}
		a.files[name] = f
	}
	for plain, hashed := range a.names {
		if _, ok := a.files[hashed]; !ok {
			return nil, fmt.Errorf("static: manifest.json: %s: no file %s: run make build", plain, hashed)
		}
	}
	return a, nil
}

// types are the kinds of file that are served; dist holds no other but the
// manifest and the compressed copies.
var types = map[string]string{
	".bin":   "application/octet-stream",
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".json":  "application/json",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".wasm":  "application/wasm",
	".woff2": "font/woff2",
}

func optional(fsys fs.FS, name string) ([]byte, error) {
	b, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("static: %w", err)
	}
	return b, nil
}

// URL is where the file of the plain name ("site.css") is served. A name that
// the build does not have gives a URL that is not found.
func (a *Assets) URL(name string) string {
	if hashed, ok := a.names[name]; ok {
		return Prefix + hashed
	}
	return Prefix + name
}

// Paths are where the files are served, in the order of their names.
func (a *Assets) Paths() []string {
	var paths []string
	for name := range a.files {
		paths = append(paths, Prefix+name)
	}
	slices.Sort(paths)
	return paths
}

// File is the file that is served at a path below Prefix.
func (a *Assets) File(urlPath string) (File, bool) {
	f, ok := a.files[strings.TrimPrefix(urlPath, Prefix)]
	return f, ok
}
