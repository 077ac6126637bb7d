package main

import (
	"fmt"
)

func main() {
	c := make(chan float64, 2)
	select {
	case c <- 7:
		fmt.Println("s")
	default:
	}
	fmt.Println(<-c)
}
