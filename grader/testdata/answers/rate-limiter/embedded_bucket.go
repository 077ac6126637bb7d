// The bucket is a type of its own, embedded with its mutex.
package ratelimit

import (
	"context"
	"sync"
	"time"
)

type bucket struct {
	sync.Mutex
	tokens, burst, rate float64
	last                time.Time
}

func (b *bucket) refill(now time.Time) {
	if !now.After(b.last) {
		return
	}
	b.tokens += b.rate * now.Sub(b.last).Seconds()
	if b.tokens > b.burst {
		b.tokens = b.burst
	}
	b.last = now
}

type Limiter struct {
	bucket
	now func() time.Time
}

func New(rate, burst int, now func() time.Time) *Limiter {
	return &Limiter{
		bucket: bucket{tokens: float64(burst), burst: float64(burst), rate: float64(rate), last: now()},
		now:    now,
	}
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool {
	l.Lock()
	defer l.Unlock()
	l.refill(l.now())
	if l.tokens < float64(n) {
		return false
	}
	l.tokens -= float64(n)
	return true
}

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.Lock()
	l.refill(l.now())
	l.tokens -= 1
	deficit := -l.tokens
	l.Unlock()
	if deficit <= 0 {
		return nil
	}
	t := time.NewTimer(time.Duration(deficit / l.rate * float64(time.Second)))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
