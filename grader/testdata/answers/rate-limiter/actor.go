// A goroutine keeps the books; callers send it requests.
package ratelimit

import (
	"context"
	"time"
)

type request struct {
	n     int
	wait  bool
	reply chan time.Duration
}

type Limiter struct {
	requests chan request
	now      func() time.Time
}

func New(rate, burst int, now func() time.Time) *Limiter {
	l := &Limiter{requests: make(chan request), now: now}
	go l.run(float64(rate), float64(burst), now())
	return l
}

func (l *Limiter) run(rate, burst float64, last time.Time) {
	tokens := burst
	for r := range l.requests {
		if now := l.now(); now.After(last) {
			tokens = min(burst, tokens+rate*now.Sub(last).Seconds())
			last = now
		}
		switch {
		case tokens >= float64(r.n):
			tokens -= float64(r.n)
			r.reply <- 0
		case r.wait:
			tokens -= float64(r.n)
			r.reply <- time.Duration(-tokens / rate * float64(time.Second))
		default:
			r.reply <- -1
		}
	}
}

func (l *Limiter) ask(n int, wait bool) time.Duration {
	reply := make(chan time.Duration, 1)
	l.requests <- request{n, wait, reply}
	return <-reply
}

func (l *Limiter) Allow() bool { return l.AllowN(1) }

func (l *Limiter) AllowN(n int) bool { return l.ask(n, false) == 0 }

func (l *Limiter) Wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d := l.ask(1, true)
	if d == 0 {
		return nil
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
