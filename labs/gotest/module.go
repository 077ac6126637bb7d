package gotest

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
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
	Root    string         // the folder of this program's own module, from which sim is taken
	Env     []string       // of the go command, besides the caller's
}

const (
	goVersion = "1.26.0"
	seedsFile = "every_seed_test.go"
	perSeed   = "_everySeed" // ends the name of the test that runs another once for each seed
)

// What of this program's module goes into the lab's as the module "sim", by
// folder there and here. Its imports of each other are written anew, because
// tests and answers know the package as "sim".
var simFolders = map[string]string{".": "sim", "linear": "sim/linear", "trace": "trace"}

var simImports = strings.NewReplacer(`"happensbefore/sim`, `"sim`, `"happensbefore/trace"`, `"sim/trace"`)

// porcupine is what sim/linear decides with.
const porcupine = "github.com/anishathalye/porcupine"

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
	require, err := m.require()
	if err != nil {
		return err
	}
	files := []course.File{
		{Name: "go.mod", Source: "module lab\n\ngo " + goVersion + "\n\nrequire sim v0.0.0\n\nreplace sim => ./sim\n" + require},
		{Name: "sim/go.mod", Source: "module sim\n\ngo " + goVersion + "\n" + require},
		{Name: seedsFile, Source: seeds},
	}
	files = append(files, m.Learner...)
	files = append(files, m.Tests...)
	for to, from := range simFolders {
		sources, err := m.sources(from)
		if err != nil {
			return err
		}
		for _, f := range sources {
			files = append(files, course.File{Name: path.Join("sim", to, f.Name), Source: f.Source})
		}
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(f.Source), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// sources are the files of a package of this program's, as they stand in the
// lab's module.
func (m Module) sources(folder string) ([]course.File, error) {
	names, err := filepath.Glob(filepath.Join(m.Root, filepath.FromSlash(folder), "*.go"))
	if err != nil {
		return nil, err
	}
	var files []course.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		files = append(files, course.File{Name: filepath.Base(name), Source: simImports.Replace(string(source))})
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("the folder %s of %s has no Go files", folder, m.Root)
	}
	return files, nil
}

// require has the go command take porcupine from where this program's own
// module has it, so that nothing is asked of the network.
func (m Module) require() (string, error) {
	list := exec.Command("go", "list", "-m", "-f", "{{.Version}} {{.Dir}}", porcupine)
	list.Dir = m.Root
	out, err := list.Output()
	version, folder, ok := strings.Cut(strings.TrimSpace(string(out)), " ")
	if err != nil || !ok || folder == "" {
		return "", fmt.Errorf("the module cache does not have %s: %q, %w", porcupine, out, err)
	}
	return fmt.Sprintf("\nrequire %s %s\n\nreplace %s => %s\n", porcupine, version, porcupine, folder), nil
}

// everySeed is the source of the tests that run the seeded checks once for
// each seed, under names in which sim finds the seed, and once more on the
// first that fails, so that sim tells the shortest schedule that does.
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
func %[1]s%[2]s(t *testing.T) {
	failed := ""
	for seed := 1; seed <= %[3]d; seed++ {
		if name := "seed=" + strconv.Itoa(seed); !t.Run(name, %[1]s) && failed == "" {
			failed = name
		}
	}
	if failed != "" {
		t.Run(failed+"/shortest", %[1]s)
	}
}
`, c.Test, perSeed, c.Seeds)
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
