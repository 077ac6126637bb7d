package main

import "fmt"

type S struct {
	n  int
	xs []int
	m  map[string]int
	b  bool
}

func f(n int) int { return n * 10 }
func main() {
	c, d := f(1), 3
	c, d = d, f(c)
	fmt.Println(c, d)
	t, u := "a", 1
	t, u = fmt.Sprint(u), len(t)
	fmt.Println(t, u)
	e, g := 1, 2
	e, g = 5, 6
	fmt.Println(e, g)
	e, g = 7, e
	fmt.Println(e, g)
	h, k := true, "x"
	h, k = false, "y"
	fmt.Println(h, k)
	h, k = !h, k+k
	fmt.Println(h, k)
	var w, z int64
	w, z = 5, int64(e)
	fmt.Println(w, z)
	w, z = z-1, w*2
	fmt.Println(w, z)
	xs, ys := []int{1}, []int{2}
	xs, ys = ys, xs
	fmt.Println(xs, ys)
	xs, ys = append(xs, 3), xs
	fmt.Println(xs, ys)
	l, m := 1.5, 2
	l, m = 2, 3
	fmt.Println(l, m)
}
