package main

import "fmt"

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(x T) { s[x] = struct{}{} }
func main()              { s := Set[int]{}; s.Add(1); s.Add(1); fmt.Println(len(s)) }
