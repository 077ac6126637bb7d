package main

import (
	"fmt"
)

func main() {
	cs := []chan int{make(chan int, 1), make(chan int, 1)}
	cs[1] <- 4
	for i, c := range cs {
		select {
		case v := <-c:
			fmt.Println("r", i, v)
		default:
			fmt.Println("none", i)
		}
	}
}
