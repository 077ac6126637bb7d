package main

import (
	"fmt"
)

func main() {
	a := make(chan int, 3)
	b := make(chan int, 3)
	a <- 1
	b <- 2
	close(a)
	close(b)
	n := 0
	for a != nil || b != nil {
		select {
		case v, ok := <-a:
			if !ok {
				a = nil
				continue
			}
			n += v
		case v, ok := <-b:
			if !ok {
				b = nil
				continue
			}
			n += v
		}
	}
	fmt.Println(n)
}
