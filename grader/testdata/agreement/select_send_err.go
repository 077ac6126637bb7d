package main

import (
	"errors"
	"fmt"
)

func main() {
	c := make(chan error, 2)
	err := errors.New("x")
	select {
	case c <- err:
		fmt.Println("s")
	default:
	}
	select {
	case c <- errors.New("y"):
		fmt.Println("s")
	default:
	}
	select {
	case c <- nil:
		fmt.Println("s")
	default:
		fmt.Println("full")
	}
	fmt.Println(<-c, <-c)
}
