package main

import "fmt"

func main() {
	ch := make(chan int, 3)
	ch <- 4
	close(ch)
	for x := range ch {
		x++
		fmt.Println(x)
	}
	ch2 := make(chan int, 3)
	ch2 <- 4
	var y int
	y = <-ch2
	y++
	fmt.Println(y)
}
