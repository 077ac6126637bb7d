package main

import (
	"fmt"
)

func main() {
	cs := []chan int{make(chan int, 1), make(chan int, 1)}
	for _, c := range cs {
		select {
		case c <- 1:
			fmt.Println("s")
		default:
		}
	}
}
