package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

var ErrLimit = errors.New("over the limit")

type Limiter struct {
	mu     sync.Mutex
	tokens float64
	burst  float64
	rate   float64
	last   time.Time
}

func New(rate, burst float64) *Limiter {
	return &Limiter{rate: rate, burst: burst, tokens: burst, last: time.Now()}
}

func (l *Limiter) refill(now time.Time) {
	l.tokens = min(l.burst, l.tokens+now.Sub(l.last).Seconds()*l.rate)
	l.last = now
}

func (l *Limiter) Allow() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refill(time.Now())
	if l.tokens < 1 {
		return fmt.Errorf("%.1f tokens: %w", l.tokens, ErrLimit)
	}
	l.tokens--
	return nil
}

func (l *Limiter) Wait(ctx context.Context) error {
	for {
		err := l.Allow()
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func main() {
	l := New(2, 3)
	for i := range 5 {
		err := l.Allow()
		fmt.Println(i, err, errors.Is(err, ErrLimit))
	}
	fmt.Println(l.Wait(context.Background()))
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	err := l.Wait(ctx)
	fmt.Println(err, err == context.DeadlineExceeded, errors.Is(err, context.DeadlineExceeded))
}
