package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	in := make(chan int)
	stop := make(chan struct{})
	w := func(k int) {
		defer wg.Done()
		for i := 0; i < 200; i++ {
			select {
			case in <- k*1000 + i:
			case <-stop:
				return
			}
		}
	}
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go w(i)
	}
	s := 0
	for i := 0; i < 800; i++ {
		s += <-in
	}
	wg.Wait()
	fmt.Println(s)
}
