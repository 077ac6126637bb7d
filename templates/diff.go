package templates

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aymanbagabas/go-udiff"

	"happensbefore/course"
)

// A DiffPage shows what differs between two answers to a lab: two submissions
// of one learner, or a submission and solutions.
type DiffPage struct {
	Layout
	Lab   *course.Lab
	Diffs []Diff
}

// A Diff is what it takes to get from one answer to another.
type Diff struct {
	Before, After Side
	Files         []FileDiff
}

// A Side is one of the two answers.
type Side struct {
	Name string    // "submission 7", "the reference"
	URL  string    // where it can be read; empty where it is on this page's way back
	At   time.Time // when it was handed in; zero for a solution
}

// A FileDiff is what differs in one file; no hunks where nothing does.
type FileDiff struct {
	Name  string
	Hunks []hunk
}

// A hunk is a stretch of lines that differ, with a few around them that do not.
type hunk struct {
	lines []diffLine
}

type diffLine struct {
	sign          string // "+", "-", or a space
	before, after int    // line numbers; 0 on the side that has no such line
	text          string
}

// SubmissionSide is a submission as one side of a diff.
func SubmissionSide(s course.Submission) Side {
	return Side{Name: fmt.Sprintf("submission %d", s.ID), URL: submissionURL(s.Lab, s.ID), At: s.At}
}

// SolutionSide is a solution as one side of a diff.
func SolutionSide(lab string, v course.Variant) Side {
	name := "the reference"
	if v.Name != "" {
		name = "the solution " + v.Name
	}
	return Side{Name: name, URL: labURL(lab) + "/solutions"}
}

// around is how many lines that are the same are shown beside each difference.
const around = 4

// FileDiffs compares two sets of files, in the order of the first; a file that
// one of them lacks is empty there.
func FileDiffs(before, after []course.File) ([]FileDiff, error) {
	source := func(files []course.File, name string) string {
		for _, f := range files {
			if f.Name == name {
				return strings.ToValidUTF8(f.Source, "�")
			}
		}
		return ""
	}
	var names []string
	for _, f := range slices.Concat(before, after) {
		if !slices.Contains(names, f.Name) {
			names = append(names, f.Name)
		}
	}
	var list []FileDiff
	for _, name := range names {
		a, b := source(before, name), source(after, name)
		d := FileDiff{Name: name}
		if a != b {
			unified, err := udiff.ToUnifiedDiff(name, name, a, udiff.Lines(a, b), around)
			if err != nil {
				return nil, fmt.Errorf("templates: diff of %s: %w", name, err)
			}
			for _, h := range unified.Hunks {
				d.Hunks = append(d.Hunks, newHunk(h))
			}
		}
		list = append(list, d)
	}
	return list, nil
}

func newHunk(h *udiff.Hunk) hunk {
	var lines []diffLine
	before, after := h.FromLine, h.ToLine
	for _, l := range h.Lines {
		line := diffLine{text: strings.TrimSuffix(l.Content, "\n")}
		switch l.Kind {
		case udiff.Delete:
			line.sign, line.before = "-", before
			before++
		case udiff.Insert:
			line.sign, line.after = "+", after
			after++
		default:
			line.sign, line.before, line.after = " ", before, after
			before++
			after++
		}
		lines = append(lines, line)
	}
	return hunk{lines}
}

// same says that nothing differs in any file.
func (d Diff) same() bool {
	return !slices.ContainsFunc(d.Files, func(f FileDiff) bool { return len(f.Hunks) > 0 })
}

func (p DiffPage) title() string {
	if len(p.Diffs) == 1 {
		return "From " + p.Diffs[0].Before.Name + " to " + p.Diffs[0].After.Name
	}
	return "Yours and the solutions"
}
