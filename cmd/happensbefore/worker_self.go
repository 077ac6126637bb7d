//go:build !embedworker

package main

import (
	"os"

	"happensbefore/grader"
	"happensbefore/grader/process"
)

// newWorker makes workers of this program itself, where the build has put no
// smaller one inside it.
func newWorker() (grader.Worker, error) {
	path, err := os.Executable()
	if err != nil {
		return grader.Worker{}, err
	}
	return grader.Worker{Host: new(process.Host), Path: path, Args: []string{workerCommand}}, nil
}
