package main

import (
	"cmp"
	"fmt"
	"maps"
	"strings"
)

type entry struct {
	time uint64
	node string
}

func main() {
	a := map[string]int{"x": 1, "y": 0}
	fmt.Println(maps.Equal(a, map[string]int{"x": 1, "y": 0}), maps.Equal(a, map[string]int{"x": 1, "z": 0}), maps.Equal(a, map[string]int(nil)))
	fmt.Println(maps.Equal(map[string]int{}, map[string]int(nil)), maps.Equal(map[int]bool{1: true}, map[int]bool{1: false}))

	fmt.Println(cmp.Or("", "a", "b"), cmp.Or(0, 0), cmp.Or(uint8(0), 7))
	es := []entry{{1, "b"}, {1, "a"}, {0, "z"}}
	for _, s := range es {
		for _, o := range es {
			fmt.Print(cmp.Or(cmp.Compare(s.time, o.time), strings.Compare(s.node, o.node)), " ")
		}
	}
	fmt.Println()
}
