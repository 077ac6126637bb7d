package main

import "fmt"

func main() {
	fmt.Println("before")
	var xs []int
	fmt.Println(xs[len(xs)])
}
