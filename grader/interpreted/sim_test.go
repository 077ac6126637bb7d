package interpreted

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"happensbefore/grader/wire"
)

// do runs a job to its end and returns what it printed and reported.
func do(t testing.TB, job wire.Job) (printed string, frames []wire.Frame) {
	t.Helper()
	var out bytes.Buffer
	var once sync.Once
	ended := make(chan bool)
	go func() { // a job's last goroutine never ends: its process does
		report := func(f wire.Frame) { frames = append(frames, f) }
		if err := Run(job, report, &out, func() { once.Do(func() { close(ended) }) }); err != nil {
			t.Error(err)
		}
	}()
	<-ended
	return out.String(), frames
}

// What a thousand seeds give is in sim's golden file, and the same interpreted.
func TestAThousandSeedsGiveTheSameInterpreted(t *testing.T) {
	source, err := os.ReadFile("../../sim/testdata/thousand/main.go")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../../sim/testdata/thousand/printed.golden")
	if err != nil {
		t.Fatal(err)
	}
	got, frames := do(t, wire.Job{Files: []wire.File{{Name: "main.go", Source: source}}})
	if got != string(want) {
		t.Errorf("it prints\n%s\nwant\n%s\n%+v", got, want, frames)
	}
}

// courier is a file of the lab whose simulated process panics. The compiled
// engine is held to the same one.
func courier(t *testing.T, name string) wire.File {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "testdata", "courier", name))
	if err != nil {
		t.Fatal(err)
	}
	return wire.File{Name: name, Source: source}
}

func TestAPanicOfASimulatedProcessNamesTheLearnersLine(t *testing.T) {
	_, frames := do(t, wire.Job{
		Files:  []wire.File{courier(t, "courier.go")},
		Tests:  []wire.File{courier(t, "hidden_test.go")},
		Checks: []wire.Check{{Test: "TestWalk", Seeds: 1}, {Test: "TestBubble", Seeds: 2}},
	})
	told := 0
	for _, f := range frames {
		if f.Kind != wire.Checked {
			continue
		}
		told++
		// The interpreter knows the function, and not always which of its lines.
		if want := "index out of range (courier.go, line 2"; f.Result.Passed || !strings.Contains(f.Result.Message, want) {
			t.Errorf("%s: %q, want %q", f.Test, f.Result.Message, want)
		}
	}
	if told != 2 {
		t.Errorf("%d checks told: %+v", told, frames)
	}
}
