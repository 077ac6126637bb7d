package main

import (
	"fmt"
	"sync"
)

type C struct {
	sync.Mutex
	m map[string]int
}

func (c *C) Inc(k string) { c.Lock(); defer c.Unlock(); c.m[k]++ }
func main()               { c := &C{m: map[string]int{}}; c.Inc("a"); fmt.Println(c.m) }
