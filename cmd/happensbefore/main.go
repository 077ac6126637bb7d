// Command happensbefore serves the course and does everything around it: it
// holds content and labs to their rules, grades from the command line, and is
// its own worker. It wires the rooms to each other and has no rules of its own.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"happensbefore/grader/interpreted"
)

// The exit statuses of every command.
const (
	statusOK    = 0
	statusNo    = 1 // the answer is no: not passed, not healthy, problems found
	statusUsage = 2 // the command line is wrong
	statusFault = 4 // our own fault
)

func main() {
	if len(os.Args) >= 2 && os.Args[1] == workerCommand {
		os.Exit(interpreted.Main())
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// workerCommand is what the program calls itself with to be a worker. It is
// for no one else and stands in no help.
const workerCommand = "worker"

// An environment is what a command gets from outside.
type environment struct {
	getenv         func(string) string
	stdout, stderr io.Writer
}

// A command is one word of the command line.
type command struct {
	name    string
	usage   string // after the name
	summary string
	run     func(ctx context.Context, args []string, env environment) error
}

func commands() []command {
	return []command{
		{"serve", "[--addr HOST:PORT] [--data DIR] [--content DIR] [--labs DIR]", "serve the course", serve},
		{"preview", "[--content DIR] [--labs DIR] [--addr HOST:PORT]", "serve the folders that you edit; open pages show each change as you save it", preview},
		{"check", "[DIR]", "hold content and labs to their rules; DIR has content/ and labs/", check},
		{"grade", "[--json] [--labs DIR] LAB FILE...", "grade files against a lab", grade},
		{"run", "[--engine interpreted|compiled|auto] [--explain] FILE.go", "run one program in the jail; exit status 1 it failed, 2 it does not compile, 3 refused", runProgram},
		{"export", "--out FILE [--format pdf|epub|html] [--url ADDRESS] [--content DIR] [--labs DIR]", "make one file of the whole book: a PDF (by Chromium), an EPUB or a page", export},
		{"disagreements", "[--data DIR] [--json] [--source]", "list the submissions on which the two engines did not agree", disagreements},
		{"health", "[--addr HOST:PORT]", "ask a running server how it is", health},
		{"version", "", "print the version", version},
		{"help", "[COMMAND]", "print this, or a command's flags", help},
	}
}

// An exitError ends the program with a status of its own. Its text, where it
// has one, goes to standard error.
type exitError struct {
	status int
	text   string
}

func (e *exitError) Error() string { return e.text }

// run is the program, for main and for tests.
func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	env := environment{getenv: getenv, stdout: stdout, stderr: stderr}
	if len(args) == 0 {
		args = []string{"help"}
	}
	switch args[0] {
	case "-h", "-help", "--help":
		args[0] = "help"
	case "-version", "--version":
		args[0] = "version"
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return status(c.run(ctx, args[1:], env), stderr)
		}
	}
	fmt.Fprintf(stderr, "happensbefore: there is no command %q; see happensbefore help\n", args[0])
	return statusUsage
}

func status(err error, stderr io.Writer) int {
	if err == nil {
		return statusOK
	}
	exit := &exitError{status: statusFault, text: err.Error()}
	errors.As(err, &exit)
	if exit.text != "" {
		fmt.Fprintln(stderr, "happensbefore:", exit.text)
	}
	return exit.status
}
