package interpreted

import (
	"io"
	"testing"
)

func TestThePanicsPlaceIsTheInnermostOneInTheLearnersFiles(t *testing.T) {
	trace := &panicTrace{next: io.Discard}
	for _, line := range []string{
		"src/labtest/hidden.go:9:3: panic: labtest.helper(...)\n",
		"src/lab/clock.go:12:3: panic: lab.Tick(...)\n",
		"src/lab/clock.go:30:1: panic: lab.Send(...)\n",
	} {
		if _, err := io.WriteString(trace, line); err != nil {
			t.Fatal(err)
		}
	}
	shown := map[string]bool{"src/lab/clock.go": true}
	if file, line, ok := trace.first(shown); file != "src/lab/clock.go" || line != 12 || !ok {
		t.Errorf("%s:%d %v", file, line, ok)
	}
	if _, _, ok := trace.first(shown); ok {
		t.Error("a panic was told twice")
	}
}

func TestFaultsInsideReflectAreToldInGosWords(t *testing.T) {
	for said, want := range map[string]string{
		"reflect: slice index out of range":                  "runtime error: index out of range",
		"reflect: call of reflect.Value.Field on zero Value": "runtime error: invalid memory address or nil pointer dereference",
		"reflect.Value.Slice: slice index out of bounds":     "runtime error: slice bounds out of range",
		"boom":                           "boom",
		"assignment to entry in nil map": "assignment to entry in nil map",
	} {
		if got := goWords(said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}
