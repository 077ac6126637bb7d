// A list of waiters, each with a channel, served by a timer function.
package ratelimit

import (
	"container/list"
	"context"
	"sync"
	"time"
)

type waiter struct {
	ready chan struct{}
}

type Limiter struct {
	rate, burst float64
	now         func() time.Time

	mu      sync.Mutex
	tokens  float64
	last    time.Time
	waiting *list.List
	timer   *time.Timer
}

func New(rate, burst int, now func() time.Time) *Limiter {
	return &Limiter{rate: float64(rate), burst: float64(burst), now: now, tokens: float64(burst), last: now(), waiting: list.New()}
}

func (l *Limiter) refill() {
	now := l.now()
	if now.After(l.last) {
		l.tokens = min(l.burst, l.tokens+now.Sub(l.last).Seconds()*l.rate)
		l.last = now
	}
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refill()
	if l.waiting.Len() > 0 || l.tokens < float64(n) {
		return false
	}
	l.tokens -= float64(n)
	return true
}

// arm sets the timer for the first in the line; l.mu is held.
func (l *Limiter) arm() {
	d := time.Duration((1-l.tokens)/l.rate*float64(time.Second)) + 1
	l.timer = time.AfterFunc(d, l.serve)
}

func (l *Limiter) serve() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refill()
	for l.waiting.Len() > 0 && l.tokens >= 1 {
		l.tokens--
		first := l.waiting.Remove(l.waiting.Front()).(*waiter)
		close(first.ready)
	}
	if l.waiting.Len() > 0 {
		l.arm()
	}
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	l.refill()
	if l.waiting.Len() == 0 && l.tokens >= 1 {
		l.tokens--
		l.mu.Unlock()
		return nil
	}
	w := &waiter{ready: make(chan struct{})}
	element := l.waiting.PushBack(w)
	if l.waiting.Len() == 1 {
		l.arm()
	}
	l.mu.Unlock()

	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		l.mu.Lock()
		l.waiting.Remove(element)
		l.mu.Unlock()
		return ctx.Err()
	}
}
