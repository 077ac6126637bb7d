package main

import (
	"fmt"
)

func main() {
	c := make(chan int, 2)
	select {
	case c <- 7:
		fmt.Println("s")
	default:
	}
	b := make(chan bool, 1)
	select {
	case b <- true:
	default:
	}
	s := make(chan string, 1)
	select {
	case s <- "x":
	default:
	}
	fmt.Println(<-c, <-b, <-s)
}
