package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"happensbefore/course"
	"happensbefore/grader"
)

// The exit statuses that only run has, or has with a meaning of its own.
const (
	statusFailed      = 1 // the program came to a bad end
	statusNotCompiled = 2 // it is not Go
	statusRefused     = 3 // it is not run here, or not by the engine that was asked for
)

// programFile is what the grader calls a program's one file.
const programFile = "main.go"

// runProgram runs one program in the jail. Standard output is the program's and
// nothing else; everything that is said about it goes to standard error.
func runProgram(ctx context.Context, args []string, env environment) (err error) {
	flags := newFlags("run", env)
	engine := flags.String("engine", grader.EngineAuto, "which engine: interpreted, compiled, or auto: the interpreter where it is exact, otherwise the compiler")
	explain := flags.Bool("explain", false, "say on standard error whether the interpreter is exact for the program, and if not, why")
	toolchain := toolchainFlag(flags, env)
	if done, err := parse(flags, args, env); done || err != nil {
		return err
	}
	switch *engine {
	case grader.EngineAuto, grader.EngineInterpreted, grader.EngineCompiled:
	default:
		return usage("run: there is no engine %q; there are interpreted, compiled and auto", *engine)
	}
	if flags.NArg() != 1 {
		return usage("run: wants exactly one file; see happensbefore help run")
	}
	file := flags.Arg(0)
	source, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return usage("run: %v", err)
	}
	if err != nil {
		return err
	}
	g, closeGrader, err := newGrader(ctx, nil, *toolchain, slog.New(slog.NewTextHandler(env.stderr, nil)))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeGrader()) }()
	result, err := g.Program(ctx, string(source), *engine)
	if errors.Is(err, grader.ErrNoToolchain) {
		return fmt.Errorf("run: there is no toolchain to compile with: make build puts one beside the program")
	}
	if err != nil {
		return err
	}
	return tellProgram(result, file, *explain, env)
}

// tellProgram prints what a program printed, and says how it ended.
func tellProgram(r grader.ProgramResult, file string, explain bool, env environment) error {
	if explain {
		fmt.Fprint(env.stderr, explanation(r, file))
	}
	if _, err := env.stdout.Write(r.Stdout); err != nil {
		return err
	}
	v := r.Verdict
	if v.Engine == grader.EngineCompiled { // the interpreter writes there itself, and the program cannot
		if _, err := env.stderr.Write(r.Stderr); err != nil {
			return err
		}
	}
	switch {
	case v.Outcome == course.Passed:
		return nil
	case v.Outcome == course.DidNotCompile && r.Refused:
		return &exitError{status: statusRefused, text: "refused:\n" + placedIn(file, v.Diagnostics)}
	case v.Outcome == course.DidNotCompile:
		return &exitError{status: statusNotCompiled, text: "it does not compile:\n" + placedIn(file, v.Diagnostics)}
	case v.Outcome == course.Ungraded:
		text := v.Says
		if len(r.Inexact) > 0 {
			text = "the interpreter is not exact for this program:\n" + placedIn(file, r.Inexact)
		}
		return &exitError{status: statusRefused, text: text}
	}
	return &exitError{status: statusFailed, text: endOf(v, file)}
}

// endOf says how a program came to its bad end: in the words of its one check,
// which name the line, or else in those of the whole.
func endOf(v course.Verdict, file string) string {
	for _, c := range v.Checks {
		if c.Message != "" {
			return v.Outcome.String() + ": " + strings.ReplaceAll(c.Message, "("+programFile+", line", "("+filepath.Base(file)+", line")
		}
	}
	return v.Outcome.String() + ": " + v.Says
}

// explanation is what the guard said.
func explanation(r grader.ProgramResult, file string) string {
	ran := ""
	if r.Verdict.Engine != "" && r.Verdict.Outcome != course.DidNotCompile && r.Verdict.Outcome != course.Ungraded {
		ran = "; it was run " + r.Verdict.Engine
	}
	switch {
	case r.Exact:
		return "guard: the interpreter is exact for this program" + ran + "\n"
	case len(r.Inexact) > 0:
		return "guard: the interpreter is not exact" + ran + ", because of\n" + placedIn(file, r.Inexact) + "\n"
	}
	return "guard: not asked, because the program was not accepted\n"
}

// placedIn are messages about the file, each at its place in the form editors
// can jump to.
func placedIn(file string, messages []course.Diagnostic) string {
	var list []string
	for _, d := range messages {
		if d.File == "" {
			list = append(list, d.Message)
			continue
		}
		d.File = file
		list = append(list, d.String())
	}
	return strings.Join(list, "\n")
}
