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
	lo, hi := 0, len([]int{1, 2, 3})-1
	for lo < hi {
		lo, hi = lo+1, hi-1
	}
	fmt.Println(lo, hi)
	a, b := 1, 1
	for i := 0; i < 10; i++ {
		a, b = b, a+b
	}
	fmt.Println(a, b)
	x, y := 3.5, "s"
	x, y = x*2, y+"t"
	fmt.Println(x, y)
	best, at := -1, -1
	for i, v := range []int{3, 9, 2} {
		if v > best {
			best, at = v, i
		}
	}
	fmt.Println(best, at)
	ok, n := true, 0
	ok, n = n > 0, n+1
	fmt.Println(ok, n)
	s := &S{n: 3}
	u, v := s.n, s.n+1
	u, v = v, u
	fmt.Println(u, v)
	c, d := f(1), f(2)
	c, d = f(d), f(c)
	fmt.Println(c, d)
	i, j := 0, 1
	i, j = j, i
	xs := []int{5, 6}
	i, j = xs[i], xs[j]
	fmt.Println(i, j)
	q, r := 17/5, 17%5
	q, r = r, q
	fmt.Println(q, r)
}
