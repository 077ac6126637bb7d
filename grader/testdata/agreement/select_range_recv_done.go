package main

import (
	"fmt"
	"time"
)

func main() {
	d := make(chan int, 9)
	d <- 1
	d <- 2
	for _, s := range []string{"a", "b", "c"} {
		select {
		case v := <-d:
			fmt.Println(s, v)
		case <-time.After(time.Second):
			fmt.Println(s, "timeout")
		}
	}
}
