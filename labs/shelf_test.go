package labs_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

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

// Whatever is edited, loading again gives what loading anew gives.
func TestLoadingLabsAgainIsLoadingThemAnew(t *testing.T) {
	whole, err := labs.FS.ReadFile("lamport-clock.md")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"lamport-clock.md": {Data: whole}}
	var loader labs.Loader
	for _, text := range []string{
		string(whole), string(whole),
		strings.Replace(string(whole), "summary:", "sumary:", 1),
		strings.Replace(string(whole), "## What you build", "## What you make\n\n[There](other.md)", 1),
		string(whole),
	} {
		files["lamport-clock.md"] = &fstest.MapFile{Data: []byte(text)}
		again, problems := loader.Load(files, "labs")
		anew, wanted := labs.Load(files, "labs")
		if diff := cmp.Diff(wanted, problems); diff != "" {
			t.Errorf("problems (-anew +again):\n%s", diff)
		}
		if diff := cmp.Diff(anew.Labs(), again.Labs()); diff != "" {
			t.Errorf("labs (-anew +again):\n%s", diff)
		}
	}
}
