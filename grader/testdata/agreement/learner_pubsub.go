package main

import (
	"fmt"
	"sync"
)

type Broker struct {
	mu   sync.RWMutex
	subs map[string][]chan string
	drop int
}

func (b *Broker) Sub(t string) <-chan string {
	b.mu.Lock()
	defer b.mu.Unlock()
	c := make(chan string, 1)
	b.subs[t] = append(b.subs[t], c)
	return c
}
func (b *Broker) Pub(t, m string) int {
	b.mu.RLock()
	defer b.mu.RUnlock()
	n := 0
	for i := range b.subs[t] {
		c := b.subs[t][i]
		select {
		case c <- m:
			n++
		default:
			b.drop++
		}
	}
	return n
}

func main() {
	b := &Broker{subs: map[string][]chan string{}}
	x, y := b.Sub("a"), b.Sub("a")
	fmt.Println(b.Pub("a", "1"), b.Pub("b", "2"))
	fmt.Println(<-x)
	fmt.Println(b.Pub("a", "3"), b.drop)
	fmt.Println(<-x, <-y)
}
