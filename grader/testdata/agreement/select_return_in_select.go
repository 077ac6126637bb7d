package main

import (
	"fmt"
)

func main() {
	f := func(c chan int) (r int, ok bool) {
		for {
			select {
			case v := <-c:
				return v, true
			default:
				return 0, false
			}
		}
	}
	c := make(chan int, 1)
	c <- 8
	fmt.Println(f(c))
	fmt.Println(f(c))
}
