package main

import (
	"fmt"
	"sync"
	"time"
)

type Msg struct {
	From, Term int
	Kind       string
}
type Net struct {
	mu    sync.Mutex
	boxes map[int]chan Msg
	cut   map[[2]int]bool
	sent  int
}

func (n *Net) Send(to int, m Msg) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.cut[[2]int{m.From, to}] {
		return
	}
	n.sent++
	c := n.boxes[to]
	select {
	case c <- m:
	default:
	}
}

type Node struct {
	id, term, votes int
	leader          bool
	net             *Net
	peers           []int
	voted           map[int]int
}

func (n *Node) run(stop <-chan struct{}, wg *sync.WaitGroup) {
	defer wg.Done()
	box := n.net.boxes[n.id]
	timer := time.NewTimer(time.Duration(n.id*10+5) * time.Millisecond)
	defer timer.Stop()
	for {
		select {
		case <-stop:
			return
		case m := <-box:
			n.handle(m)
		case <-timer.C:
			if !n.leader {
				n.term++
				n.votes = 1
				n.voted[n.term] = n.id
				for _, p := range n.peers {
					n.net.Send(p, Msg{n.id, n.term, "ask"})
				}
			}
		}
	}
}
func (n *Node) handle(m Msg) {
	if m.Term > n.term {
		n.term = m.Term
		n.leader = false
	}
	switch m.Kind {
	case "ask":
		if _, done := n.voted[m.Term]; !done {
			n.voted[m.Term] = m.From
			n.net.Send(m.From, Msg{n.id, m.Term, "vote"})
		}
	case "vote":
		if m.Term == n.term {
			n.votes++
			if n.votes > (len(n.peers)+1)/2 {
				n.leader = true
			}
		}
	}
}

func main() {
	net := &Net{boxes: map[int]chan Msg{}, cut: map[[2]int]bool{}}
	var nodes []*Node
	for i := range 3 {
		net.boxes[i] = make(chan Msg, 10)
	}
	for i := range 3 {
		n := &Node{id: i, net: net, voted: map[int]int{}}
		for j := range 3 {
			if j != i {
				n.peers = append(n.peers, j)
			}
		}
		nodes = append(nodes, n)
	}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for _, n := range nodes {
		wg.Add(1)
		go func() { n.run(stop, &wg) }()
	}
	time.Sleep(100 * time.Millisecond)
	close(stop)
	wg.Wait()
	for _, n := range nodes {
		fmt.Println(n.id, n.term, n.leader, n.votes)
	}
	fmt.Println(net.sent)
}
