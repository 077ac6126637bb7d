package main

import (
	"cmp"
	"fmt"
	"slices"
)

type P struct {
	N string
	A int
}

func main() {
	a := []P{{"b", 2}, {"a", 1}}
	slices.SortFunc(a, func(x, y P) int { return cmp.Compare(x.A, y.A) })
	fmt.Println(a)
}
