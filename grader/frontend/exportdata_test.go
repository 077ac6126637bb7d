package frontend

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/grader/allowed"
)

func newChecker() (*checker, error) {
	p, err := OpenPackages()
	if err != nil {
		return nil, err
	}
	return p.checker(), nil
}

func TestAllPackagesAreThoseThatMayBeImported(t *testing.T) {
	p, err := OpenPackages()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.ReadAll(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for path, pkg := range p.read {
		if pkg.Complete() {
			got = append(got, path)
		}
	}
	want := append(append(allowed.Packages(), allowed.TestPackages()...), allowed.SimPackages()...)
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPackagesServeOneSetOfSourcesAfterAnother(t *testing.T) {
	p, err := OpenPackages()
	if err != nil {
		t.Fatal(err)
	}
	answer := []File{{"double.go", []byte("package double\n\nimport \"sync/atomic\"\n\nvar calls atomic.Int64\n\nfunc Double(n int) int { calls.Add(1); return 2 * n }\n")}}
	tests := []File{{"hidden_test.go", []byte("package double_test\n\nimport (\n\t\"testing\"\n\n\tdouble \"lab\"\n)\n\nfunc TestDouble(t *testing.T) { t.Log(double.Double(1)) }\n")}}
	alone, err := Lab(answer, tests)
	if err != nil || len(alone.Diagnostics) > 0 {
		t.Fatal(err, alone.Diagnostics)
	}
	for range 3 {
		after, err := p.Lab(answer, tests)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(alone, after); diff != "" {
			t.Errorf("(-alone +after others)\n%s", diff)
		}
		// What the last learner wrote is not there for the next to import.
		r := p.Program([]File{{"main.go", []byte("package main\n\nimport \"lab\"\n\nfunc main() { lab.Double(1) }\n")}})
		if len(r.Diagnostics) == 0 || !strings.Contains(r.Diagnostics[0].Message, "lab") {
			t.Errorf("a program that imports the lab: %v", r.Diagnostics)
		}
	}
}

// A property that sim/linear makes is one that a system of sim takes.
func TestTypesOfTheSimulatorAreTheSameInAllOfItsPackages(t *testing.T) {
	answer := []File{{"double.go", []byte("package double\n\nfunc Double(n int) int { return 2 * n }\n")}}
	tests := []File{{"hidden_test.go", []byte("package double_test\n\nimport (\n\t\"testing\"\n\n\t\"sim\"\n\t\"sim/linear\"\n)\n\n" +
		"func TestRegister(t *testing.T) {\n\tvar p sim.Property = linear.Linearizable(\"it is one register\", linear.Register())\n\tt.Log(p.Says)\n}\n")}}
	r, err := Lab(answer, tests)
	if err != nil || len(r.Diagnostics) > 0 {
		t.Error(err, r.Diagnostics)
	}
}
