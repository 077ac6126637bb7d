package labs_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"happensbefore/labs"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Every folder of testdata is one case: a lab file, and the problems that
// loading it must report. A case without problems has an empty golden file.
func TestLoadReportsProblems(t *testing.T) {
	folders, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	if len(folders) == 0 {
		t.Fatal("no cases in testdata")
	}
	for _, folder := range folders {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			_, problems := labs.Load(os.DirFS(folder), "labs")
			var got strings.Builder
			for _, p := range problems {
				got.WriteString(p.String() + "\n")
			}
			golden := filepath.Join(folder, "problems.golden")
			if *update {
				if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// The labs that the program comes with break no rule.
func TestLabsKeepTheRules(t *testing.T) {
	shelf, problems := labs.Load(labs.FS, "labs")
	for _, p := range problems {
		t.Error(p)
	}
	if len(shelf.Labs()) == 0 {
		t.Error("there are no labs")
	}
}
