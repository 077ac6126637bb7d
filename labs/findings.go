package labs

import (
	"slices"

	"happensbefore/course"
)

// findings gathers what is wrong with one lab file.
type findings struct {
	file string
	list []finding
}

type finding struct {
	course.Problem
	secret bool // its words may quote what no learner may see
}

func (f *findings) add(line int, what, mend string) {
	f.put(line, what, mend, false)
}

// addSecret is add for a finding about hidden tests, solutions and wrong
// solutions: a parser's message can quote the source it stumbled over.
func (f *findings) addSecret(line int, what, mend string) {
	f.put(line, what, mend, true)
}

func (f *findings) put(line int, what, mend string, secret bool) {
	f.list = append(f.list, finding{course.Problem{File: f.file, Line: line, What: what, Mend: mend}, secret})
}

func (f *findings) sort() {
	slices.SortStableFunc(f.list, func(a, b finding) int { return a.Line - b.Line })
}

// forAuthors is every finding in full.
func (f *findings) forAuthors() []course.Problem {
	var list []course.Problem
	for _, one := range f.list {
		list = append(list, one.Problem)
	}
	return list
}

// forPages is every finding with its place, in words that give nothing away.
func (f *findings) forPages() []course.Problem {
	var list []course.Problem
	for _, one := range f.list {
		if one.secret {
			one.What = "a part of the lab that learners do not see breaks a rule"
			one.Mend = "run happensbefore check, which says which rule and how to mend it"
		}
		list = append(list, one.Problem)
	}
	return list
}
