package main

import "fmt"

type M struct {
	Kind string
	N    int
}

var global M

type H struct{ in M }

func main() {
	var a, b, c, d M
	var arr [2]int
	var s []int
	var mp map[string]int
	var p *M
	var h H
	func() { t := M{"a", 1}; a = t }()
	fmt.Println("temp", a.Kind)
	func() { b = mk("b") }()
	fmt.Println("call", b.Kind)
	func() { c.Kind = "c" }()
	fmt.Println("field", c.Kind)
	func() { d = M{"d", 1} }()
	fmt.Println("literal", d.Kind)
	func() { arr = [2]int{1, 2} }()
	fmt.Println("array", arr[0])
	func() { s = []int{1, 2} }()
	fmt.Println("slice", len(s))
	func() { mp = map[string]int{"x": 1} }()
	fmt.Println("map", len(mp))
	func() { p = &M{"p", 1} }()
	fmt.Println("pointer", p != nil)
	func() { global = M{"g", 1} }()
	fmt.Println("global", global.Kind)
	func() { h.in = M{"h", 1} }()
	fmt.Println("fieldlit", h.in.Kind)
	q := &h
	func() { q.in = M{"q", 1} }()
	fmt.Println("ptrfieldlit", h.in.Kind)
	func() { *q = H{M{"r", 1}} }()
	fmt.Println("deref", h.in.Kind)
	ms := make([]M, 1)
	func() { ms[0] = M{"e", 1} }()
	fmt.Println("elem", ms[0].Kind)
	func() { func() { d = M{"dd", 1} }() }()
	fmt.Println("deep", d.Kind)
	setGlobal()
	fmt.Println("globalfn", global.Kind)
	for i := 0; i < 2; i++ {
		d = M{"loop", i}
	}
	fmt.Println("same level", d.Kind, d.N)
	var e M
	func() { e = M{Kind: "e"} }()
	fmt.Println("keyed", e.Kind)
}
func mk(k string) M { return M{k, 1} }
func setGlobal()    { global = M{"g2", 1} }
