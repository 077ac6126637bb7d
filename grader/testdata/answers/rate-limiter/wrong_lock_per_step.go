// Locks each step on its own. Chance decides TestManyCallers.
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
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.After(l.last) {
		l.tokens = min(l.burst, l.tokens+now.Sub(l.last).Seconds()*l.rate)
		l.last = now
	}
}

func (l *Limiter) available() float64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.tokens
}

func (l *Limiter) take(n float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tokens -= n
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool {
	l.refill()
	if l.available() < float64(n) {
		return false
	}
	l.now() // log when it was
	l.take(float64(n))
	return true
}

func (l *Limiter) Wait(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	l.refill()
	l.take(1)
	lack := -l.available()
	if lack <= 0 {
		return nil
	}
	select {
	case <-time.After(time.Duration(lack / l.rate * float64(time.Second))):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
