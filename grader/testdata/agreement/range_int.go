package main

import "fmt"

func main() {
	for i := range 3 {
		fmt.Println(i)
	}
	for range 2 {
		fmt.Println("x")
	}
	n := 2
	for i := range n {
		fmt.Println(i)
	}
}
