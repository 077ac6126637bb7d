package main

import (
	"fmt"
)

func main() {
	cs := []chan int{make(chan int, 1), make(chan int, 1)}
	for i := range cs {
		select {
		case cs[i] <- 1:
			fmt.Println("s")
		default:
		}
	}
}
