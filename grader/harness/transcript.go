package harness

import (
	"io"
	"reflect"
	"strings"
	"testing"
	"unsafe"
)

// maxTranscript bounds what is kept of the testing package's own words per
// check, in bytes. Only the first failing seed's part is shown.
const maxTranscript = 256 << 10

// A transcript is what the testing package says while a check runs. The
// package writes to it under a lock of its own.
type transcript struct{ text []byte }

func (t *transcript) Write(p []byte) (int, error) {
	room := max(maxTranscript-len(t.text), 0)
	t.text = append(t.text, p[:min(len(p), room)]...)
	return len(p), nil
}

// redirect sends what the testing package says of t and of those that run
// beside it to w. The package takes os.Stdout when a run begins and offers no
// other way; but os.Stdout is the learner's, whose goroutines may be printing
// while it is changed. So the writer that it took is replaced.
func redirect(t *testing.T, w io.Writer) {
	field := reflect.ValueOf(t).Elem().FieldByName("parent").Elem().FieldByName("w")
	*(*io.Writer)(unsafe.Pointer(field.UnsafeAddr())) = w
}

// raceNote is what testing logs where the detector found a race. The result's
// reason says it.
const raceNote = "race detected during execution of test"

// entries are what the test of that name logged, line by line, without
// testing's headers and without the positions in the test's source, which the
// learner does not see.
func (t *transcript) entries(name string) [][]string {
	var out [][]string
	within := false
	hang := "" // what testing puts before the second and later lines of one log entry
	for line := range strings.Lines(string(t.text)) {
		line = strings.TrimRight(line, "\n")
		if of, ok := header(line); ok {
			if !strings.HasPrefix(line, " ") {
				within = of == name
			}
			continue
		}
		if !within || !strings.HasPrefix(line, "    ") {
			continue
		}
		text := strings.TrimLeft(line, " ")
		if at := position(text); at > 0 {
			hang = line[:len(line)-len(text)] + "    "
			text = text[at:]
			out = append(out, nil)
			if text != raceNote {
				out[len(out)-1] = append(out[len(out)-1], text)
			}
			continue
		}
		if len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], strings.TrimPrefix(line, hang))
	}
	return out
}

// header is the test that a line like "    --- FAIL: TestX/sub (0.00s)" is about.
func header(line string) (name string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimLeft(line, " "), "--- ")
	if !ok {
		return "", false
	}
	state, rest, ok := strings.Cut(rest, ": ")
	if !ok || state != "FAIL" && state != "PASS" && state != "SKIP" {
		return "", false
	}
	name, _, ok = strings.Cut(rest, " (")
	return name, ok && name != "" && !strings.Contains(name, " ")
}

// position is the length of a prefix like "hidden_test.go:12: ".
func position(text string) int {
	name, rest, ok := strings.Cut(text, ".go:")
	if !ok || name == "" || strings.Trim(name, fileBytes) != "" {
		return 0
	}
	line, _, ok := strings.Cut(rest, ": ")
	if !ok || line == "" || strings.Trim(line, "0123456789") != "" {
		return 0
	}
	return len(name) + len(".go:") + len(line) + len(": ")
}

const fileBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-"
