package main

import (
	"fmt"
)

func main() {
	c := make(chan int, 1)
	for i := 0; i < 3; i++ {
		select {
		case c <- i:
		default:
		}
	}
	fmt.Println(<-c)
	select {
	case <-c:
	default:
	}
	fmt.Println("end")
}
