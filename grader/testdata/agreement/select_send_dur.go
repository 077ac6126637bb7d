package main

import (
	"fmt"
	"time"
)

func main() {
	c := make(chan time.Duration, 2)
	select {
	case c <- time.Second:
		fmt.Println("s")
	default:
	}
	fmt.Println(<-c)
}
