package main

import (
	"fmt"
)

func find(ns []int, want int) bool {
	c := make(chan bool)
	for _, n := range ns {
		go func() { c <- n == want }()
	}
	for range ns {
		if <-c {
			return true
		}
	}
	return false
}

func main() {
	fmt.Println(find([]int{1, 2, 3}, 2), find([]int{1}, 5), find(nil, 1))
}
