// The generic cell rate algorithm: one theoretical arrival time.
package ratelimit

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	interval time.Duration
	burst    int
	now      func() time.Time

	mu   sync.Mutex
	tat  time.Time // when the bucket is full again
	seen time.Time // the latest time
}

func New(rate, burst int, now func() time.Time) *Limiter {
	t := now()
	return &Limiter{interval: time.Second / time.Duration(rate), burst: burst, now: now, tat: t, seen: t}
}

func (l *Limiter) clock() time.Time {
	if t := l.now(); t.After(l.seen) {
		l.seen = t
	}
	if l.tat.Before(l.seen) {
		l.tat = l.seen
	}
	return l.seen
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock()
	next := l.tat.Add(time.Duration(n) * l.interval)
	if next.Sub(now) > time.Duration(l.burst)*l.interval {
		return false
	}
	l.tat = next
	return true
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	now := l.clock()
	l.tat = l.tat.Add(l.interval)
	sleep := l.tat.Sub(now) - time.Duration(l.burst)*l.interval
	l.mu.Unlock()
	if sleep <= 0 {
		return nil
	}
	timer := time.NewTimer(sleep)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
