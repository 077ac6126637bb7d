package main

import (
	"fmt"
)

func main() {
	c := make(chan int, 3)
	for i := 0; i < 5; i++ {
		select {
		case c <- i*i + 1:
			fmt.Println("s", i)
		default:
			fmt.Println("f", i)
		}
	}
	close(c)
	for v := range c {
		fmt.Println(v)
	}
}
