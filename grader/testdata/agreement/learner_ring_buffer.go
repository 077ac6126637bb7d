package main

import (
	"fmt"
)

type Ring struct {
	buf     []int
	head, n int
}

func New(size int) *Ring { return &Ring{buf: make([]int, size)} }
func (r *Ring) Put(v int) {
	i := (r.head + r.n) % len(r.buf)
	r.buf[i] = v
	if r.n < len(r.buf) {
		r.n++
	} else {
		r.head = (r.head + 1) % len(r.buf)
	}
}
func (r *Ring) All() []int {
	out := make([]int, 0, r.n)
	for i := range r.n {
		out = append(out, r.buf[(r.head+i)%len(r.buf)])
	}
	return out
}

func main() {
	r := New(3)
	for i := 1; i <= 5; i++ {
		r.Put(i)
		fmt.Println(r.All())
	}
}
