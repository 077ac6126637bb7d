package labs

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A hint is one item of a numbered list, cut out so that it can be shown alone.
type hint struct {
	passage
	test string
}

var hintItem = regexp.MustCompile(`^ {0,3}[0-9]{1,9}[.)] +`)

// readHints cuts the hints apart: a heading ### with the test's name, then a
// numbered list. Nothing else may stand there, because it would never be shown.
// Headings are the lines of the headings by test.
func readHints(p passage, f *findings) (hints []hint, headings map[string]int) {
	r := hintReader{findings: f, line: p.line, headings: map[string]int{}}
	for _, line := range strings.Split(p.text, "\n") {
		r.read(line)
		r.line++
	}
	return r.hints, r.headings
}

type hintReader struct {
	findings *findings
	line     int
	test     string
	headings map[string]int
	hints    []hint
	indent   int    // of the current item's text; 0 outside an item
	blank    bool   // the line before was blank
	lost     bool   // the line before belongs to no hint either, and that was reported
	fence    *fence // the code block of the current item that is open
}

func (r *hintReader) read(line string) {
	text, inside := r.itemText(line)
	switch {
	case r.fence != nil && inside:
		if r.fence.closedBy(text) {
			r.fence = nil
		}
		r.extend(text)
	case strings.TrimSpace(line) == "":
		r.extend("")
		r.blank = true
		return
	case r.fence != nil: // never closed, which rendering the hint reports
		r.fence = nil
		r.read(line)
		return
	case inside:
		if f, ok := parseFence(text); ok {
			r.fence = &f
		}
		r.extend(text)
	case strings.HasPrefix(line, "#"):
		r.heading(line)
	case hintItem.MatchString(line) && r.test != "":
		r.begin(line)
	case r.indent > 0 && !r.blank:
		r.extend(strings.TrimSpace(line)) // a paragraph's next line may stand at the margin
	case r.lost:
	default:
		r.indent, r.lost = 0, true
		r.findings.add(r.line, "this line belongs to no hint", "put it into a numbered item below a heading ### with the test's name")
	}
	r.blank = false
}

// itemText is line without the current item's indentation, if it has it.
func (r *hintReader) itemText(line string) (string, bool) {
	if r.indent == 0 {
		return "", false
	}
	if strings.TrimSpace(line) == "" {
		return "", true
	}
	return strings.CutPrefix(line, strings.Repeat(" ", r.indent))
}

func (r *hintReader) extend(text string) {
	if r.indent > 0 {
		last := &r.hints[len(r.hints)-1]
		last.text += "\n" + text
	}
}

func (r *hintReader) heading(line string) {
	r.indent, r.lost = 0, false
	name, ok := strings.CutPrefix(line, "### ")
	name = strings.Trim(strings.TrimSpace(name), "`")
	if !ok || !testName.MatchString(name) {
		r.test, r.lost = "", true
		r.findings.add(r.line, fmt.Sprintf("the heading %q among the hints names no test", strings.TrimSpace(line)), "write ### TestX")
		return
	}
	r.test = name
	if first, twice := r.headings[name]; twice {
		r.findings.add(r.line, fmt.Sprintf("the hints for %s are there twice, first on line %d", name, first), "join them under one heading")
		return
	}
	r.headings[name] = r.line
}

func (r *hintReader) begin(line string) {
	marker := hintItem.FindString(line)
	r.indent, r.lost = len(marker), false
	r.hints = append(r.hints, hint{passage{line: r.line, text: line[len(marker):]}, r.test})
}

// checkHints holds the hints to the checks: each has at least one, and none is
// for anything else.
func checkHints(hints []hint, headings map[string]int, checks []check, f *findings) {
	for _, c := range checks {
		if !slices.ContainsFunc(hints, func(h hint) bool { return h.test == c.Test }) {
			f.add(c.line, fmt.Sprintf("%s has no hint", c.Test), fmt.Sprintf("add ### %s and a numbered list below ## Hints", c.Test))
		}
	}
	for name, line := range headings {
		if !slices.ContainsFunc(checks, func(c check) bool { return c.Test == name }) {
			f.add(line, fmt.Sprintf("these hints are for %s, which is no check", name), "mend the name, or take them away")
		}
	}
}
