package main

import (
	"fmt"
)

type entry struct {
	k          string
	v          int
	prev, next *entry
}
type LRU struct {
	cap        int
	m          map[string]*entry
	head, tail *entry
}

func NewLRU(c int) *LRU {
	l := &LRU{cap: c, m: map[string]*entry{}, head: &entry{}, tail: &entry{}}
	l.head.next, l.tail.prev = l.tail, l.head
	return l
}
func (l *LRU) unlink(e *entry) { e.prev.next, e.next.prev = e.next, e.prev }
func (l *LRU) front(e *entry) {
	e.prev, e.next = l.head, l.head.next
	l.head.next.prev = e
	l.head.next = e
}
func (l *LRU) Get(k string) (int, bool) {
	e, ok := l.m[k]
	if !ok {
		return 0, false
	}
	l.unlink(e)
	l.front(e)
	return e.v, true
}
func (l *LRU) Put(k string, v int) {
	if e, ok := l.m[k]; ok {
		e.v = v
		l.unlink(e)
		l.front(e)
		return
	}
	if len(l.m) == l.cap {
		last := l.tail.prev
		l.unlink(last)
		delete(l.m, last.k)
	}
	e := &entry{k: k, v: v}
	l.m[k] = e
	l.front(e)
}

func main() {
	l := NewLRU(2)
	l.Put("a", 1)
	l.Put("b", 2)
	fmt.Println(l.Get("a"))
	l.Put("c", 3)
	fmt.Println(l.Get("b"))
	fmt.Println(l.Get("c"))
	l.Put("a", 10)
	fmt.Println(l.Get("a"))
}
