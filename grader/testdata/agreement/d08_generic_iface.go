package main

import "fmt"

type Store[K comparable, V any] interface{ Get(K) (V, bool) }
type mem[K comparable, V any] struct{ m map[K]V }

func (s *mem[K, V]) Get(k K) (V, bool) { v, ok := s.m[k]; return v, ok }
func main() {
	var s Store[string, int] = &mem[string, int]{map[string]int{"a": 1}}
	fmt.Println(s.Get("a"))
}
