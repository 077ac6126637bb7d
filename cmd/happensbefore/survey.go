package main

import (
	"context"
	"path/filepath"

	"happensbefore/grader/compiled"
	"happensbefore/grader/process"
)

// survey has the jail proven by attempts to break out of it, from inside a
// worker and from inside a compiled program's place. Processes are then to be
// started on the host it returns, which adds what this machine permits.
func survey(ctx context.Context, cfg config) (*process.Host, process.Report, error) {
	worker, err := newWorker()
	if err != nil {
		return nil, process.Report{}, err
	}
	subjects := process.Subjects{Worker: process.Spec{Path: worker.Path, Args: worker.Args}}
	dir, err := findToolchain(cfg.toolchain)
	if err != nil {
		return nil, process.Report{}, err
	}
	if dir != "" {
		subjects.Reach = []string{dir}
		if subjects.Jailer, err = filepath.Abs(filepath.Join(dir, compiled.JailerFile)); err != nil {
			return nil, process.Report{}, err
		}
	}
	return process.Survey(ctx, subjects)
}
