package main

import "fmt"

func Filter[S ~[]E, E any](s S, f func(E) bool) S {
	var o S
	for _, e := range s {
		if f(e) {
			o = append(o, e)
		}
	}
	return o
}
func main() { fmt.Println(Filter([]int{1, 2, 3}, func(i int) bool { return i > 1 })) }
