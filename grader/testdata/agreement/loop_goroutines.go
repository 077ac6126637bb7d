package main

import (
	"fmt"
	"sort"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	seen := map[int]int{}
	for i := 0; i < 2000; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			seen[i]++
			mu.Unlock()
		}()
	}
	for i := range 2000 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			seen[i] += 2
		})
	}
	for _, k := range []int{5, 6, 7} {
		wg.Add(1)
		go func(n int, name string) {
			defer wg.Done()
			time.Sleep(time.Duration(n) * time.Second)
			mu.Lock()
			seen[n] += len(name) + k
			mu.Unlock()
		}(k, "abc")
	}
	wg.Wait()
	bad := 0
	for i := 0; i < 2000; i++ {
		if seen[i] != 3 {
			bad++
		}
	}
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i * i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	words := []string{"b", "a"}
	for range 2 {
		sort.Slice(words, func(i, j int) bool { return words[i] < words[j] })
	}
	fmt.Println(bad, seen[5], seen[6], seen[7], words)
}
