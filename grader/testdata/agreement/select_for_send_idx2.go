package main

import (
	"fmt"
)

func main() {
	cs := []chan int{make(chan int, 1), make(chan int, 1)}
	for i := 0; i < 2; i++ {
		select {
		case cs[i] <- i:
			fmt.Println("s", i)
		default:
		}
	}
}
