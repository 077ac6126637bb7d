package main

import (
	"fmt"
	"time"
)

func main() {
	c := make(chan time.Time, 2)
	t := time.Unix(5, 0).UTC()
	select {
	case c <- t:
		fmt.Println("s")
	default:
	}
	fmt.Println(<-c)
}
