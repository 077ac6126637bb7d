package sim_test

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/sim"
)

var update = flag.Bool("update", false, "write golden files anew")

// A thousand seeds give the same runs in every process. The golden file holds
// other machines, and the engines, to the same; it changes where what a seed
// draws, or what a diagram says, changes.
func TestAThousandSeedsGiveTheSameInEveryProcess(t *testing.T) {
	built := filepath.Join(t.TempDir(), "thousand")
	if out, err := exec.Command("go", "build", "-o", built, program(t, "testdata/thousand/main.go")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for run := range 2 {
		cmd := exec.Command(built)
		// Neither how many processors there are nor when garbage is collected may matter.
		cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", 1+3*run), fmt.Sprintf("GOGC=%d", 20+180*run))
		got, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, got)
		}
		t.Run(fmt.Sprintf("process %d", run+1), func(t *testing.T) {
			hold(t, "testdata/thousand/printed.golden", got, *update && run == 0)
		})
	}
}

// program is a main file of testdata where the go command can build it: labs
// and programs name the package by its short name.
func program(t *testing.T, file string) string {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	main := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(main, []byte(strings.Replace(string(source), `"sim"`, `"happensbefore/sim"`, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	return main
}

// hold compares what was printed with a golden file, which it writes first where
// anew says so.
func hold(t *testing.T, golden string, got []byte, anew bool) {
	t.Helper()
	if anew {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; make it with -update", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-golden +got)\n%s", diff)
	}
}

// In one process too, where maps have other orders and memory other addresses.
func TestAThousandSeedsGiveTheSameTwice(t *testing.T) {
	for name, system := range systems {
		var first []byte
		for range 2 {
			h := sha256.New()
			for seed := uint64(1); seed <= 1000; seed++ {
				s := system()
				s.For /= 10
				drawn := sim.Random(s, seed)
				out := sim.Run(s, drawn.Schedule)
				if out.Events != drawn.Events {
					t.Fatalf("%s, seed %d: %d events were drawn, and run again %d", name, seed, drawn.Events, out.Events)
				}
				fmt.Fprint(h, out.Schedule, out.Text())
			}
			if first == nil {
				first = h.Sum(nil)
			} else if string(first) != string(h.Sum(nil)) {
				t.Errorf("%s: two hashes of the same thousand seeds", name)
			}
		}
	}
}
