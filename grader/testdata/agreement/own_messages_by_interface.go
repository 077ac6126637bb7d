package main

import "fmt"

type Message interface{ From() string }
type Vote struct {
	Node string
	Term int
}
type Heartbeat struct {
	Node   string
	At     int64
	Leader bool
}

func (v Vote) From() string      { return v.Node }
func (h Heartbeat) From() string { return h.Node }

type Node struct {
	name  string
	inbox chan Message
	votes int
	term  int
}

func (n *Node) handle(m Message) {
	switch m := m.(type) {
	case Vote:
		if m.Term >= n.term {
			n.votes++
			n.term = m.Term
		}
	case Heartbeat:
		n.votes = 0
	}
}

func main() {
	n := &Node{name: "a", inbox: make(chan Message, 4)}
	n.inbox <- Vote{"b", 2}
	n.inbox <- Vote{Node: "c", Term: 1}
	n.inbox <- Heartbeat{Node: "d", Leader: true}
	n.inbox <- Vote{"e", 3}
	close(n.inbox)
	for m := range n.inbox {
		n.handle(m)
		fmt.Println(m.From(), n.votes, n.term)
	}
}
