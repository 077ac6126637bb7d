package main

import (
	"fmt"
)

func main() {
	m := map[string][]int{}
	m["a"] = append(m["a"], 1, 2)
	m["b"] = append(m["b"], 3)
	fmt.Println(m, len(m["zz"]))
	n := map[string]map[string]int{}
	for _, k := range []string{"x", "y", "x"} {
		if n[k] == nil {
			n[k] = map[string]int{}
		}
		n[k]["c"]++
	}
	fmt.Println(n)
	var c map[int]bool
	fmt.Println(c[3], len(c))
	if v, ok := c[3]; !ok {
		fmt.Println("none", v)
	}
	s := map[[2]int]string{{1, 2}: "a"}
	s[[2]int{3, 4}] = "b"
	fmt.Println(len(s), s[[2]int{1, 2}])
	for k := range n {
		delete(n, k)
	}
	fmt.Println(len(n))
	b := map[bool]int{}
	b[1 < 2]++
	b[true] += 2
	fmt.Println(b)
	set := map[string]struct{}{}
	set["a"] = struct{}{}
	_, has := set["a"]
	_, no := set["b"]
	fmt.Println(has, no)
}
