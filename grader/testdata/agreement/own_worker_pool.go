package main

import (
	"fmt"
	"sync"
)

type job struct{ id, n int }
type result struct {
	id  int
	sum int
}

func worker(jobs <-chan job, results chan<- result, wg *sync.WaitGroup) {
	defer wg.Done()
	for j := range jobs {
		s := 0
		for k := range j.n {
			s += k
		}
		results <- result{j.id, s}
	}
}

func main() {
	jobs, results := make(chan job, 5), make(chan result, 5)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go worker(jobs, results, &wg)
	}
	go func() {
		for i := range 9 {
			jobs <- job{i, i * 10}
		}
		close(jobs)
	}()
	go func() { wg.Wait(); close(results) }()
	total := map[int]int{}
	for r := range results {
		total[r.id] = r.sum
	}
	for i := range 9 {
		fmt.Println(i, total[i])
	}
}
