package main

import "fmt"

type Mailbox struct {
	queue   chan string
	dropped int
}

func (m *Mailbox) Offer(s string) bool {
	select {
	case m.queue <- s:
		return true
	default:
		m.dropped++
		return false
	}
}

func main() {
	m := &Mailbox{queue: make(chan string, 2)}
	for _, s := range []string{"a", "b", "c"} {
		word := s
		fmt.Println(m.Offer(word))
	}
	fmt.Println(m.dropped, len(m.queue), <-m.queue, <-m.queue)
}
