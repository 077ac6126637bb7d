package source

import (
	"regexp"
	"strconv"
	"strings"

	"happensbefore/grader/compiled/dump"
	"happensbefore/grader/wire"
)

// maxMessages is how many messages are told; nobody reads the hundredth.
const maxMessages = 25

var messageLine = regexp.MustCompile(`^(?:\./)?(lab|tests|limits|main)/([^/:\s]+\.go):(\d+)(?::(\d+))?: (.*)$`)

// tooLarge are what the tools say of a program beyond what they can address.
var tooLarge = []string{"too much data", "too large", "relocation doesn't fit", "program too big", "overflows int32"}

// Messages reads why Go's compiler or linker refuses a source that the front end
// has accepted; none where what they said is not about the source. Those about
// the lab's tests are told without their place: what the tests need, the
// learner's code lacks.
func Messages(said string) []wire.Diagnostic {
	var found []wire.Diagnostic
	for line := range strings.Lines(said) {
		m := messageLine.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil || strings.HasPrefix(m[5], "internal compiler error") || len(found) == maxMessages {
			continue
		}
		number, _ := strconv.Atoi(m[3]) // digits, by the pattern
		column, _ := strconv.Atoi(m[4])
		d := wire.Diagnostic{File: m[2], Line: number, Column: max(column, 1), Message: m[5]}
		if m[1]+"/" != dump.Folder {
			d = wire.Diagnostic{Message: "the tests need what your code does not offer: " + m[5]}
		}
		found = append(found, d)
	}
	if len(found) > 0 {
		return found
	}
	for _, text := range tooLarge {
		if strings.Contains(said, text) {
			return []wire.Diagnostic{{Message: "the program is too large: " + FirstLine(said)}}
		}
	}
	return nil
}

// FirstLine is the first line of a tool's words, as far as they are quoted.
func FirstLine(said string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	return Clip(line)
}

// Clip bounds what is quoted of a tool's words.
func Clip(said string) string {
	const most = 1000
	if len(said) > most {
		return said[:most] + " …"
	}
	return said
}
