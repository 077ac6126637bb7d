package main

import "fmt"

type Set[T comparable] map[T]bool

func (s Set[T]) Add(v T) { s[v] = true }

func main() {
	s := Set[string]{}
	s.Add("a")
	fmt.Println(len(s))
}
