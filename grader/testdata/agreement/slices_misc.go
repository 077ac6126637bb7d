package main

import (
	"fmt"
	"slices"
)

func main() {
	a := []int{1, 2, 3, 4}
	a = slices.Insert(a, 1, 9)
	a = slices.Delete(a, 0, 1)
	b := slices.Clone(a)
	i, ok := slices.BinarySearch([]int{1, 3, 5}, 3)
	fmt.Println(a, b, i, ok, slices.IndexFunc(a, func(x int) bool { return x == 3 }))
}
