package gotest

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"happensbefore/course"
)

// A Module is what one run of a lab consists of.
type Module struct {
	Learner []course.File  // the package "lab"
	Tests   []course.File  // visible and hidden
	Checks  []course.Check // the tests to run, each on all of its seeds
	Sim     fs.FS          // the folder of package sim
	Env     []string       // of the go command, besides the caller's
}

const (
	goVersion = "1.26.0"
	seedsFile = "every_seed_test.go"
	perSeed   = "_everySeed" // ends the name of the test that runs another once for each seed
)

// Write lays the module out in the folder dir, which must exist.
func (m Module) Write(dir string) error {
	if err := m.write(dir); err != nil {
		return fmt.Errorf("gotest: module in %s: %w", dir, err)
	}
	return nil
}

func (m Module) write(dir string) error {
	seeds, err := m.everySeed()
	if err != nil {
		return err
	}
	files := []course.File{
		{Name: "go.mod", Source: "module lab\n\ngo " + goVersion + "\n\nrequire sim v0.0.0\n\nreplace sim => ./sim\n"},
		{Name: "sim/go.mod", Source: "module sim\n\ngo " + goVersion + "\n"},
		{Name: seedsFile, Source: seeds},
	}
	files = append(files, m.Learner...)
	files = append(files, m.Tests...)
	sources, err := fs.Glob(m.Sim, "*.go")
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return errors.New("the folder of package sim has no Go files")
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := fs.ReadFile(m.Sim, name)
		if err != nil {
			return err
		}
		files = append(files, course.File{Name: path.Join("sim", name), Source: string(source)})
	}
	if err := os.MkdirAll(filepath.Join(dir, "sim"), 0o755); err != nil {
		return err
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(f.Name)), []byte(f.Source), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// everySeed is the source of the tests that run the seeded checks once for
// each seed, under names in which sim finds the seed.
func (m Module) everySeed() (string, error) {
	if len(m.Tests) == 0 {
		return "", errors.New("there are no tests")
	}
	clause, err := parser.ParseFile(token.NewFileSet(), m.Tests[0].Name, m.Tests[0].Source, parser.PackageClauseOnly)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport (\n\t\"strconv\"\n\t\"testing\"\n)\n\nvar _ = strconv.Itoa\n\nvar _ *testing.T\n", clause.Name.Name)
	for _, c := range m.Checks {
		if c.Seeds > 1 {
			fmt.Fprintf(&b, `
func %s%s(t *testing.T) {
	for seed := 1; seed <= %d; seed++ {
		t.Run("seed="+strconv.Itoa(seed), %s)
	}
}
`, c.Test, perSeed, c.Seeds, c.Test)
		}
	}
	return b.String(), nil
}

// function is the name of the test that go test must run for the check.
func function(c course.Check) string {
	if c.Seeds > 1 {
		return c.Test + perSeed
	}
	return c.Test
}
