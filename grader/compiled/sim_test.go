package compiled

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"happensbefore/course"
	"happensbefore/grader/wire"
)

// courier is a file of the lab whose simulated process panics. The interpreted
// engine is held to the same one.
func courier(t *testing.T, name string) course.File {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "testdata", "courier", name))
	if err != nil {
		t.Fatal(err)
	}
	return course.File{Name: name, Source: string(source)}
}

func TestAPanicOfASimulatedProcessNamesTheLearnersLine(t *testing.T) {
	job := jobOf([]course.File{courier(t, "courier.go")}, []course.File{courier(t, "hidden_test.go")},
		[]course.Check{{Test: "TestWalk"}, {Test: "TestBubble", Seeds: 2}})
	r := buildAndRun(t, job)
	told := 0
	for _, f := range r.frames {
		if f.Kind != wire.Checked {
			continue
		}
		told++
		if want := "panic: runtime error: index out of range [0] with length 0 (courier.go, line 22)"; f.Result.Passed || !strings.Contains(f.Result.Message, want) {
			t.Errorf("%s: %q, want %q", f.Test, f.Result.Message, want)
		}
	}
	if told != 2 || !r.clean() {
		t.Errorf("%d checks told, clean: %v\n%s", told, r.clean(), r.Errors)
	}
}
