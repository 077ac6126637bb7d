// A goroutine with a ticker fills a channel of tokens.
package ratelimit

import (
	"context"
	"time"
)

type Limiter struct {
	tokens chan struct{}
}

func New(rate, burst int, now func() time.Time) *Limiter {
	l := &Limiter{tokens: make(chan struct{}, burst)}
	for range burst {
		l.tokens <- struct{}{}
	}
	go func() {
		ticker := time.NewTicker(time.Second / time.Duration(rate))
		defer ticker.Stop()
		for range ticker.C {
			select {
			case l.tokens <- struct{}{}:
			default:
			}
		}
	}()
	return l
}

func (l *Limiter) Allow() bool {
	select {
	case <-l.tokens:
		return true
	default:
		return false
	}
}

func (l *Limiter) AllowN(n int) bool {
	if len(l.tokens) < n {
		return false
	}
	for i := 0; i < n; i++ {
		<-l.tokens
	}
	return true
}

func (l *Limiter) Wait(ctx context.Context) error {
	select {
	case <-l.tokens:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
