//go:build js && wasm

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"syscall/js"
	"time"

	"happensbefore/grader/harness"
	"happensbefore/grader/interpreted"
	"happensbefore/grader/page"
	"happensbefore/grader/wire"
)

// warm makes the engine ready for a job that is yet to come. It returns at once
// and calls the function that it is given when it is done.
func (e engine) warm(_ js.Value, args []js.Value) any {
	done := args[0]
	go func() {
		if err := e.runs.Warm(); err != nil {
			fmt.Fprintln(os.Stderr, "worker:", err)
			os.Exit(1)
		}
		done.Invoke()
	}()
	return nil
}

// run takes a job, a function for frames, one for output, and the names of the
// tests to run; all without any. It returns at once: the last frame is the end.
func (e engine) run(_ js.Value, args []js.Value) any {
	text, frames, printed := args[0].String(), args[1], args[2]
	var tests []string
	for _, v := range args[3:] {
		tests = append(tests, v.String())
	}
	send := func(f wire.Frame) {
		f.Message = harness.Clip(f.Message)
		line, err := json.Marshal(f)
		if err != nil {
			fmt.Fprintln(os.Stderr, "worker: report:", err)
			os.Exit(1) // without End, so that nothing unsaid counts as a pass
		}
		frames.Invoke(string(line))
	}
	end := func() {
		send(wire.Frame{Kind: wire.End})
		os.Exit(0)
	}
	go func() {
		job, err := page.ReadJob(text)
		if err != nil {
			fmt.Fprintln(os.Stderr, "worker:", err)
			os.Exit(1)
		}
		output := interpreted.Limited(stream{printed, clockOf(job)}, job.Limits.Output, func() {
			send(wire.Frame{Kind: wire.Stopped, Reason: wire.Output})
			end()
		})
		if err := e.runs.Run(job.Wire(tests...), send, output, end); err != nil {
			fmt.Fprintln(os.Stderr, "worker:", err)
			os.Exit(1)
		}
	}()
	return nil
}

// A stream hands output to the page as it comes, with the virtual time where
// there is one.
type stream struct {
	to    js.Value
	began time.Time // when the virtual clock began
}

// clockOf is when the clock of a job's code begins: a program's where the
// playground's does, a test's where the bubble of testing/synctest does.
func clockOf(job page.Job) time.Time {
	if len(job.Tests) == 0 {
		return time.Date(2009, time.November, 10, 23, 0, 0, 0, time.UTC)
	}
	return time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)
}

// realTime is before every real clock's time, and long after a virtual clock's
// beginning: what prints then prints outside a bubble.
var realTime = time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)

func (s stream) Write(p []byte) (int, error) {
	bytes := js.Global().Get("Uint8Array").New(len(p))
	js.CopyBytesToJS(bytes, p)
	at := -1.0
	if now := time.Now(); now.Before(realTime) {
		at = float64(now.Sub(s.began)) / float64(time.Millisecond)
	}
	s.to.Invoke(bytes, at)
	return len(p), nil
}

var _ io.Writer = stream{}
