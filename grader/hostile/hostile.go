// Package hostile reads the hostile corpus: learners' answers and programs that
// try to do harm, to forge a result or to overwhelm whoever runs, compiles or
// shows them, each with the verdicts it may get. It is for tests only, imports
// course alone, and runs nothing.
//
// A case is one file of grader/testdata/hostile. It begins with lines of the
// form "key: value", as comments in a .go file and plain in a .txt file:
//
//	tries          what it tries, in a few words
//	kind           "program" for a program of its own, otherwise an answer to the lab double
//	outcome        the outcomes it may have, separated by "or"
//	interpreted    the same, where the interpreter may differ
//	compiled       the same, where the compiler may differ
//	says           what the learner must be able to read where the first outcome
//	               comes out; may be repeated
//	compiled-says  the same, where the compiler's verdict says more
//	prints         part of what the verdict must show as its output
//	size           .txt only: the source is filled up with "x" to so many bytes
//
// "not passed" stands for every outcome but a pass. A .go file is handed in as
// it is. A .txt file is for what no Go tool should see as Go: its source comes
// after an empty line and is a text/template with the functions repeat and inc,
// so that a gigantic source needs no gigantic file.
package hostile

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"happensbefore/course"
)

// Dir is the corpus' folder, from the module's root.
const Dir = "grader/testdata/hostile"

// A Case is one answer or program.
type Case struct {
	Name        string // its file's, without the extension
	Tries       string
	Program     bool
	Source      string
	Interpreted []course.Outcome // what the interpreter may make of it
	Compiled    []course.Outcome // what the compiler may make of it
	Says        []string
	Precisely   []string // what the compiler's verdict has to say besides
	Prints      string
}

// Read reads the corpus in the order of the names.
func Read(corpus fs.FS) ([]Case, error) {
	entries, err := fs.ReadDir(corpus, ".")
	if err != nil {
		return nil, fmt.Errorf("hostile: %w", err)
	}
	var cases []Case
	for _, entry := range entries {
		text, err := fs.ReadFile(corpus, entry.Name())
		if err != nil {
			return nil, fmt.Errorf("hostile: %w", err)
		}
		c, err := parse(entry.Name(), string(text))
		if err != nil {
			return nil, fmt.Errorf("hostile: %s: %w", entry.Name(), err)
		}
		cases = append(cases, c)
	}
	return cases, nil
}

func parse(file, text string) (Case, error) {
	prefix := ""
	switch path.Ext(file) {
	case ".go":
		prefix = "// "
	case ".txt":
	default:
		return Case{}, fmt.Errorf("it is neither .go nor .txt")
	}
	c := Case{Name: strings.TrimSuffix(file, path.Ext(file)), Source: text}
	head, body, found := strings.Cut(text, "\n\n")
	if !found {
		return Case{}, fmt.Errorf("no empty line ends its head")
	}
	size := 0
	for line := range strings.Lines(head) {
		key, value, found := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), prefix), ": ")
		if !found {
			return Case{}, fmt.Errorf("%q is not key: value", line)
		}
		if err := c.set(key, value, &size); err != nil {
			return Case{}, fmt.Errorf("%s: %w", key, err)
		}
	}
	if c.Tries == "" || len(c.Interpreted) == 0 || len(c.Compiled) == 0 {
		return Case{}, fmt.Errorf("it does not say what it tries and what may come of it")
	}
	if prefix == "" {
		source, err := expand(body)
		if err != nil {
			return Case{}, err
		}
		c.Source = source + strings.Repeat("x", max(0, size-len(source)))
	}
	return c, nil
}

func (c *Case) set(key, value string, size *int) (err error) {
	switch key {
	case "tries":
		c.Tries = value
	case "kind":
		if value != "program" {
			return fmt.Errorf("the only kind is program, not %q", value)
		}
		c.Program = true
	case "outcome":
		c.Interpreted, err = outcomes(value)
		c.Compiled = c.Interpreted
	case "interpreted":
		c.Interpreted, err = outcomes(value)
	case "compiled":
		c.Compiled, err = outcomes(value)
	case "says":
		c.Says = append(c.Says, value)
	case "compiled-says":
		c.Precisely = append(c.Precisely, value)
	case "prints":
		c.Prints = value
	case "size":
		*size, err = strconv.Atoi(value)
	default:
		return fmt.Errorf("there is no such key")
	}
	return err
}

func outcomes(text string) ([]course.Outcome, error) {
	var list []course.Outcome
	for name := range strings.SplitSeq(text, " or ") {
		if name == "not passed" {
			for o := course.Failed; o <= course.TooMuchOutput; o++ {
				list = append(list, o)
			}
			continue
		}
		var o course.Outcome
		if err := o.UnmarshalText([]byte(name)); err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return slices.Compact(list), nil
}

// expand writes out a template.
func expand(text string) (string, error) {
	t, err := template.New("").Funcs(template.FuncMap{
		"repeat": func(n int, s string) string { return strings.Repeat(s, n) },
		"inc":    func(n int) int { return n + 1 },
	}).Parse(text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	if err := t.Execute(&out, nil); err != nil {
		return "", err
	}
	return out.String(), nil
}
