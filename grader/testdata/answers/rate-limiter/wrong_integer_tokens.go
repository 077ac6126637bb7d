// Whole tokens only: fractions are lost.
package ratelimit

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	rate, burst int
	now         func() time.Time
	mu          sync.Mutex
	tokens      int
	last        time.Time
}

func New(rate, burst int, now func() time.Time) *Limiter {
	return &Limiter{rate: rate, burst: burst, now: now, tokens: burst, last: now()}
}

func (l *Limiter) refill() {
	now := l.now()
	earned := int(now.Sub(l.last).Seconds() * float64(l.rate))
	l.tokens = min(l.tokens+earned, l.burst)
	l.last = now
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refill()
	if l.tokens < n {
		return false
	}
	l.tokens -= n
	return true
}

func (l *Limiter) Wait(ctx context.Context) error {
	for !l.Allow() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second / time.Duration(l.rate)):
		}
	}
	return nil
}
