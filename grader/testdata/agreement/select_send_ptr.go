package main

import (
	"fmt"
)

func main() {
	type K struct{ n int }
	c := make(chan *K, 2)
	select {
	case c <- &K{4}:
		fmt.Println("s")
	default:
	}
	fmt.Println((<-c).n)
}
