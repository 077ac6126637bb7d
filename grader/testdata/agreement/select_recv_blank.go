package main

import (
	"fmt"
)

func main() {
	c := make(chan int, 1)
	c <- 3
	select {
	case _ = <-c:
		fmt.Println("g")
	}
	close(c)
	select {
	case _, ok := <-c:
		fmt.Println(ok)
	}
}
