package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

func work(ctx context.Context, i int) error {
	select {
	case <-time.After(time.Duration(i) * 50 * time.Millisecond):
		if i == 3 {
			return fmt.Errorf("job %d failed", i)
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var wg sync.WaitGroup
	var once sync.Once
	var first error
	var mu sync.Mutex
	done := 0
	for i := 1; i <= 6; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := work(ctx, i); err != nil {
				once.Do(func() { first = err; cancel() })
			} else {
				mu.Lock()
				done++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(first, done, ctx.Err())
}
