package main

import (
	"fmt"
	"sync"
	"time"
)

type item struct {
	val string
	exp time.Time
}
type Cache struct {
	mu         sync.RWMutex
	data       map[string]item
	ttl        time.Duration
	hits, miss int
}

func (c *Cache) Get(k string) (string, bool) {
	c.mu.RLock()
	it, ok := c.data[k]
	c.mu.RUnlock()
	if !ok || time.Now().After(it.exp) {
		c.miss++
		return "", false
	}
	c.hits++
	return it.val, true
}
func (c *Cache) Set(k, v string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.data == nil {
		c.data = make(map[string]item)
	}
	c.data[k] = item{v, time.Now().Add(c.ttl)}
}

func main() {
	c := &Cache{ttl: time.Second}
	fmt.Println(c.Get("a"))
	c.Set("a", "1")
	fmt.Println(c.Get("a"))
	time.Sleep(2 * time.Second)
	fmt.Println(c.Get("a"))
	fmt.Println(c.hits, c.miss)
}
