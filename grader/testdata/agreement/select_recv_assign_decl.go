package main

import (
	"fmt"
)

func main() {
	v := 0
	c := make(chan int, 1)
	c <- 3
	select {
	case v = <-c:
		fmt.Println("g")
	}
	fmt.Println(v)
}
