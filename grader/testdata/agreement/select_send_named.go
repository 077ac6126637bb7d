package main

import (
	"fmt"
)

func main() {
	type K int
	const A K = 3
	c := make(chan K, 2)
	select {
	case c <- A:
		fmt.Println("s")
	default:
	}
	fmt.Println(int(<-c))
}
