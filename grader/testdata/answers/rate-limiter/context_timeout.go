// Sleeps by a context with a deadline of its own.
package ratelimit

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	rate, burst float64
	now         func() time.Time

	mu     sync.Mutex
	tokens float64
	last   time.Time
}

func New(rate, burst int, now func() time.Time) *Limiter {
	return &Limiter{
		rate:   float64(rate),
		burst:  float64(burst),
		now:    now,
		tokens: float64(burst),
		last:   now(),
	}
}

func (l *Limiter) refill() {
	now := l.now()
	if now.After(l.last) {
		l.tokens += now.Sub(l.last).Seconds() * l.rate
		if l.tokens > l.burst {
			l.tokens = l.burst
		}
		l.last = now
	}
}

func (l *Limiter) Allow() bool {
	return l.AllowN(1)
}

func (l *Limiter) AllowN(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refill()
	if l.tokens >= float64(n) {
		l.tokens -= float64(n)
		return true
	}
	return false
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}

	l.mu.Lock()
	l.refill()
	l.tokens--
	missing := -l.tokens
	l.mu.Unlock()
	if missing <= 0 {
		return nil
	}

	due, cancel := context.WithTimeout(ctx, time.Duration(missing/l.rate*1e9))
	defer cancel()
	<-due.Done()
	return ctx.Err()
}
