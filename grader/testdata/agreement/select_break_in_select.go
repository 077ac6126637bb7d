package main

import (
	"fmt"
)

func main() {
	c := make(chan int, 3)
	c <- 1
	for i := 0; i < 2; i++ {
		select {
		case v := <-c:
			if v == 1 {
				break
			}
			fmt.Println("not")
		default:
			fmt.Println("d")
		}
		fmt.Println("after")
	}
}
