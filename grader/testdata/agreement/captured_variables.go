package main

import (
	"fmt"
	"sort"
	"sync"
)

type N struct{ id int }

func (n *N) run(wg *sync.WaitGroup, out chan int) { defer wg.Done(); out <- n.id }

func main() {
	ns := []*N{{1}, {2}, {3}}
	var wg sync.WaitGroup
	out := make(chan int, 3)
	for _, n := range ns {
		n := n
		wg.Add(1)
		go n.run(&wg, out)
	}
	wg.Wait()
	close(out)
	var got []int
	for v := range out {
		got = append(got, v)
	}
	sort.Ints(got)
	fmt.Println(got)
	var fs []func() int
	for i := 0; i < 3; i++ {
		i := i
		fs = append(fs, func() int { return i })
	}
	for i := 0; i < 3; i++ {
		x := i * 10
		fs = append(fs, func() int { x++; return x })
		if i == 1 {
			continue
		}
		y := x + 1
		fs = append(fs, func() int { return y + i*0 })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	for h, n := 0, 3; h < n; h++ {
		i := h
		_ = i
		defer func() { fmt.Println("d", i) }()
		defer fmt.Println("e", i)
		i += 5
	}
	var ps []*int
	for h, n := 0, 3; h < n; h++ {
		i := h
		ps = append(ps, &i)
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println()
}
