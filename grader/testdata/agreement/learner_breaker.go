package main

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

type State int

const (
	Closed State = iota
	Open
	HalfOpen
)

type Breaker struct {
	mu           sync.Mutex
	state        State
	fails, limit int
	until        time.Time
	pause        time.Duration
}

var ErrOpen = errors.New("open")

func (b *Breaker) Call(f func() error) error {
	b.mu.Lock()
	if b.state == Open {
		if time.Now().Before(b.until) {
			b.mu.Unlock()
			return ErrOpen
		}
		b.state = HalfOpen
	}
	b.mu.Unlock()
	err := f()
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case err == nil:
		b.state, b.fails = Closed, 0
	case b.state == HalfOpen, b.fails+1 >= b.limit:
		b.state = Open
		b.until = time.Now().Add(b.pause)
		b.fails = 0
	default:
		b.fails++
	}
	return err
}

func main() {
	b := &Breaker{limit: 2, pause: time.Second}
	boom := errors.New("boom")
	fail := func() error { return boom }
	ok := func() error { return nil }
	for i := range 4 {
		fmt.Println(i, b.Call(fail), int(b.state))
	}
	time.Sleep(2 * time.Second)
	fmt.Println(b.Call(fail), b.Call(ok) == ErrOpen)
	time.Sleep(2 * time.Second)
	fmt.Println(b.Call(ok), int(b.state), b.fails)
}
