//go:build embedworker

package main

import (
	"context"
	_ "embed"

	"happensbefore/grader"
	"happensbefore/grader/process"
)

// workerProgram is cmd/worker, put here by the build.
//
//go:embed worker.bin
var workerProgram []byte

// newWorker makes workers of the program inside this one. It lies in a file
// in memory, so that nothing has to be unpacked to a disk, and stays open as
// long as this process lives. Where the kernel refuses to start programs from
// memory (vm.memfd_noexec), this program is its own worker.
func newWorker(ctx context.Context) (grader.Worker, error) {
	image, err := process.InMemory("worker", workerProgram)
	if err != nil {
		return grader.Worker{}, err
	}
	trial, cancel := context.WithCancel(ctx)
	p, err := new(process.Host).Start(trial, process.Spec{Image: image})
	cancel()
	if err != nil {
		image.Close() //nolint:errcheck // nothing will start from it
		return selfWorker()
	}
	p.Wait() // that it was started was the point
	return grader.Worker{Host: new(process.Host), Image: image}, nil
}
