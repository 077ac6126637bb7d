package main

import "fmt"

type node struct {
	key  string
	next *node
}

type List struct {
	head *node
	size int
}

func (l *List) Push(k string) {
	l.head = &node{k, l.head}
	l.size++
}

func (l *List) Remove(k string) bool {
	for p := &l.head; *p != nil; p = &(*p).next {
		if (*p).key == k {
			*p = (*p).next
			l.size--
			return true
		}
	}
	return false
}

func (l *List) Keys() (keys []string) {
	for n := l.head; n != nil; n = n.next {
		keys = append(keys, n.key)
	}
	return
}

type Tree struct {
	left, right *Tree
	v           int
}

func (t *Tree) Insert(v int) *Tree {
	if t == nil {
		return &Tree{v: v}
	}
	if v < t.v {
		t.left = t.left.Insert(v)
	} else {
		t.right = t.right.Insert(v)
	}
	return t
}

func (t *Tree) Walk(f func(int)) {
	if t == nil {
		return
	}
	t.left.Walk(f)
	f(t.v)
	t.right.Walk(f)
}

func main() {
	var l List
	for _, k := range []string{"a", "b", "c"} {
		l.Push(k)
	}
	fmt.Println(l.Keys(), l.Remove("b"), l.Remove("x"), l.Keys(), l.size)
	var t *Tree
	for _, v := range []int{5, 2, 8, 1, 9, 3} {
		t = t.Insert(v)
	}
	t.Walk(func(v int) { fmt.Print(v, " ") })
	fmt.Println()
}
