package main

import (
	"fmt"
)

type Handler func(string) string

func (h Handler) Call(s string) string { return h(s) }

type Middleware func(Handler) Handler

func chain(h Handler, ms ...Middleware) Handler {
	for i := len(ms) - 1; i >= 0; i-- {
		h = ms[i](h)
	}
	return h
}
func wrap(p string) Middleware {
	return func(next Handler) Handler { return func(s string) string { return p + next(s) + p } }
}

func main() {
	h := chain(func(s string) string { return s + "!" }, wrap("("), wrap("["))
	fmt.Println(h("x"), h.Call("y"))
	ops := map[string]func(int, int) int{"+": func(a, b int) int { return a + b }, "-": func(a, b int) int { return a - b }}
	fmt.Println(ops["+"](1, 2), ops["-"](1, 2), ops["*"] == nil)
	var fn func(int) bool
	fmt.Println(fn == nil)
	fn = func(x int) bool { return x > 1 }
	fmt.Println(fn(2))
}
