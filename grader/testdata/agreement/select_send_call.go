package main

import (
	"fmt"
)

func main() {
	c := make(chan int, 2)
	f := func() int { fmt.Println("eval"); return 3 }
	select {
	case c <- f():
		fmt.Println("s")
	default:
	}
	fmt.Println(<-c)
}
