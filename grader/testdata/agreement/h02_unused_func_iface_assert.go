package main

import "fmt"

type R interface{ Read() int }
type W interface{ Write(int) }
type RW interface {
	R
	W
}
type f struct{ n int }

func (x *f) Read() int   { return x.n }
func (x *f) Write(n int) { x.n = n }

var _ RW = (*f)(nil)

func main() {
	var r R = &f{3}
	if w, ok := r.(W); ok {
		w.Write(8)
	}
	rw, ok := r.(RW)
	fmt.Println(r.Read(), ok, rw.Read())
	_, ok = r.(fmt.Stringer)
	fmt.Println(ok)
	var a any = r
	_, ok = a.(interface{ Read() int })
	fmt.Println(ok)
}
