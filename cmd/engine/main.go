//go:build js && wasm

// Command engine is the front end and the interpreter for a browser, where it
// runs in a worker: it offers its functions to the script that starts it, and
// one instance runs one job's code at the most. The page ends it by ending the
// worker.
package main

import (
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strconv"
	"syscall/js"

	"happensbefore/grader/frontend"
	"happensbefore/grader/interpreted"
	"happensbefore/grader/language"
	"happensbefore/grader/page"
	"happensbefore/grader/tally"
)

func main() {
	packages, err := frontend.OpenPackages()
	if err != nil {
		panic(err)
	}
	runs, err := interpreted.NewEarly()
	if err != nil {
		panic(err)
	}
	e := engine{packages, language.New(packages), runs}
	js.Global().Call("engineReady", map[string]any{
		"check":    answer(e.check),
		"sum":      answer(e.sum),
		"plan":     answer(e.plan),
		"refused":  answer(e.refused),
		"format":   answer(e.format),
		"complete": answer(e.complete),
		"hover":    answer(e.hover),
		"read":     answer(e.read),
		"warm":     js.FuncOf(e.warm),
		"run":      js.FuncOf(e.run),
	})
	select {}
}

// An engine answers the worker's script, or runs one job. Its packages are
// kept, because what a reader types is checked again and again.
type engine struct {
	packages *frontend.Packages
	language *language.Language
	runs     *interpreted.Early
}

// answer makes a function of texts one that the script can call: it gives JSON,
// {"value": …} or {"error": "…"}.
func answer(f func(args []string) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, values []js.Value) any {
		var args []string
		for _, v := range values {
			args = append(args, v.String())
		}
		value, err := safely(f, args)
		reply := map[string]any{"value": value}
		if err != nil {
			reply = map[string]any{"error": err.Error()}
		}
		text, err := json.Marshal(reply)
		if err != nil {
			panic(err) // only values of ours are written
		}
		return string(text)
	})
}

// safely has a fault of ours end the one call, not the engine.
func safely(f func([]string) (any, error), args []string) (value any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v\n%s", fault, debug.Stack())
		}
	}()
	return f(args)
}

func (e engine) check(args []string) (any, error) {
	job, err := page.ReadJob(args[0])
	if err != nil {
		return nil, err
	}
	return job.Check(e.packages)
}

// read reads all packages before there is a source that imports them.
func (e engine) read([]string) (any, error) { return nil, e.packages.ReadAll() }

func (e engine) format(args []string) (any, error) { return page.Format(args[0]), nil }

// complete and hover take files, the name of one, and an offset in its bytes.
func (e engine) complete(args []string) (any, error) {
	files, at, err := place(args)
	if err != nil {
		return nil, err
	}
	return e.language.Complete(files, args[1], at), nil
}

func (e engine) hover(args []string) (any, error) {
	files, at, err := place(args)
	if err != nil {
		return nil, err
	}
	return e.language.Hover(files, args[1], at), nil
}

func place(args []string) (files []language.File, at int, err error) {
	if err := json.Unmarshal([]byte(args[0]), &files); err != nil {
		return nil, 0, fmt.Errorf("files: %w", err)
	}
	at, err = strconv.Atoi(args[2])
	return files, at, err
}

// sum takes a job, the name of an engine, and how the job's processes ended.
func (e engine) sum(args []string) (any, error) {
	job, err := page.ReadJob(args[0])
	if err != nil {
		return nil, err
	}
	var endings []tally.Ending
	if err := json.Unmarshal([]byte(args[2]), &endings); err != nil {
		return nil, fmt.Errorf("endings: %w", err)
	}
	return job.Add(args[1], endings)
}

// refused takes a job and what Go's tools said where they made no program of it.
func (e engine) refused(args []string) (any, error) {
	job, err := page.ReadJob(args[0])
	if err != nil {
		return nil, err
	}
	return job.Refused(args[1]), nil
}

// plan takes a job and the names of the tests to run; all without any.
func (e engine) plan(args []string) (any, error) {
	job, err := page.ReadJob(args[0])
	if err != nil {
		return nil, err
	}
	return job.Plan(args[1:]...)
}
