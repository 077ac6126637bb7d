package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"happensbefore/course"
	"happensbefore/store"
)

// A difference is one submission on which the engines did not agree, as it is
// printed.
type difference struct {
	Submission  int64            `json:"submission"`
	Lab         string           `json:"lab"`
	At          time.Time        `json:"at"` // when it was found
	Interpreted course.Outcome   `json:"interpreted"`
	Compiled    course.Outcome   `json:"compiled"`
	Checks      []checkDifferent `json:"checks,omitempty"`
	Files       []course.File    `json:"files,omitempty"`
}

// A checkDifferent is one check of which the engines said different things.
type checkDifferent struct {
	Test        string         `json:"test"`
	Interpreted course.Outcome `json:"interpreted"`
	Compiled    course.Outcome `json:"compiled"`
}

func disagreements(ctx context.Context, args []string, env environment) error {
	flags := newFlags("disagreements", env)
	data := env.getenv("HAPPENSBEFORE_DATA")
	if data == "" {
		data = "data"
	}
	dir := flags.String("data", data, "folder of the database (HAPPENSBEFORE_DATA)")
	asJSON := flags.Bool("json", false, "print a JSON value for each, one a line")
	source := flags.Bool("source", false, "print the submitted source as well")
	if done, err := parse(flags, args, env); done || err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return usage("disagreements: takes no arguments, only flags; %q is one too many", flags.Arg(0))
	}
	list, err := storedDisagreements(ctx, *dir)
	if err != nil {
		return err
	}
	if *asJSON {
		out := json.NewEncoder(env.stdout)
		for _, d := range list {
			if err := out.Encode(differs(d, *source)); err != nil {
				return err
			}
		}
		return nil
	}
	return printDisagreements(list, *source, env)
}

func storedDisagreements(ctx context.Context, dir string) (list []course.Disagreement, err error) {
	file := filepath.Join(dir, "happensbefore.db")
	if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
		// Opening it would make an empty one.
		return nil, usage("disagreements: there is no database at %s; --data names its folder", file)
	}
	kept, err := store.Open(ctx, file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	return kept.Disagreements(ctx)
}

func differs(d course.Disagreement, source bool) difference {
	f := difference{
		Submission: d.Submission.ID, Lab: d.Submission.Lab, At: d.At.UTC(),
		Interpreted: d.Interpreted.Outcome, Compiled: d.Compiled.Outcome,
	}
	said := map[string]course.Outcome{}
	for _, c := range d.Interpreted.Checks {
		said[c.Test] = c.Outcome
	}
	for _, c := range d.Compiled.Checks {
		if said[c.Test] != c.Outcome {
			f.Checks = append(f.Checks, checkDifferent{c.Test, said[c.Test], c.Outcome})
		}
	}
	if source {
		f.Files = d.Submission.Files
	}
	return f
}

func printDisagreements(list []course.Disagreement, source bool, env environment) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(env.stdout, "no disagreements")
		return err
	}
	table := tabwriter.NewWriter(env.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "when\tsubmission\tlab\tinterpreted\tcompiled\tchecks that differ")
	for _, d := range list {
		f := differs(d, source)
		var checks []string
		for _, c := range f.Checks {
			checks = append(checks, fmt.Sprintf("%s: %s, %s", c.Test, c.Interpreted, c.Compiled))
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\t%s\n", f.At.Format(time.DateTime), f.Submission, f.Lab, f.Interpreted, f.Compiled, strings.Join(checks, "; "))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, d := range list {
		for _, file := range differs(d, source).Files {
			if _, err := fmt.Fprintf(env.stdout, "\n--- submission %d: %s\n%s", d.Submission.ID, file.Name, forTerminal(file.Source)); err != nil {
				return err
			}
		}
	}
	return nil
}

// forTerminal is source as a terminal may show it: submitted source is a
// stranger's, and a terminal obeys control characters.
func forTerminal(source string) string {
	shown := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return '\ufffd'
		}
		return r
	}, source)
	return strings.TrimSuffix(shown, "\n") + "\n"
}
