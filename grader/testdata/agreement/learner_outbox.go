package main

import (
	"errors"
	"fmt"
	"sync"
)

type Msg struct {
	ID   int
	Body string
}
type Box struct {
	mu        sync.Mutex
	pending   []Msg
	seen      map[int]bool
	next      int
	delivered []string
}

func (b *Box) Add(s string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.next++
	b.pending = append(b.pending, Msg{b.next, s})
	return b.next
}
func (b *Box) Flush(send func(Msg) error) (n int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.pending) > 0 {
		m := b.pending[0]
		if err = send(m); err != nil {
			err = fmt.Errorf("message %d: %w", m.ID, err)
			return n, err
		}
		b.pending = b.pending[1:]
		n++
	}
	return
}
func (b *Box) Deliver(m Msg) {
	if b.seen[m.ID] {
		return
	}
	b.seen[m.ID] = true
	b.delivered = append(b.delivered, m.Body)
}

func main() {
	b := &Box{seen: map[int]bool{}}
	for _, s := range []string{"a", "b", "c"} {
		b.Add(s)
	}
	fails := 2
	lost := errors.New("lost")
	send := func(m Msg) error {
		b.Deliver(m)
		if m.ID == 2 && fails > 0 {
			fails--
			return lost
		}
		return nil
	}
	for i := range 4 {
		n, err := b.Flush(send)
		fmt.Println(i, n, err, errors.Is(err, lost))
	}
	fmt.Println(b.delivered, len(b.pending))
}
