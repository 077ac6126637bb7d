package main

import (
	"fmt"
)

func main() {
	type M struct {
		a int
		b string
	}
	c := make(chan M, 2)
	select {
	case c <- M{1, "x"}:
		fmt.Println("s")
	default:
	}
	m := M{2, "y"}
	select {
	case c <- m:
		fmt.Println("s")
	default:
	}
	fmt.Println(<-c, <-c)
}
