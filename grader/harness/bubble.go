package harness

import (
	"runtime/debug"
	"testing"
	"testing/synctest"
)

// A burst is a panic that was carried out of the bubble in which it happened.
type burst struct {
	value any
	stack []byte
}

// Bubble is testing/synctest's Test for labs' tests. A panic of the test inside
// the bubble would end the process before it could be worded and its seed be
// told, so it is caught there and carried out to the test's own goroutine.
func Bubble(t *testing.T, f func(*testing.T)) {
	var carried *burst
	defer func() {
		if carried != nil {
			recover() //nolint:errcheck // goroutines that the panic left waiting follow from it
			panic(*carried)
		}
	}()
	synctest.Test(t, func(t *testing.T) {
		defer func() {
			if p := recover(); p != nil {
				carried = &burst{p, debug.Stack()}
				t.Fail()
			}
		}()
		f(t)
	})
}
