package main

import (
	"fmt"
	"sync"
)

type M struct {
	turn chan int
	done chan struct{}
	bad  int
}

func (m *M) take() bool {
	select {
	case v := <-m.turn:
		if v != 1 {
			m.bad++
		}
		return true
	default:
		return false
	}
}

func main() {
	var ms []*M
	for i := 0; i < 4; i++ {
		m := &M{turn: make(chan int, 10000)}
		for j := 0; j < 10000; j++ {
			m.turn <- 1
		}
		ms = append(ms, m)
	}
	var wg sync.WaitGroup
	for i := 0; i < 4; i++ {
		wg.Add(1)
		go func(m *M) {
			defer wg.Done()
			for j := 0; j < 5000; j++ {
				m.take()
			}
		}(ms[i])
	}
	wg.Wait()
	for _, m := range ms {
		fmt.Println(len(m.turn), m.bad)
	}
}
