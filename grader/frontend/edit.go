package frontend

import (
	"go/token"
	"slices"
	"strings"
)

// An edit replaces the bytes [from, to) of a file by text. The text holds
// exactly the newlines that it replaces, so that every line keeps its number.
type edit struct {
	from, to int
	text     string
	order    int // the rank of the node it belongs to, outer nodes first
	closes   bool
}

// edits gathers the edits of one file. Those of nested nodes may meet at one
// offset; what closes a node then stands before what opens the next, inner
// before outer, and what opens nodes stands outer before inner.
type edits struct {
	file  *token.File
	found []edit
}

func (e *edits) open(order int, from, to token.Pos, text string) {
	e.found = append(e.found, edit{e.file.Offset(from), e.file.Offset(to), text, order, false})
}

func (e *edits) close(order int, at token.Pos, text string) {
	offset := e.file.Offset(at)
	e.found = append(e.found, edit{offset, offset, text, order, true})
}

// apply returns the source with all edits made.
func (e *edits) apply(source []byte) []byte {
	slices.SortStableFunc(e.found, func(a, b edit) int {
		switch {
		case a.from != b.from:
			return a.from - b.from
		case a.closes && b.closes:
			return b.order - a.order
		case a.closes:
			return -1
		case b.closes:
			return 1
		}
		return a.order - b.order
	})
	var out strings.Builder
	at := 0
	for _, c := range e.found {
		if c.from < at {
			continue // inside what an outer edit has replaced as a whole
		}
		out.Write(source[at:c.from])
		out.WriteString(c.text)
		at = c.to
	}
	out.Write(source[at:])
	return []byte(out.String())
}
