package sim_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What searches come to is in a golden file, to which the engines are held.
func TestSearchesComeToTheSameInEveryProcess(t *testing.T) {
	const folder = "testdata/searches"
	source, err := os.ReadFile(filepath.Join(folder, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	main := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(main, []byte(strings.Replace(string(source), `"sim"`, `"happensbefore/sim"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := exec.Command("go", "run", main).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, got)
	}
	golden := filepath.Join(folder, "printed.golden")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; make it with -update", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("-golden +got\n%s", diff)
	}
}
