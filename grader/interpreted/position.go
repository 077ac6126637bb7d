package interpreted

import (
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

var positionPrefix = regexp.MustCompile(`^([\w./-]+\.go):(\d+):(\d+): (.*)$`)

// position takes the place off the front of one of the interpreter's messages.
func position(text string) (file string, line, column int, message string, ok bool) {
	first, _, _ := strings.Cut(text, "\n")
	m := positionPrefix.FindStringSubmatch(first)
	if m == nil {
		return "", 0, 0, text, false
	}
	line, err1 := strconv.Atoi(m[2])
	column, err2 := strconv.Atoi(m[3])
	return m[1], line, column, m[4], err1 == nil && err2 == nil
}

// A panicTrace reads along what the interpreter writes to its standard error:
// one line with a position for each interpreted call that a panic leaves, the
// innermost first. Interpreted code cannot write there.
type panicTrace struct {
	next io.Writer // what ends the process is explained from there

	mu    sync.Mutex
	lines []string // of the panic under way
}

// maxTrace bounds the lines kept: a runaway recursion leaves thousands of calls.
const maxTrace = 64

func (t *panicTrace) Write(p []byte) (int, error) {
	t.mu.Lock()
	if len(t.lines) < maxTrace {
		t.lines = append(t.lines, strings.TrimSpace(string(p)))
	}
	t.mu.Unlock()
	return t.next.Write(p)
}

// first is the innermost place of the last panic that lies in a shown file. It
// forgets the panic.
func (t *panicTrace) first(shown map[string]bool) (file string, line int, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := t.lines
	t.lines = nil
	for _, l := range lines {
		if file, line, _, _, ok := position(l); ok && shown[file] {
			return file, line, true
		}
	}
	return "", 0, false
}

// goWords gives the words Go itself uses for a fault that the interpreter
// meets inside package reflect.
func goWords(text string) string {
	switch {
	case strings.Contains(text, "reflect: slice index out of range"),
		strings.Contains(text, "reflect: array index out of range"),
		strings.Contains(text, "reflect: string index out of range"):
		return "runtime error: index out of range"
	case strings.Contains(text, "reflect: call of reflect.Value") && strings.Contains(text, "zero Value"),
		strings.Contains(text, "invalid memory address or nil pointer dereference"):
		return "runtime error: invalid memory address or nil pointer dereference"
	case strings.Contains(text, "reflect.Value.Slice: slice index out of bounds"),
		strings.Contains(text, "reflect.Value.Slice3: slice index out of bounds"):
		return "runtime error: slice bounds out of range"
	}
	return text
}

// ownFault says whether a panic is the interpreter's own: it runs on package
// reflect, which the learner's code cannot import.
func ownFault(text string) bool {
	for _, sign := range []string{"reflect: ", "reflect.Set", "reflect.Value", "reflect.Select", "interp.", "invalid interface value"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}
