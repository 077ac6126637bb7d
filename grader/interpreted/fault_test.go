package interpreted

import (
	"errors"
	"io"
	"strings"
	"testing"

	"happensbefore/grader/wire"
)

func TestTheInterpretersOwnPanicIsNotTheLearners(t *testing.T) {
	for panicked, fault := range map[any]bool{
		"reflect.Set: value of type int is not assignable to type error": true,
		"reflect: call of reflect.Value.Len on int Value":                true,
		"src/lab/main.go:3:7: invalid interface value {}":                true,
		"boom": false,
		"reflect: call of reflect.Value.Field on zero Value": false, // a nil pointer of the learner's
		"reflect: slice index out of range":                  false,
		errors.New("my own"):                                 false,
	} {
		var frames []wire.Frame
		m := &machine{trace: &panicTrace{next: io.Discard}, fail: func(f wire.Frame) { frames = append(frames, f) }}
		said := m.say(panicked)
		switch {
		case fault && (len(frames) != 1 || frames[0].Kind != wire.Unable || !strings.Contains(frames[0].Message, "not exact")):
			t.Errorf("%v: reported %+v", panicked, frames)
		case !fault && (len(frames) != 0 || !strings.HasPrefix(said, "panic: ")):
			t.Errorf("%v: reported %+v, said %q", panicked, frames, said)
		}
	}
}
