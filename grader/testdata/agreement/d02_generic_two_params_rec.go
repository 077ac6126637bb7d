package main

import "fmt"

type node[K comparable, V any] struct {
	k          K
	v          V
	prev, next *node[K, V]
}
type L[K comparable, V any] struct{ m map[K]*node[K, V] }

func (l *L[K, V]) Put(k K, v V) { l.m[k] = &node[K, V]{k: k, v: v} }
func main() {
	l := &L[string, int]{m: map[string]*node[string, int]{}}
	l.Put("a", 1)
	fmt.Println(l.m["a"].v)
}
