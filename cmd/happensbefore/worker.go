package main

import (
	"os"

	"happensbefore/grader"
	"happensbefore/grader/process"
)

// selfWorker makes workers of this program itself, wherever it lies: it stays
// open as long as this process lives.
func selfWorker() (grader.Worker, error) {
	path, err := os.Executable()
	if err != nil {
		return grader.Worker{}, err
	}
	image, err := process.OpenImage(path)
	if err != nil {
		return grader.Worker{}, err
	}
	return grader.Worker{Host: new(process.Host), Image: image, Args: []string{workerCommand}}, nil
}
