package main

import (
	"fmt"
	"maps"
	"slices"
)

type Time map[string]uint64

func (t Time) Merge(o Time) {
	for node, n := range o {
		t[node] = max(t[node], n)
	}
}

func (t Time) Copy() Time { return maps.Clone(t) }

func (t Time) Show() string {
	s := ""
	for _, k := range slices.Sorted(maps.Keys(t)) {
		s += fmt.Sprintf("%s=%d ", k, t[k])
	}
	return s
}

func main() {
	a := Time{"A": 3, "B": 1}
	b := a.Copy()
	b["C"] = 7
	a.Merge(Time{"B": 4, "D": 1})
	fmt.Println(a.Show(), b.Show(), len(a))
	var none Time
	fmt.Println(none["x"], len(none.Copy()), none.Copy() == nil)
	clear(b)
	fmt.Println(b)
}
