package main

import "fmt"

type T struct{ n int }

func (t T) p()   { fmt.Println("p", t.n) }
func (t *T) pp() { fmt.Println("pp", t.n) }

func a() {
	x := 1
	defer fmt.Println("late?", x)
	x = 2
}
func b() {
	t := T{1}
	defer t.p()
	t.n = 2
}
func c() {
	t := &T{1}
	defer t.pp()
	t = &T{2}
}
func d() {
	f := func() { fmt.Println("f1") }
	defer f()
	f = func() { fmt.Println("f2") }
}
func e(x int) {
	defer func(v int) { fmt.Println("v", v, x) }(x)
	x = 9
}
func g() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	panic("boom")
}
func h() {
	for i := 0; i < 3; i++ {
		func() {
			defer fmt.Println("in", i)
		}()
	}
}
func main() {
	a()
	b()
	c()
	d()
	e(3)
	fmt.Println(g())
	h()
}
