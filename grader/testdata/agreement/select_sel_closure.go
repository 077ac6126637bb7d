package main

import (
	"fmt"
)

func main() {
	c := make(chan int, 5)
	var fs []func() int
	for i := 0; i < 3; i++ {
		c <- i
		select {
		case v := <-c:
			fs = append(fs, func() int { return v })
		}
	}
	for _, f := range fs {
		fmt.Println(f())
	}
}
