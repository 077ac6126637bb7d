package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type Config struct {
	once sync.Once
	n    atomic.Int64
	data map[string]string
}

func (c *Config) load() map[string]string {
	c.once.Do(func() {
		c.n.Add(1)
		c.data = map[string]string{"a": "1"}
	})
	return c.data
}

func main() {
	c := &Config{}
	var wg sync.WaitGroup
	for range 20 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.load()
		}()
	}
	wg.Wait()
	fmt.Println(c.n.Load(), c.load()["a"])
	var flag atomic.Bool
	fmt.Println(flag.CompareAndSwap(false, true), flag.Load())
	var n uint64
	atomic.AddUint64(&n, 5)
	fmt.Println(atomic.LoadUint64(&n))
}
