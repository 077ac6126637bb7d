package main

import (
	"fmt"
)

func main() {
	m := map[string]chan int{"a": make(chan int, 1)}
	for k, c := range m {
		select {
		case c <- 1:
			fmt.Println("s", k)
		default:
		}
	}
}
