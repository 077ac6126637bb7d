package main

import (
	"fmt"
)

type S struct {
	items []int
	m     map[string]int
}

func (s *S) Push(x int) *S { s.items = append(s.items, x); return s }
func (s *S) Pop() (int, bool) {
	if len(s.items) == 0 {
		return 0, false
	}
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}
func (s S) Len() int { return len(s.items) }
func (s S) Grow() S  { s.items = append(s.items, 0); return s }

func main() {
	var s S
	s.Push(1).Push(2).Push(3)
	fmt.Println(s.Len(), s.items)
	x, ok := s.Pop()
	fmt.Println(x, ok, s.Grow().Len(), s.Len())
	l := []*S{{}, {}}
	l[0].Push(4)
	fmt.Println(l[0].Len(), l[1].Len())
	m := map[string]*S{"a": {}}
	m["a"].Push(1).Push(2)
	fmt.Println(m["a"].Len())
	p := &s
	p.Push(9)
	fmt.Println((*p).Len(), p.Len())
	var n *S
	fmt.Println(n == nil)
}
