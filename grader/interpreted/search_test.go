package interpreted

import (
	"os"
	"testing"

	"happensbefore/grader/wire"
)

func searches(t testing.TB) (source []byte, want string) {
	t.Helper()
	source, err := os.ReadFile("../../sim/testdata/searches/main.go")
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("../../sim/testdata/searches/printed.golden")
	if err != nil {
		t.Fatal(err)
	}
	return source, string(golden)
}

// What searches come to is in sim's golden file, and the same interpreted.
func TestSearchesComeToTheSameInterpreted(t *testing.T) {
	source, want := searches(t)
	if got, frames := do(t, wire.Job{Files: []wire.File{{Name: "main.go", Source: source}}}); got != want {
		t.Errorf("it prints\n%s\nwant\n%s\n%+v", got, want, frames)
	}
}

// BenchmarkSearches is those searches interpreted, what it takes to come up
// included.
func BenchmarkSearches(b *testing.B) {
	source, _ := searches(b)
	for b.Loop() {
		do(b, wire.Job{Files: []wire.File{{Name: "main.go", Source: source}}})
	}
}
