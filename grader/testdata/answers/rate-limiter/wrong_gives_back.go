// Puts the token back when its waiter gives up.
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
	lack := -l.tokens
	l.mu.Unlock()
	if lack <= 0 {
		return nil
	}
	timer := time.NewTimer(time.Duration(lack / l.rate * float64(time.Second)))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		l.mu.Lock()
		l.tokens++
		l.mu.Unlock()
		return ctx.Err()
	}
}
