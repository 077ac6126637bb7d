// Counts in billionths of a token, so that nothing is rounded.
package ratelimit

import (
	"context"
	"sync"
	"time"
)

const unit = int64(time.Second) // one token

type Limiter struct {
	rate int64
	full int64
	now  func() time.Time

	mu     sync.Mutex
	credit int64
	last   time.Time
}

func New(rate, burst int, now func() time.Time) *Limiter {
	full := int64(burst) * unit
	return &Limiter{rate: int64(rate), full: full, credit: full, now: now, last: now()}
}

func (l *Limiter) earn() {
	now := l.now()
	d := now.Sub(l.last)
	if d <= 0 {
		return
	}
	l.last = now
	lack := l.full - l.credit
	if int64(d) >= lack/l.rate+1 {
		l.credit = l.full
		return
	}
	l.credit += int64(d) * l.rate
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.earn()
	cost := int64(n) * unit
	if l.credit < cost {
		return false
	}
	l.credit -= cost
	return true
}

func (l *Limiter) Wait(ctx context.Context) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	l.mu.Lock()
	l.earn()
	l.credit -= unit
	debt := -l.credit
	l.mu.Unlock()

	if debt <= 0 {
		return nil
	}
	t := time.NewTimer(time.Duration((debt + l.rate - 1) / l.rate))
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}
