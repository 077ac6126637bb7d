package interpreted

import (
	"io"
	"sync"
	"sync/atomic"
)

// A mutable writer passes on until it is muted.
type mutable struct {
	to    io.Writer
	muted atomic.Bool
}

func (m *mutable) Write(p []byte) (int, error) {
	if m.muted.Load() {
		return len(p), nil
	}
	return m.to.Write(p)
}

func (m *mutable) mute() { m.muted.Store(true) }

// Limited passes on the first n bytes and calls full, which does not return, at
// the next.
func Limited(to io.Writer, n int64, full func()) io.Writer {
	return &limited{to: to, left: n, full: full}
}

type limited struct {
	to   io.Writer
	full func()

	mu   sync.Mutex
	left int64
}

func (l *limited) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if int64(len(p)) > l.left {
		l.to.Write(p[:l.left]) //nolint:errcheck // the end is near either way
		l.full()
	}
	l.left -= int64(len(p))
	return l.to.Write(p)
}
