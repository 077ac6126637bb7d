package main

import (
	"fmt"
	"sync"
)

type N struct{ id int }

func (n *N) run(wg *sync.WaitGroup, out chan int) { defer wg.Done(); out <- n.id }
func (n N) val(wg *sync.WaitGroup, out chan int)  { defer wg.Done(); out <- n.id }
func f(i int, wg *sync.WaitGroup, out chan int)   { defer wg.Done(); out <- i }

func main() {
	ns := []*N{{1}, {2}, {3}}
	sum := func(g func(wg *sync.WaitGroup, out chan int)) {
		var wg sync.WaitGroup
		out := make(chan int, 30)
		g(&wg, out)
		wg.Wait()
		close(out)
		s := 0
		for v := range out {
			s = s*1 + v
		}
		fmt.Println(s)
	}
	sum(func(wg *sync.WaitGroup, out chan int) {
		for _, n := range ns {
			n := n
			wg.Add(1)
			go func() { n.run(wg, out) }()
		}
	})
	sum(func(wg *sync.WaitGroup, out chan int) {
		for _, n := range ns {
			wg.Add(1)
			go func(p0 *N, p1 *sync.WaitGroup, p2 chan int) { p0.run(p1, p2) }(n, wg, out)
		}
	})
	sum(func(wg *sync.WaitGroup, out chan int) {
		for i := 0; i < 3; i++ {
			wg.Add(1)
			k := i * 2
			go f(k, wg, out)
			k += 10
		}
	})
	sum(func(wg *sync.WaitGroup, out chan int) {
		for i := 0; i < 3; i++ {
			wg.Add(1)
			n := ns[i]
			go f(n.id, wg, out)
			n = nil
		}
	})
	sum(func(wg *sync.WaitGroup, out chan int) {
		for i := 0; i < 3; i++ {
			wg.Add(1)
			go ns[i].run(wg, out)
		}
	})
	sum(func(wg *sync.WaitGroup, out chan int) {
		n := ns[0]
		wg.Add(1)
		go n.run(wg, out)
		n = ns[1]
	})
	sum(func(wg *sync.WaitGroup, out chan int) {
		g := f
		wg.Add(1)
		go g(1, wg, out)
		g = nil
	})
}
