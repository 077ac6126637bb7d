package main

import (
	"context"
	"fmt"
	"time"
)

func slow(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	fmt.Println(slow(ctx, 10*time.Millisecond))
	fmt.Println(slow(ctx, time.Hour))
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	done := make(chan struct{})
	go func() {
		time.Sleep(90 * time.Millisecond)
		close(done)
	}()
	n := 0
	for running := true; running; {
		select {
		case <-ticker.C:
			n++
		case <-done:
			running = false
		}
	}
	fmt.Println(n)
	results := make(chan string, 2)
	go func() { time.Sleep(20 * time.Millisecond); results <- "slow" }()
	go func() { results <- "fast" }()
	select {
	case r := <-results:
		fmt.Println(r)
	case <-time.After(time.Minute):
		fmt.Println("timeout")
	}
}
