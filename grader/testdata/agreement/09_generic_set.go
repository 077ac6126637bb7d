package main

import (
	"fmt"
	"sort"
)

type Set[T comparable] map[T]struct{}

func NewSet[T comparable](xs ...T) Set[T] {
	s := make(Set[T], len(xs))
	for _, x := range xs {
		s.Add(x)
	}
	return s
}

func (s Set[T]) Add(x T)      { s[x] = struct{}{} }
func (s Set[T]) Has(x T) bool { _, ok := s[x]; return ok }
func (s Set[T]) Len() int     { return len(s) }
func (s Set[T]) Remove(x T)   { delete(s, x) }
func (s Set[T]) Union(o Set[T]) Set[T] {
	r := NewSet[T]()
	for x := range s {
		r.Add(x)
	}
	for x := range o {
		r.Add(x)
	}
	return r
}
func (s Set[T]) Intersect(o Set[T]) Set[T] {
	r := Set[T]{}
	for x := range s {
		if o.Has(x) {
			r.Add(x)
		}
	}
	return r
}

func Map[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func SortedInts(s Set[int]) []int {
	var r []int
	for x := range s {
		r = append(r, x)
	}
	sort.Ints(r)
	return r
}

func main() {
	a := NewSet(1, 2, 3)
	b := NewSet(2, 3, 4)
	fmt.Println(SortedInts(a.Union(b)), SortedInts(a.Intersect(b)))
	s := NewSet("x", "y")
	s.Remove("x")
	fmt.Println(s.Has("x"), s.Has("y"), s.Len())
	fmt.Println(Map([]int{1, 2}, func(i int) string { return fmt.Sprint("n", i) }))
	type P struct{ X, Y int }
	ps := NewSet(P{1, 2}, P{1, 2}, P{2, 1})
	fmt.Println(ps.Len())
}
