package main

import (
	"fmt"
)

func main() {
	cs := []chan int{make(chan int, 1)}
	cs[0] <- 4
	f := func() chan int { fmt.Println("ev"); return cs[0] }
	select {
	case v := <-f():
		fmt.Println(v)
	}
	cs[0] <- 5
	select {
	case v := <-cs[len(cs)-1]:
		fmt.Println(v)
	}
}
