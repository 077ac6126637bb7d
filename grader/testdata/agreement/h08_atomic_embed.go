package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type S struct {
	mu   sync.RWMutex
	n    atomic.Int64
	once sync.Once
	v    map[string]int
}

func (s *S) get(k string) int {
	s.once.Do(func() { s.v = map[string]int{"a": 1} })
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.n.Add(1)
	return s.v[k]
}
func main() {
	s := &S{}
	var wg sync.WaitGroup
	for i := 0; i < 20; i++ {
		wg.Add(1)
		go func() { defer wg.Done(); s.get("a") }()
	}
	wg.Wait()
	fmt.Println(s.n.Load())
	var x int32
	atomic.AddInt32(&x, 2)
	fmt.Println(atomic.LoadInt32(&x), atomic.CompareAndSwapInt32(&x, 2, 5), x)
}
