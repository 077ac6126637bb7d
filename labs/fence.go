package labs

import (
	"regexp"
	"strings"
)

// A fence is the line that opens a fenced code block.
type fence struct {
	indent int    // spaces before the marks
	marks  string // "```" or longer, or tildes
	info   string // what follows the marks
}

var fenceLine = regexp.MustCompile("^( {0,3})(`{3,}|~{3,})(.*)$")

func parseFence(line string) (fence, bool) {
	m := fenceLine.FindStringSubmatch(line)
	if m == nil || m[2][0] == '`' && strings.Contains(m[3], "`") {
		return fence{}, false
	}
	return fence{indent: len(m[1]), marks: m[2], info: strings.TrimSpace(m[3])}, true
}

// closedBy says whether line ends the block that f opens.
func (f fence) closedBy(line string) bool {
	end, ok := parseFence(line)
	return ok && end.info == "" && strings.HasPrefix(end.marks, f.marks)
}

// dedent takes from line the indentation that f has itself.
func (f fence) dedent(line string) string {
	for n := 0; n < f.indent && strings.HasPrefix(line, " "); n++ {
		line = line[1:]
	}
	return line
}

// holdsFile says whether f opens a file of the lab, well written or not. It
// errs towards yes: a hidden test whose fence has a slip in it must not pass
// for a code block of the task.
func (f fence) holdsFile() bool {
	if strings.ContainsAny(f.info, "{}=") {
		return true
	}
	words := strings.Fields(f.info)
	return len(words) > 1 && words[0] == "go" && !(len(words) == 2 && words[1] == "run")
}

// strayFence says whether line would open a file of the lab if it stood at the
// left margin.
func strayFence(line string) bool {
	f, ok := parseFence(strings.TrimLeft(line, " \t>"))
	return ok && f.holdsFile()
}
