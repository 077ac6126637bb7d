package main

import (
	"fmt"
	"sync"
)

func try(name string, f func()) {
	defer func() {
		if recover() != nil {
			fmt.Println(name, "panicked")
		}
	}()
	f()
	fmt.Println(name, "fine")
}

type T struct{ n int }
type I interface{ M() }

func main() {
	try("nil map", func() { var m map[string]int; m["a"]++ })
	try("read nil map", func() {
		var m map[string]int
		if m["a"] != 0 {
			panic("x")
		}
	})
	try("index", func() { s := []int{1}; n := 1; s[n]++ })
	try("slice", func() { s := []int{1}; n := 5; s = s[:n]; fmt.Println(len(s)) })
	try("nil ptr", func() { var t *T; t.n++ })
	try("div", func() { z := 0; fmt.Println(1 / z) })
	try("close twice", func() { c := make(chan int); close(c); close(c) })
	try("send closed", func() { c := make(chan int, 1); close(c); c <- 1 })
	try("nil func", func() { var f func(); f() })
	try("assert", func() { var a any = 1; s := a.(string); fmt.Println(s) })
	try("unlock", func() {
		x := 5
		if x > 3 {
			panic(fmt.Sprint("x", x))
		}
	})
	try("neg make", func() { n := -1; s := make([]int, n); fmt.Println(s) })
	try("nil iface", func() { var i I; i.M() })
	try("wg", func() { var wg sync.WaitGroup; wg.Done() })
}
