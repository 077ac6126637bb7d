package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	in := make(chan int)
	out := make(chan int, 100)
	stop := make(chan struct{})
	w := func() {
		defer wg.Done()
		for {
			select {
			case v := <-in:
				out <- v
			case <-stop:
				return
			}
		}
	}
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go w()
	}
	for i := 0; i < 50; i++ {
		in <- i
	}
	close(stop)
	wg.Wait()
	close(out)
	s := 0
	for v := range out {
		s += v
	}
	fmt.Println(s)
}
