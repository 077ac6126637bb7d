package main

import (
	"fmt"
)

func main() {
	type S struct {
		v  int
		ok bool
	}
	var s S
	c := make(chan int, 1)
	c <- 3
	select {
	case s.v, s.ok = <-c:
		fmt.Println("g")
	}
	fmt.Println(s)
}
