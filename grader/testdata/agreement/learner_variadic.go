package main

import (
	"fmt"
	"strings"
)

func sum(base int, xs ...int) int {
	for _, x := range xs {
		base += x
	}
	return base
}
func j(sep string, parts ...string) string { return strings.Join(parts, sep) }

func main() {
	fmt.Println(sum(1), sum(1, 2), sum(1, 2, 3))
	xs := []int{4, 5}
	fmt.Println(sum(0, xs...), j("-", "a", "b"), j("-"), j("-", []string{"q", "r"}...))
	xs = append(xs, xs...)
	fmt.Println(xs, len(xs))
}
