package main

import (
	"fmt"
)

type P struct{ X, Y int }
type R struct {
	Name string
	At   P
	Tags []string
	M    map[string]int
	Ptr  *int
}
type E struct {
	a int
	B string
}

func main() {
	p := P{1, 2}
	fmt.Println(p, &p)
	fmt.Printf("%v %+v %d %s|\n", p, p, p.X, "s")
	r := R{"n", p, []string{"a"}, map[string]int{"z": 1, "b": 2}, nil}
	fmt.Printf("%v\n%+v\n", r, r)
	fmt.Println([]P{{1, 2}, {3, 4}}, map[string]P{"k": p}, [2]bool{true}, struct{ A int }{5})
	fmt.Printf("%+v %v\n", E{1, "x"}, []E{{2, "y"}})
	fmt.Printf("%6.2f|%-8s|%08b|%+d|%e|%t|%3c|%%|%v\n", 3.14159, "ab", 5, 7, 12345.678, true, 'x', nil)
	fmt.Println(fmt.Sprint("a", 1, 2, "b", "c", 3.0), fmt.Sprintln("x", 1))
	fmt.Printf("%v %v %s %q\n", []byte("hi"), []string{"a b"}, []byte("hi"), []string{"a"})
	fmt.Printf("%*d|%[2]d\n", 5, 42)
	fmt.Printf("%d %!\n", "x")
}
