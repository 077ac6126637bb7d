package harness

import (
	"runtime/debug"
	"testing"
	"testing/synctest"
)

// carried is a panic that happened in another goroutine than the test's own, and
// was carried there: out of a bubble, or by sim out of a node's process.
type carried interface {
	Carried() (value any, stack []byte)
}

// A burst is a panic that was carried out of the bubble in which it happened.
type burst struct {
	value any
	stack []byte
}

func (b burst) Carried() (value any, stack []byte) { return b.value, b.stack }

// Bubble is testing/synctest's Test for labs' tests. A panic of the test inside
// the bubble would end the process before it could be worded and its seed be
// told, so it is caught there and carried out to the test's own goroutine.
func Bubble(t *testing.T, f func(*testing.T)) {
	var out *burst
	defer func() {
		if out != nil {
			recover() //nolint:errcheck // goroutines that the panic left waiting follow from it
			panic(*out)
		}
	}()
	synctest.Test(t, func(t *testing.T) {
		defer func() {
			if p := recover(); p != nil {
				out = &burst{p, debug.Stack()}
				t.Fail()
			}
		}()
		f(t)
	})
}
