//go:build !embedworker

package main

import (
	"context"

	"happensbefore/grader"
)

// newWorker makes workers of this program itself, where the build has put no
// smaller one inside it.
func newWorker(context.Context) (grader.Worker, error) { return selfWorker() }
