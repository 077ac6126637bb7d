package main

import (
	"fmt"
	"sync"
	"time"
)

type C struct{ n int }

func (c *C) Inc() { v := c.n; time.Sleep(time.Millisecond); c.n = v + 1 }

func main() {
	var c C
	var wg sync.WaitGroup
	for range 5 {
		wg.Add(1)
		go func() { defer wg.Done(); c.Inc() }()
	}
	wg.Wait()
	fmt.Println(c.n)
}
