// Sleeping and the clock as function fields, one of them a method value.
package ratelimit

import (
	"context"
	"sync"
	"time"
)

type Limiter struct {
	rate, burst float64
	now         func() time.Time
	sleep       func(context.Context, time.Duration) error

	mu     sync.Mutex
	tokens float64
	last   time.Time
}

type sleeper struct{}

func (sleeper) sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func New(rate, burst int, now func() time.Time) *Limiter {
	return &Limiter{
		rate: float64(rate), burst: float64(burst), now: now,
		sleep:  sleeper{}.sleep,
		tokens: float64(burst), last: now(),
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
	return l.sleep(ctx, time.Duration(lack/l.rate*float64(time.Second)))
}
