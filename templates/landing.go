package templates

import (
	"fmt"

	"happensbefore/course"
	"happensbefore/trace"
)

// A LandingPage is the front door, the same for every reader.
type LandingPage struct {
	Layout
	Start *course.Entry // where reading begins; nil leaves the button out
	Try   *course.Entry // a chapter that stands on its own; nil leaves it out
	Labs  []course.Lab
	EPUB  int // bytes; 0 leaves the size out
}

// written counts the entries that can be read, and all of them.
func (p LandingPage) written() (ready, all int) {
	if p.Outline == nil {
		return 0, 0
	}
	for e := range p.Outline.Entries {
		all++
		if !e.Draft && e.Slug != "" {
			ready++
		}
	}
	return ready, all
}

// The bug that the front page shows, as a picture and as a program. The
// numbers in both are the same: the phone's clock is 4 s fast.
const (
	lostRename = `title: The later write loses
nodes: phone, store, laptop
note phone: "clock 4 s fast"
phone -> store: w1 "“Ann” at :07"
store <- w1
store -> laptop: r1 "“Ann”"
laptop <- r1
laptop -> store: w2 "“Anne” at :05"
store <- w2
note store: "keeps “Ann”"
`
	lostRenameProgram = `package main

import "fmt"

type write struct {
	name  string
	stamp int
}

var kept write

// store keeps the write with the newest stamp.
func store(w write) {
	if w.stamp > kept.stamp {
		kept = w
	}
}

func main() {
	store(write{"Ann", 7})  // the phone, at :03 by a good clock
	store(write{"Anne", 5}) // the laptop, at :05, having read "Ann"

	fmt.Println("the name is", kept.name)
}
`
	lostRenameOutput = "the name is Ann\n"
)

// lostRenameFigure draws the bug. The trace is ours, so it cannot be wrong at
// run time; a test draws it.
func lostRenameFigure() (string, error) {
	t, err := trace.Parse(lostRename)
	if err != nil {
		return "", fmt.Errorf("templates: front page: %w", err)
	}
	return t.SVG("lost-rename"), nil
}
