package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime/debug"
	"text/tabwriter"
)

func help(ctx context.Context, args []string, env environment) error {
	if len(args) > 0 {
		for _, c := range commands() {
			if c.name == args[0] && c.name != "help" {
				// The command's own flag set knows its flags.
				return c.run(ctx, []string{"--help"}, env)
			}
		}
	}
	fmt.Fprint(env.stdout, "happensbefore serves a course on distributed systems whose readers run what they read.\n\nUsage: happensbefore COMMAND ...\n\n")
	w := tabwriter.NewWriter(env.stdout, 0, 0, 2, ' ', 0)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %s\t%s\n", c.name, c.summary)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprint(env.stdout, "\nhappensbefore help COMMAND says more. Exit status: 0 yes, 1 no, 2 wrong usage, 4 our own fault.\n")
	return nil
}

// newFlags makes a flag set for the command that prints its help in the
// program's own words and form.
func newFlags(name string, env environment) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags
}

// parse parses args into flags. Where help is asked for it prints it and
// returns done.
func parse(flags *flag.FlagSet, args []string, env environment) (done bool, err error) {
	err = flags.Parse(args)
	if err == nil {
		return false, nil
	}
	for _, c := range commands() {
		if c.name != flags.Name() {
			continue
		}
		if err == flag.ErrHelp {
			fmt.Fprintf(env.stdout, "happensbefore %s %s\n    %s\n", c.name, c.usage, c.summary)
			flags.SetOutput(env.stdout)
			flags.PrintDefaults()
			return true, nil
		}
		return false, usage("%s: %v\nusage: happensbefore %s %s", c.name, err, c.name, c.usage)
	}
	return false, err
}

func usage(format string, args ...any) error {
	return &exitError{statusUsage, fmt.Sprintf(format, args...)}
}

func version(_ context.Context, args []string, env environment) error {
	if done, err := parse(newFlags("version", env), args, env); done || err != nil {
		return err
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return fmt.Errorf("this program carries no build information")
	}
	revision := "unknown revision"
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			revision = s.Value
		}
	}
	_, err := fmt.Fprintf(env.stdout, "happensbefore %s (%s, %s)\n", info.Main.Version, revision, info.GoVersion)
	return err
}
