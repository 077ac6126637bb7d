package main

import "fmt"

func counter() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func apply(xs []int, f func(int) int) []int {
	var out []int
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

func main() {
	a, b := counter(), counter()
	a()
	a()
	fmt.Println(a(), b())
	base := 10
	add := func(x int) int { return x + base }
	base = 20
	fmt.Println(apply([]int{1, 2, 3}, add))
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15))
	var fs []func() string
	for i, s := range []string{"x", "y", "z"} {
		fs = append(fs, func() string { return fmt.Sprint(s, i) })
	}
	for _, f := range fs {
		fmt.Println(f())
	}
	handlers := map[string]func(int) int{"double": func(x int) int { return 2 * x }, "add": add}
	fmt.Println(handlers["double"](4), handlers["add"](4))
}
