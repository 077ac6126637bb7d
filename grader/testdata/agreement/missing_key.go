package main

import "fmt"

func main() {
	m := map[string]int{"a": 1}
	for _, k := range []string{"a", "b"} {
		v, ok := m[k]
		fmt.Println(k, v, ok)
	}
	var x any = "s"
	for _, y := range []any{1, x} {
		n, ok := y.(int)
		fmt.Println(n, ok)
	}
	v := 7
	var ok bool
	v, ok = m["zz"]
	fmt.Println(v, ok)
	for _, k := range []string{"a", "b"} {
		if v, ok := m[k]; !ok {
			fmt.Println("missing", v)
		}
	}
	ch := make(chan int, 1)
	ch <- 4
	z := <-ch
	z++
	fmt.Println(z)
}
