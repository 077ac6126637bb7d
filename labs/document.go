package labs

import (
	"fmt"
	"strings"
)

// A document is a lab file cut into its parts. Text between the files, and
// after the hints, is for people who read the lab file and belongs to no part.
type document struct {
	front  passage // the YAML between the --- lines
	task   passage
	hints  passage // what follows the heading "## Hints"
	blocks []block
}

// A passage is a run of lines of a lab file.
type passage struct {
	line int // number of its first line
	text string
}

// A block is a fenced file of the lab, as it stands there.
type block struct {
	line   int // of the fence; the source begins on the next
	info   string
	source string
}

// cut takes a lab file apart. Where it reports anything, the parts cannot be
// trusted beyond being shown.
func cut(source string, f *findings) document {
	lines := strings.Split(source, "\n")
	c := cutter{lines: lines, task: -1, findings: f}
	c.cutFront()
	body := c.at
	for c.at < len(lines) {
		c.step()
	}
	c.endTask()
	c.endHints()
	c.doc.task = c.passage(body, c.task)
	return c.doc
}

type cutter struct {
	lines    []string
	at       int // the next line, counted from 0
	task     int // where the task ends; -1 before that
	hints    int // where the hints begin; 0 outside them
	doc      document
	findings *findings
}

func (c *cutter) passage(from, to int) passage {
	return passage{line: from + 1, text: strings.Join(c.lines[from:to], "\n")}
}

func (c *cutter) endTask() {
	if c.task < 0 {
		c.task = c.at
	}
}

func (c *cutter) endHints() {
	if c.hints > 0 {
		c.doc.hints = c.passage(c.hints, c.at)
		c.hints = 0
	}
}

func (c *cutter) cutFront() {
	if strings.TrimRight(c.lines[0], " ") != "---" {
		c.findings.add(1, "the file does not begin with front matter",
			"begin it with a line ---, the fields "+strings.Join(frontFields, ", ")+", and another line ---")
		return
	}
	for i := 1; i < len(c.lines); i++ {
		if strings.TrimRight(c.lines[i], " ") == "---" {
			c.doc.front = c.passage(1, i)
			c.at = i + 1
			return
		}
	}
	c.findings.add(1, "the front matter is not closed", "end it with a line --- of its own")
	c.at = len(c.lines)
}

func (c *cutter) step() {
	line := c.lines[c.at]
	if f, ok := parseFence(line); ok {
		c.stepFence(f)
		return
	}
	switch {
	case strings.HasPrefix(strings.TrimLeft(line, " "), "<!--"):
		c.stepComment()
		return
	case strayFence(line):
		// Beyond this line the text may be a hidden test's.
		c.endTask()
		c.endHints()
		c.findings.addSecret(c.at+1, "this fence names a file of the lab but does not stand at the left margin",
			"move it to the left margin, or take the braces away if it is code for the task")
	case isHeading(line, "Hints"):
		c.endTask()
		c.endHints()
		if c.doc.hints.line > 0 {
			c.findings.add(c.at+1, "the lab has two sections of hints", "join them under one heading ## Hints")
		}
		c.hints = c.at + 1
	case strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "## "):
		c.endHints()
	}
	c.at++
}

func isHeading(line, title string) bool {
	rest, ok := strings.CutPrefix(line, "## ")
	return ok && strings.TrimSpace(rest) == title
}

// stepFence moves past the block that f opens.
func (c *cutter) stepFence(f fence) {
	if f.holdsFile() {
		c.endTask()
		c.endHints()
	}
	start := c.at
	end := start + 1
	for ; end < len(c.lines); end++ {
		if f.closedBy(c.lines[end]) {
			break
		}
		// No file of a lab contains the fence of another: this one was forgotten.
		if next, ok := parseFence(c.lines[end]); ok && next.holdsFile() && strings.HasPrefix(next.marks, f.marks) {
			c.unclosed(start, end)
			return
		}
	}
	if end == len(c.lines) {
		c.unclosed(start, end)
		return
	}
	if f.holdsFile() {
		var source strings.Builder
		for _, line := range c.lines[start+1 : end] {
			source.WriteString(f.dedent(line) + "\n")
		}
		c.doc.blocks = append(c.doc.blocks, block{line: start + 1, info: f.info, source: source.String()})
	}
	c.at = end + 1
}

func (c *cutter) unclosed(start, end int) {
	mend := "close it with ``` on a line of its own"
	if end < len(c.lines) {
		mend += fmt.Sprintf(", before the fence on line %d", end+1)
	}
	c.findings.add(start+1, "the fence opened here is not closed", mend)
	// What it swallowed may be a hidden test.
	c.at = start
	c.endTask()
	c.endHints()
	c.at = end
}

// stepComment moves past an HTML comment, so that a file can be commented out.
func (c *cutter) stepComment() {
	for i := c.at; i < len(c.lines); i++ {
		if strings.Contains(c.lines[i], "-->") {
			c.at = i + 1
			return
		}
	}
	c.findings.add(c.at+1, "the comment opened here is not closed", "close it with -->")
	c.endTask()
	c.endHints()
	c.at = len(c.lines)
}
