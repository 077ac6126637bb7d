package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

type Event struct {
	At   int
	Node string
}

func main() {
	es := []Event{{3, "b"}, {1, "z"}, {3, "a"}, {2, "q"}}
	slices.SortFunc(es, func(x, y Event) int {
		if c := cmp.Compare(x.At, y.At); c != 0 {
			return c
		}
		return strings.Compare(x.Node, y.Node)
	})
	fmt.Println(es)
	sort.Slice(es, func(i, j int) bool { return es[i].Node > es[j].Node })
	fmt.Println(es)
	sort.SliceStable(es, func(i, j int) bool { return es[i].At < es[j].At })
	fmt.Println(es)
	xs := []int{4, 1, 3}
	ys := slices.Clone(xs)
	slices.Sort(xs)
	slices.Reverse(ys)
	fmt.Println(xs, ys, slices.Contains(xs, 3), slices.Index(ys, 4), slices.Max(xs), slices.Min(xs), slices.Equal(xs, ys))
	fmt.Println(slices.IndexFunc(es, func(e Event) bool { return e.Node == "q" }), slices.ContainsFunc(xs, func(x int) bool { return x > 9 }))
}
