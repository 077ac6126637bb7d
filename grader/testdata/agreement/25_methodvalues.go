package main

import (
	"fmt"
	"strings"
)

type Counter struct{ n int }

func (c *Counter) Inc()          { c.n++ }
func (c Counter) Get() int       { return c.n }
func (c *Counter) Add(d int) int { c.n += d; return c.n }

type Handler func(args ...string) string

func (h Handler) Wrap(pre string) Handler {
	return func(args ...string) string { return pre + h(args...) }
}

type Router struct{ routes map[string]Handler }

func (r *Router) Handle(p string, h Handler) { r.routes[p] = h }
func (r *Router) Dispatch(p string, a ...string) string {
	if h, ok := r.routes[p]; ok {
		return h(a...)
	}
	return "404"
}

type Greeter struct{ name string }

func (g Greeter) Hello(args ...string) string { return g.name + ":" + strings.Join(args, ",") }

func main() {
	var c Counter
	inc := c.Inc
	get := c.Get
	for i := 0; i < 3; i++ {
		inc()
	}
	fmt.Println(c.n, get(), c.Get())
	add := (*Counter).Add
	fmt.Println(add(&c, 5))
	g := Counter.Get
	fmt.Println(g(c))
	r := &Router{routes: map[string]Handler{}}
	r.Handle("/a", Greeter{"bob"}.Hello)
	r.Handle("/b", Handler(func(a ...string) string { return strings.ToUpper(strings.Join(a, "")) }).Wrap(">"))
	fmt.Println(r.Dispatch("/a", "x", "y"), r.Dispatch("/b", "z"), r.Dispatch("/c"))
	fs := []func(int) int{c.Add, (&Counter{10}).Add}
	for _, f := range fs {
		fmt.Println(f(1))
	}
	m := map[string]func(){"inc": c.Inc}
	m["inc"]()
	fmt.Println(c)
}
