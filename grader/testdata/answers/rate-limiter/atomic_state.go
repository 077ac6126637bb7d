// The books behind an atomic pointer, changed by compare-and-swap.
package ratelimit

import (
	"context"
	"sync/atomic"
	"time"
)

type books struct {
	tokens float64
	last   time.Time
}

type Limiter struct {
	rate, burst float64
	now         func() time.Time
	state       atomic.Pointer[books]
}

func New(rate, burst int, now func() time.Time) *Limiter {
	l := &Limiter{rate: float64(rate), burst: float64(burst), now: now}
	l.state.Store(&books{tokens: l.burst, last: now()})
	return l
}

func (l *Limiter) take(n float64, force bool) (left float64, ok bool) {
	for {
		old := l.state.Load()
		next := *old
		if now := l.now(); now.After(next.last) {
			next.tokens = min(l.burst, next.tokens+l.rate*now.Sub(next.last).Seconds())
			next.last = now
		}
		if next.tokens < n && !force {
			return next.tokens, false
		}
		next.tokens -= n
		if l.state.CompareAndSwap(old, &next) {
			return next.tokens, true
		}
	}
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool {
	_, ok := l.take(float64(n), false)
	return ok
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	left, _ := l.take(1, true)
	if left >= 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(-left / l.rate * float64(time.Second))):
		return nil
	}
}
