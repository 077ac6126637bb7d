package main

import (
	"fmt"
)

type Event struct {
	Kind string
	N    int
}
type Bus struct {
	handlers map[string][]func(Event)
	log      []string
}

func (b *Bus) On(k string, h func(Event)) func() {
	b.handlers[k] = append(b.handlers[k], h)
	i := len(b.handlers[k]) - 1
	return func() { b.handlers[k][i] = nil }
}
func (b *Bus) Emit(e Event) {
	for i, h := range b.handlers[e.Kind] {
		if h == nil {
			b.log = append(b.log, fmt.Sprint("skip", i))
			continue
		}
		h(e)
	}
}

func main() {
	b := &Bus{handlers: map[string][]func(Event){}}
	total := 0
	off := b.On("a", func(e Event) { total += e.N })
	b.On("a", func(e Event) { total += 10 * e.N })
	b.Emit(Event{"a", 1})
	off()
	b.Emit(Event{Kind: "a", N: 2})
	b.Emit(Event{"b", 5})
	fmt.Println(total, b.log)
	for i := range 3 {
		b.On("c", func(e Event) { b.log = append(b.log, fmt.Sprint(i, e.N)) })
	}
	b.Emit(Event{"c", 7})
	fmt.Println(b.log)
}
