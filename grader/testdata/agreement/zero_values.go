package main

import "fmt"

type P struct{ n int }

func get() (int, bool) { return 3, true }

func main() {
	m := map[string]int{"a": 1}
	mm := map[string]map[string]int{"a": {"x": 1}}
	ps := map[string]P{"a": {1}}
	for _, k := range []string{"a", "b"} {
		v := m[k]
		fmt.Println(v, mm[k]["x"], len(mm[k]), ps[k].n)
		p := ps[k]
		p.n++
		fmt.Println(p.n)
	}
	n, ok := get()
	n++
	fmt.Println(n, ok)
	a := [3]int{1, 2, 3}
	b := a
	b[0] = 9
	x := a[1]
	x++
	fmt.Println(a, b, x)
}
