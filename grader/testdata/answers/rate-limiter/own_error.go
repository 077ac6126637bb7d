// Returns an error type of its own for a context that has ended, which unwraps to the context's.
package ratelimit

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A WaitError says why a Wait ended early.
type WaitError struct {
	After time.Duration
	Err   error
}

func (e *WaitError) Error() string { return fmt.Sprintf("gave up after %v: %v", e.After, e.Err) }
func (e *WaitError) Unwrap() error { return e.Err }

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
		return &WaitError{Err: err}
	}
	l.mu.Lock()
	l.refill()
	l.tokens--
	lack := -l.tokens
	l.mu.Unlock()
	if lack <= 0 {
		return nil
	}
	begin := time.Now()
	timer := time.NewTimer(time.Duration(lack / l.rate * float64(time.Second)))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return &WaitError{After: time.Since(begin), Err: ctx.Err()}
	}
}
