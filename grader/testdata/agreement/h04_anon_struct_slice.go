package main

import "fmt"

func main() {
	ts := []struct {
		n    string
		in   []int
		want int
		err  error
	}{{"a", nil, 0, nil}, {n: "b", in: []int{1, 2}, want: 3}}
	for _, t := range ts {
		s := 0
		for _, x := range t.in {
			s += x
		}
		fmt.Println(t.n, s == t.want, t.err == nil)
	}
	pts := []*struct{ X, Y int }{{1, 2}}
	m := map[string]struct{ A, B int }{"k": {1, 2}}
	fmt.Println(pts[0].Y, m["k"].B)
}
