package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

func stage(ctx context.Context, in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for v := range in {
			w := v * v
			select {
			case out <- w:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	in := make(chan int)
	go func() {
		defer close(in)
		for i := range 4 {
			in <- i
		}
	}()
	for v := range stage(ctx, in) {
		fmt.Println(v)
	}
	cancel()
	<-ctx.Done()
	fmt.Println(ctx.Err(), errors.Is(ctx.Err(), context.Canceled))
	var wg sync.WaitGroup
	c2, stop := context.WithTimeout(context.Background(), time.Second)
	defer stop()
	wg.Add(2)
	for i := 0; i < 2; i++ {
		go func(id int) {
			defer wg.Done()
			<-c2.Done()
		}(i)
	}
	wg.Wait()
	fmt.Println(c2.Err())
}
