package trace

import (
	"fmt"
	"strings"
)

// An Error is one fault in a trace, with its place and its mend.
type Error struct {
	Line int    // 1-based; 0 when the trace as a whole is meant
	What string // what is wrong
	Mend string // what its author can do about it
}

func (e Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.What, e.Mend)
	}
	return fmt.Sprintf("line %d: %s: %s", e.Line, e.What, e.Mend)
}

// Errors are all faults of one trace, in the order of its lines.
type Errors []Error

func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}
