package main

import (
	"fmt"
	"sync"
	"time"
)

type Barrier struct {
	mu                sync.Mutex
	c                 *sync.Cond
	n, waiting, round int
}

func NewBarrier(n int) *Barrier { b := &Barrier{n: n}; b.c = sync.NewCond(&b.mu); return b }
func (b *Barrier) Wait() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	r := b.round
	b.waiting++
	if b.waiting == b.n {
		b.waiting = 0
		b.round++
		b.c.Broadcast()
		return r
	}
	for r == b.round {
		b.c.Wait()
	}
	return r
}

func main() {
	b := NewBarrier(3)
	var wg sync.WaitGroup
	var mu sync.Mutex
	sum := map[int]int{}
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := range 4 {
				time.Sleep(time.Duration(i*k) * time.Millisecond)
				r := b.Wait()
				mu.Lock()
				sum[r]++
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println(sum, b.round)
}
