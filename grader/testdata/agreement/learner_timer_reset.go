package main

import (
	"fmt"
	"time"
)

func debounce(d time.Duration) (chan<- int, <-chan int) {
	in, out := make(chan int), make(chan int, 10)
	go func() {
		last := 0
		timer := time.NewTimer(d)
		timer.Stop()
		for {
			select {
			case v, ok := <-in:
				if !ok {
					close(out)
					return
				}
				last = v
				timer.Reset(d)
			case <-timer.C:
				out <- last
			}
		}
	}()
	return in, out
}

func main() {
	in, out := debounce(10 * time.Millisecond)
	in <- 1
	in <- 2
	time.Sleep(30 * time.Millisecond)
	in <- 3
	time.Sleep(30 * time.Millisecond)
	close(in)
	for v := range out {
		fmt.Println(v)
	}
	tm := time.AfterFunc(time.Hour, func() { fmt.Println("never") })
	fmt.Println(tm.Stop())
	ch := make(chan int)
	time.AfterFunc(time.Millisecond, func() { ch <- 4 })
	fmt.Println(<-ch)
}
