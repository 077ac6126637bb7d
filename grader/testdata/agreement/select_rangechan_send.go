package main

import (
	"fmt"
)

func main() {
	in := make(chan int, 3)
	out := make(chan int, 2)
	in <- 1
	in <- 2
	in <- 3
	close(in)
	for v := range in {
		select {
		case out <- v:
			fmt.Println("s", v)
		default:
			fmt.Println("drop", v)
		}
	}
}
