package main

import "fmt"

type m struct{ a int }

func main() {
	c := make(chan any, 1)
	d := make(chan m, 1)
	select {
	case c <- m{1}:
	default:
	}
	select {
	case d <- m{2}:
	default:
	}
	fmt.Println(<-c, <-d)
	e := make(chan int32, 1)
	select {
	case e <- 3:
	default:
	}
	fmt.Println(<-e)
}
