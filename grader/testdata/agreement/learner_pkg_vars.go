package main

import (
	"fmt"
	"sync"
)

var (
	registry = map[string]int{"a": 1}
	order    = []string{"x", "y"}
	total    = sum(1, 2)
	counter  int
	mu       sync.Mutex
)

func sum(a, b int) int { return a + b }
func init()            { registry["init"] = 5; counter = 7 }
func bump() int        { mu.Lock(); defer mu.Unlock(); counter++; return counter }

func main() {
	fmt.Println(registry, order, total, counter)
	bump()
	fmt.Println(bump())
	var wg sync.WaitGroup
	for range 50 {
		wg.Add(1)
		go func() { defer wg.Done(); bump() }()
	}
	wg.Wait()
	fmt.Println(counter)
}
