package sim_test

import (
	"os/exec"
	"testing"
)

// What searches come to is in a golden file, to which the engines are held.
func TestSearchesComeToTheSameInEveryProcess(t *testing.T) {
	got, err := exec.Command("go", "run", program(t, "testdata/searches/main.go")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, got)
	}
	hold(t, "testdata/searches/printed.golden", got, *update)
}
