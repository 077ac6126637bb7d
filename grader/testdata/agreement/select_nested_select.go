package main

import (
	"fmt"
)

func main() {
	a := make(chan int, 3)
	b := make(chan int, 3)
	a <- 1
	select {
	case v := <-a:
		select {
		case b <- v:
			fmt.Println("sent")
		default:
		}
	default:
	}
	fmt.Println(<-b)
}
