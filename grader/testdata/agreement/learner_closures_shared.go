package main

import (
	"fmt"
)

type acc struct {
	get func() int
	add func(int)
}

func mk() acc { n := 0; return acc{func() int { return n }, func(d int) { n += d }} }

func main() {
	a, b := mk(), mk()
	a.add(3)
	a.add(4)
	b.add(1)
	fmt.Println(a.get(), b.get())
	x := 0
	var fs []func()
	for range 3 {
		fs = append(fs, func() { x++ })
	}
	for _, f := range fs {
		f()
	}
	fmt.Println(x)
	var gs []func() int
	for i := range 3 {
		y := i * 10
		gs = append(gs, func() int { y++; return y })
	}
	for _, g := range gs {
		fmt.Println(g(), g())
	}
	func() { z := 1; defer func() { fmt.Println("z", z) }(); z = 2 }()
	memo := map[int]int{}
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		if v, ok := memo[n]; ok {
			return v
		}
		memo[n] = fib(n-1) + fib(n-2)
		return memo[n]
	}
	fmt.Println(fib(50))
}
