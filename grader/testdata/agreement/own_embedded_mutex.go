package main

import (
	"fmt"
	"sync"
)

type Counter struct {
	sync.Mutex
	m map[string]int
}

func (c *Counter) Inc(k string) int {
	c.Lock()
	defer c.Unlock()
	c.m[k]++
	return c.m[k]
}

type RW struct {
	sync.RWMutex
	v int
}

func main() {
	c := Counter{m: map[string]int{}}
	for _, k := range []string{"a", "b", "a"} {
		c.Inc(k)
	}
	fmt.Println(c.m)
	r := &RW{}
	r.Lock()
	r.v = 3
	r.Unlock()
	r.RLock()
	fmt.Println(r.v)
	r.RUnlock()
}
