package labs

import (
	"fmt"
	"slices"
	"strings"

	"happensbefore/course"
)

// A variant is the solution or the wrong solution that parts of one name make up.
type variant struct {
	part  // the first of them
	fails []string
	steps *int
	files []course.File
}

func (v variant) String() string {
	if v.role == wrong {
		return "the wrong solution " + v.name
	}
	return "the solution " + v.name
}

// readVariants groups the parts of one role by their names, in the order of
// the lab file.
func readVariants(parts []part, want role, f *findings) []*variant {
	var list []*variant
	for _, p := range parts {
		if p.role != want {
			continue
		}
		if p.name == "" {
			p.report(f, p.line, "the wrong solution has no name", "add name=, such as name=forgets-max")
			continue
		}
		at := slices.IndexFunc(list, func(v *variant) bool { return v.name == p.name })
		if at < 0 {
			list = append(list, &variant{part: p, fails: p.fails, steps: p.steps, files: []course.File{p.file}})
			continue
		}
		v := list[at]
		if i := slices.IndexFunc(v.files, func(g course.File) bool { return g.Name == p.file.Name }); i >= 0 {
			p.report(f, p.line, fmt.Sprintf("%s has %s twice", v, p.file.Name), fmt.Sprintf("give one of the two another name; line %d has the first", v.line))
			continue
		}
		switch {
		case v.fails == nil:
			v.fails = p.fails
		case p.fails != nil && !slices.Equal(v.fails, p.fails):
			p.report(f, p.line, fmt.Sprintf("%s names other checks here than on line %d", v, v.line), "write fails= on one of its files")
		}
		switch {
		case v.steps == nil:
			v.steps = p.steps
		case p.steps != nil && *p.steps != *v.steps:
			p.report(f, p.line, fmt.Sprintf("%s has steps=%d here and steps=%d on line %d", v, *p.steps, *v.steps, v.line), "write steps= on one of its files")
		}
		v.files = append(v.files, p.file)
	}
	return list
}

// complete gives a variant the starter's files that it does not have itself:
// what the learner is given and need not touch.
func (v *variant) complete(starters []course.File) {
	for _, s := range starters {
		if !hasFile(v.files, s.Name) {
			v.files = append(v.files, s)
		}
	}
}

// checkFiles holds a variant to the names of the starter's files and to the
// size of a submission.
func (v *variant) checkFiles(starters []course.File, f *findings) {
	for _, g := range v.files {
		if !hasFile(starters, g.Name) {
			v.report(f, v.line, fmt.Sprintf("%s has %s, which the starter does not have", v, g.Name), "name its files as the starter does")
		}
	}
	checkSize(v.part, v.String(), v.files, f)
}

// checkFails holds what a wrong solution names to the checks there are.
func (v *variant) checkFails(checks []check, f *findings) {
	if len(v.fails) == 0 {
		v.report(f, v.line, fmt.Sprintf("%s names no check that it fails", v), "add fails=, with the tests that catch it, separated by commas")
	}
	seen := map[string]bool{}
	for _, name := range v.fails {
		if !slices.ContainsFunc(checks, func(c check) bool { return c.Test == name }) {
			v.report(f, v.line, fmt.Sprintf("%s fails %q, which is no check", v, name), "name tests of the front matter's checks, separated by commas alone")
		} else if seen[name] {
			v.report(f, v.line, fmt.Sprintf("%s names %s twice", v, name), "keep one of them")
		}
		seen[name] = true
	}
}

func checkSize(p part, what string, files []course.File, f *findings) {
	size := 0
	for _, g := range files {
		size += len(g.Source)
	}
	if size > course.MaxSource {
		p.report(f, p.line, fmt.Sprintf("%s has %d bytes", what, size), fmt.Sprintf("bring it under %d, the most that can be submitted", course.MaxSource))
	}
}

func hasFile(files []course.File, name string) bool {
	return slices.ContainsFunc(files, func(g course.File) bool { return g.Name == name })
}

// inCheckOrder is fails in the order of the lab's checks.
func inCheckOrder(fails []string, checks []check) []string {
	place := func(name string) int {
		return slices.IndexFunc(checks, func(c check) bool { return c.Test == name })
	}
	sorted := slices.Clone(fails)
	slices.SortStableFunc(sorted, func(a, b string) int {
		if d := place(a) - place(b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return sorted
}
