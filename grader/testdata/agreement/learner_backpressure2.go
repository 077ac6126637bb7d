package main

import (
	"fmt"
	"sync"
)

type Queue struct {
	mu     sync.Mutex
	items  []int
	max    int
	full   *sync.Cond
	empty  *sync.Cond
	closed bool
}

func New(max int) *Queue {
	q := &Queue{max: max}
	q.full = sync.NewCond(&q.mu)
	q.empty = sync.NewCond(&q.mu)
	return q
}
func (q *Queue) Put(v int) {
	q.mu.Lock()
	for len(q.items) == q.max {
		q.full.Wait()
	}
	q.items = append(q.items, v)
	q.mu.Unlock()
	q.empty.Signal()
}
func (q *Queue) Get() (v int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 {
		if q.closed {
			return 0, false
		}
		q.empty.Wait()
	}
	v = q.items[0]
	q.items = q.items[1:]
	q.full.Signal()
	return v, true
}
func (q *Queue) Close() { q.mu.Lock(); q.closed = true; q.mu.Unlock(); q.empty.Broadcast() }

func main() {
	q := New(2)
	go func() {
		for i := range 10 {
			q.Put(i)
		}
		q.Close()
	}()
	var got []int
	for {
		v, ok := q.Get()
		if !ok {
			break
		}
		got = append(got, v)
	}
	fmt.Println(got)
}
