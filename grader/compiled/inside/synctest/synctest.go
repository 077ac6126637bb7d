// Package synctest is what labs' tests get for testing/synctest when they are
// compiled: the same, but a panic inside a bubble fails its test instead of
// ending the process. It imports grader/harness alone.
package synctest

import (
	"testing"
	"testing/synctest"

	"happensbefore/grader/harness"
)

// Test runs f in a bubble.
func Test(t *testing.T, f func(*testing.T)) { harness.Bubble(t, f) }

// Wait waits until every other goroutine of the bubble is durably blocked.
func Wait() { synctest.Wait() }
