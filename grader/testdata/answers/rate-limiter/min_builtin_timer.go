// The built-in min, a timer that is stopped.
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

func (l *Limiter) refillLocked() {
	now := l.now()
	elapsed := now.Sub(l.last)
	if elapsed <= 0 {
		return
	}
	l.tokens = min(l.burst, l.tokens+elapsed.Seconds()*l.rate)
	l.last = now
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()

	l.refillLocked()
	if float64(n) > l.tokens {
		return false
	}
	l.tokens -= float64(n)
	return true
}

func (l *Limiter) reserve() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()

	l.refillLocked()
	l.tokens--
	if l.tokens >= 0 {
		return 0
	}
	return time.Duration(-l.tokens / l.rate * float64(time.Second))
}

func (l *Limiter) Wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	default:
	}

	delay := l.reserve()
	if delay == 0 {
		return nil
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()

	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
