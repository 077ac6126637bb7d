// Takes its first look at the clock with sync.Once.
package ratelimit

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	rate, burst int
	now         func() time.Time
	start       sync.Once

	mu     sync.Mutex
	tokens float64
	last   time.Time
}

func New(rate, burst int, now func() time.Time) *Limiter {
	return &Limiter{rate: rate, burst: burst, now: now}
}

func (l *Limiter) refill() {
	l.start.Do(func() {
		l.tokens = float64(l.burst)
		l.last = l.now()
	})
	now := l.now()
	if now.After(l.last) {
		l.tokens += now.Sub(l.last).Seconds() * float64(l.rate)
		if l.tokens > float64(l.burst) {
			l.tokens = float64(l.burst)
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
	timer := time.NewTimer(time.Duration(lack / float64(l.rate) * float64(time.Second)))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
