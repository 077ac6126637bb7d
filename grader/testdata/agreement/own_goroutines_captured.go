package main

import (
	"fmt"
	"slices"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	results := make([]int, 10)
	for i := range results {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results[i] = i * i
		}()
	}
	wg.Wait()
	fmt.Println(results)
	var mu sync.Mutex
	var names []string
	for _, name := range []string{"c", "a", "b"} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			names = append(names, name)
		}()
	}
	wg.Wait()
	slices.Sort(names)
	fmt.Println(names)
	for i := 0; i < 3; i++ {
		wg.Go(func() {
			mu.Lock()
			names[i] += "!"
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(names)
}
