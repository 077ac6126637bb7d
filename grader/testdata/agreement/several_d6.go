package main

import "fmt"

type S struct {
	n  int
	xs []int
	m  map[string]int
	b  bool
}

func f(n int) int { return n * 10 }
func main() {
	type Stack struct{ xs []int }
	st := &Stack{}
	st.xs = append(st.xs, 1, 2, 3)
	x := st.xs[len(st.xs)-1]
	st.xs = st.xs[:len(st.xs)-1]
	fmt.Println(x, st.xs)
	var head, tail *S
	head = &S{n: 1}
	tail = head
	head, tail = tail, head
	fmt.Println(head == tail)
	a := []int{1, 2, 3, 4, 5}
	for i, j := 0, len(a)-1; i < j; i, j = i+1, j-1 {
		a[i], a[j] = a[j], a[i]
	}
	fmt.Println(a)
	m := map[string]*S{"a": {n: 1}, "b": {n: 2}}
	m["a"], m["b"] = m["b"], m["a"]
	fmt.Println(m["a"].n, m["b"].n)
	p := &a[0]
	*p, a[1] = a[1], *p
	fmt.Println(a)
}
