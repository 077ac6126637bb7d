package main

import (
	"container/heap"
	"fmt"
)

type queue []int

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i] < q[j] }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(int)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

func main() {
	q := &queue{5, 2}
	heap.Init(q)
	heap.Push(q, 1)
	for q.Len() > 0 {
		fmt.Println(heap.Pop(q))
	}
}
