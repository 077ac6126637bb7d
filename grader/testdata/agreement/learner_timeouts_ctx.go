package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

func call(ctx context.Context, d time.Duration) (s string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	done := make(chan string, 1)
	go func() { time.Sleep(d); done <- fmt.Sprint("after ", d) }()
	select {
	case s := <-done:
		return s, nil
	case <-ctx.Done():
		return "", fmt.Errorf("call: %w", ctx.Err())
	}
}
func hedged(ctx context.Context, ds ...time.Duration) string {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := make(chan string, len(ds))
	for _, d := range ds {
		go func() {
			select {
			case <-time.After(d):
				out <- fmt.Sprint(d)
			case <-ctx.Done():
			}
		}()
	}
	return <-out
}

func main() {
	fmt.Println(call(context.Background(), 10*time.Millisecond))
	s, err := call(context.Background(), time.Second)
	fmt.Println(s == "", err, errors.Is(err, context.DeadlineExceeded))
	fmt.Println(hedged(context.Background(), 30*time.Millisecond, 5*time.Millisecond, time.Hour))
	ctx := context.WithValue(context.Background(), "k", 5)
	fmt.Println(ctx.Value("k"), ctx.Value("z"))
	c2, stop := context.WithCancel(ctx)
	stop()
	fmt.Println(c2.Err(), <-c2.Done())
	dl, ok := c2.Deadline()
	fmt.Println(dl.IsZero(), ok)
}
