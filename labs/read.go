package labs

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"happensbefore/course"
)

// read reads one lab file. The lab is as complete as its text allows; where
// there are findings it can be shown but must not be graded.
func read(slug, file string, text []byte) (*Lab, *findings) {
	f := &findings{file: file}
	lab := &Lab{Lab: course.Lab{Slug: slug, Title: slug, Limits: course.DefaultLimits()}}
	if utf8.Valid(text) {
		lab.fill(plain(string(text)), f)
	} else {
		f.add(0, "the file is not UTF-8", "save it as UTF-8")
	}
	if !variantName.MatchString(slug) {
		f.add(0, fmt.Sprintf("%q cannot be a lab's address", slug), "name the file in small letters and digits, with hyphens between words, and .md")
	}
	return lab, f
}

// plain takes away what editors on Windows put into a text without showing it.
func plain(text string) string {
	return strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r\n", "\n")
}

func (l *Lab) fill(text string, f *findings) {
	doc := cut(text, f)
	torn := len(f.list) > 0
	if doc.front.line == 0 {
		return
	}
	head := readFront(doc.front, f)
	l.describe(head)
	if torn {
		// What a missing end has swallowed would be reported as missing too.
		l.render(doc.task, nil, f)
		return
	}
	parts, clean := readParts(doc.blocks, f)
	l.sort(parts, head, clean, f)
	sources, parsed := parseAll(parts, f)
	checkPackages(sources, f)
	tests := readTests(sources, f)
	if head.sound && clean && parsed && len(l.Hidden) > 0 {
		checkContract(head.checks, tests, f)
	}
	l.Visible = visibleChecks(tests)
	hints, headings := readHints(doc.hints, f)
	if head.sound {
		checkHints(hints, headings, head.checks, f)
	}
	l.render(doc.task, hints, f)
}

func (l *Lab) describe(head front) {
	if head.title != "" {
		l.Title = head.title
	}
	l.Chapter, l.Summary = head.chapter, head.summary
	l.Lines = map[string]int{"chapter": head.chapterLine}
	l.Difficulty, l.Minutes, l.Limits = head.difficulty, head.minutes, head.limits
	for _, c := range head.checks {
		l.Checks = append(l.Checks, c.Check)
	}
}

// sort puts every part in its place. What is there is held to what ought to
// be there only where every fence was clean.
func (l *Lab) sort(parts []part, head front, clean bool, f *findings) {
	first := map[string]part{} // by what must be there once
	l.placeVariants(parts)
	for _, p := range parts {
		if p.role == solution || p.role == wrong {
			continue
		}
		key := p.file.Name
		if before, twice := first[key]; twice {
			p.report(f, p.line, fmt.Sprintf("%s is there twice, first on line %d", key, before.line), "give one of them another name")
			continue
		}
		first[key] = p
		switch p.role {
		case starter:
			l.Starter = append(l.Starter, p.file)
		case visible:
			l.Tests = append(l.Tests, p.file)
		case hidden:
			l.Hidden = append(l.Hidden, p.file)
		}
	}
	if len(l.Starter) > 0 {
		checkSize(first[l.Starter[0].Name], "the starter", l.Starter, f)
	}
	solutions, wrongs := readVariants(parts, solution, f), readVariants(parts, wrong, f)
	for _, v := range slices.Concat(solutions, wrongs) {
		v.complete(l.Starter)
	}
	for _, v := range solutions {
		l.Solutions = append(l.Solutions, course.Variant{Name: v.name, Files: v.files})
	}
	for _, v := range wrongs {
		l.Wrong = append(l.Wrong, Wrong{Name: v.name, Fails: inCheckOrder(v.fails, head.checks), Steps: v.steps, Files: v.files})
		if head.sound {
			v.checkFails(head.checks, f)
		}
	}
	if clean {
		checkComplete(parts, f)
		for _, v := range append(solutions, wrongs...) {
			v.checkFiles(l.Starter, f)
		}
	}
}

// placeVariants keeps where the first part of the starter and of each solution
// and wrong solution stands.
func (l *Lab) placeVariants(parts []part) {
	for _, p := range parts {
		key := strings.TrimSpace(string(p.role) + " " + p.name)
		if l.Lines[key] == 0 && !p.role.isTest() {
			l.Lines[key] = p.line
		}
	}
}

// checkComplete reports each role that no file has.
func checkComplete(parts []part, f *findings) {
	for _, r := range roles {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.role == r }) {
			f.add(0, fmt.Sprintf("the lab has no file with role=%s", r), "add "+r.purpose())
		}
	}
}
