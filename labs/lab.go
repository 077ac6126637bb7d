package labs

import (
	"happensbefore/content/markdown"
	"happensbefore/course"
)

// A Lab is all that a lab file says, with what no learner may see.
type Lab struct {
	course.Lab
	Hidden    []course.File
	Solutions []course.Variant
	Wrong     []Wrong

	// Lines are where in the lab file stand "chapter", which names it, and the
	// first fences of "starter", "solution NAME" and "wrong NAME".
	Lines map[string]int

	Links []markdown.Link // of the task and the hints, to labs and chapters

	anchors []string // what a link into the lab may name
}

// A Wrong is a mutant: files that replace the starter's and are known to be
// wrong. The hidden tests are strong enough when it fails exactly the checks
// that it names.
type Wrong struct {
	Name  string
	Fails []string // tests, in the order of the lab's checks
	Steps *int     // of the shortest schedule for the first of them that has one, at most; nil where nothing is said
	Files []course.File
}
