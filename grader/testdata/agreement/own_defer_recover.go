package main

import "fmt"

func safe(f func()) (failed bool) {
	defer func() {
		if r := recover(); r != nil {
			failed = true
		}
	}()
	f()
	return false
}

func order() {
	defer fmt.Println("first in, last out")
	defer func() { fmt.Println("second") }()
	fmt.Println("body")
}

func main() {
	fmt.Println(safe(func() {}))
	fmt.Println(safe(func() { panic("x") }))
	fmt.Println(safe(func() {
		var m map[string]int
		m["a"] = 1
	}))
	fmt.Println(safe(func() {
		xs := []int{1}
		i := 5
		xs[i] = 2
	}))
	fmt.Println(safe(func() {
		var p *struct{ n int }
		p.n = 1
	}))
	fmt.Println(safe(func() {
		a, b := 1, 0
		fmt.Println(a / b)
	}))
	order()
}
