package compiled

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"happensbefore/grader/compiled/source"
)

// Format is the version of the bundle's layout that this package reads.
const Format = 1

// What a bundle consists of. Archives lie in a folder of their own, under the
// hash of their content.
const (
	ManifestFile = "manifest.json"
	CompileFile  = "compile"
	LinkFile     = "link"
	JailerFile   = "jailer"
	ArchivesDir  = "archives"
)

// The packages of this module that a bundle holds besides the simulator's: what a compiled
// lab's main calls, what stands for testing/synctest, and what every learner's
// package imports.
const (
	InsidePackage   = source.InsidePackage
	SynctestPackage = "happensbefore/grader/compiled/inside/synctest"
	LimitsPackage   = source.LimitsPackage
)

// A Set is the archives of all packages, built in one way.
type Set string

const (
	RaceSet     Set = "race"     // for labs: under the race detector
	FaketimeSet Set = "faketime" // for programs: in the playground's virtual time
)

// ConfigFile is the linker's configuration of the set, with paths from the
// bundle's folder on.
func (s Set) ConfigFile() string { return string(s) + ".importcfg" }

// A Manifest says what a bundle is and was made from.
type Manifest struct {
	Format int    `json:"format"`
	Go     string `json:"go"`
	OS     string `json:"os"`
	Arch   string `json:"arch"`
	Inputs string `json:"inputs"` // hash of the sources that it was made from
	Hash   string `json:"hash"`   // of all the rest of this manifest
	Files  []File `json:"files"`
}

// A File is one file of a bundle, by its path from the bundle's folder on.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Sum is the manifest's hash, without which its files are not to be used.
func (m Manifest) Sum() (string, error) {
	m.Hash = ""
	text, err := json.Marshal(m)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// ReadManifest reads the manifest of the bundle in dir and holds the files
// there to it, by their sizes: an interrupted copy is found, a changed byte is
// not.
func ReadManifest(dir string) (Manifest, error) {
	var m Manifest
	text, err := os.ReadFile(filepath.Join(dir, ManifestFile))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("%s: %w", ManifestFile, err)
	}
	if m.Format != Format || m.OS != runtime.GOOS || m.Arch != runtime.GOARCH {
		return m, fmt.Errorf("the bundle is format %d for %s/%s; this program takes format %d for %s/%s", m.Format, m.OS, m.Arch, Format, runtime.GOOS, runtime.GOARCH)
	}
	sum, err := m.Sum()
	if err != nil {
		return m, err
	}
	if sum != m.Hash {
		return m, errors.New("the manifest is not as it was written")
	}
	for _, f := range m.Files {
		info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.Name)))
		if err != nil {
			return m, err
		}
		if info.Size() != f.Size {
			return m, fmt.Errorf("%s has %d bytes; its manifest says %d", f.Name, info.Size(), f.Size)
		}
	}
	return m, nil
}
