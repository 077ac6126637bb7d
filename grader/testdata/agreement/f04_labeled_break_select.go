package main

import "fmt"

func main() {
	c := make(chan int, 3)
	c <- 1
	c <- 2
	n := 0
loop:
	for {
		select {
		case v := <-c:
			n += v
		default:
			break loop
		}
	}
	fmt.Println(n)
}
