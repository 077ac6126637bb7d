package main

import "fmt"

func main() {
	subs := []chan int{make(chan int, 1), make(chan int, 1)}
	for _, c := range subs {
		select {
		case c <- 1:
			fmt.Println("sent")
		default:
		}
	}
}
