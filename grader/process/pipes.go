package process

import (
	"bytes"
	"os"
	"sync"
	"time"
)

// pipes are a process's standard files, both ends.
type pipes struct {
	input, output, errors *os.File    // ours
	child                 [3]*os.File // the process's
}

func openPipes() (*pipes, error) {
	p := &pipes{}
	var err error
	if p.child[0], p.input, err = os.Pipe(); err == nil {
		if p.output, p.child[1], err = os.Pipe(); err == nil {
			p.errors, p.child[2], err = os.Pipe()
		}
	}
	if err != nil {
		p.closeChild()
		p.close()
		return nil, err
	}
	return p, nil
}

// closeChild closes the process's ends, of which it has its own copies.
func (p *pipes) closeChild() { closeAll(p.child[:]) }

// close closes our ends. Files that were never opened do not mind.
func (p *pipes) close() { closeAll([]*os.File{p.input, p.output, p.errors}) }

// drain waits until all that the process wrote is read, and closes our ends.
func (p *pipes) drain(copying *sync.WaitGroup) {
	limit := time.Now().Add(grace)
	p.output.SetReadDeadline(limit) //nolint:errcheck // a pipe has deadlines
	p.errors.SetReadDeadline(limit) //nolint:errcheck // as above
	copying.Wait()
	p.close()
}

// A bounded writer keeps the first limit bytes, and calls full once when there
// are more.
type bounded struct {
	limit int64
	full  func()

	mu   sync.Mutex
	kept bytes.Buffer
	over bool
}

func (b *bounded) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	room := max(0, b.limit-int64(b.kept.Len()))
	if int64(len(p)) <= room {
		b.kept.Write(p)
		return len(p), nil
	}
	b.kept.Write(p[:room])
	if !b.over && b.full != nil {
		b.full()
	}
	b.over = true
	return len(p), nil
}

// extend sets another limit, for what is written from now on.
func (b *bounded) extend(limit int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.limit = limit
}

func (b *bounded) bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.kept.Bytes()
}

func (b *bounded) overflowed() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.over
}
