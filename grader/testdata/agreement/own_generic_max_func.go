package main

import (
	"cmp"
	"fmt"
)

func largest[T cmp.Ordered](a, b T) T {
	if a > b {
		return a
	}
	return b
}

func main() { fmt.Println(largest(1, 2), largest("a", "b")) }
