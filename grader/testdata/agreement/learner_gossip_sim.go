package main

import (
	"fmt"
	"math/rand/v2"
)

type Node struct {
	id    int
	known map[int]int
	peers []*Node
}

func (n *Node) merge(o map[int]int) (changed bool) {
	for k, v := range o {
		if cur, ok := n.known[k]; !ok || v > cur {
			n.known[k] = v
			changed = true
		}
	}
	return
}
func (n *Node) snapshot() map[int]int {
	c := make(map[int]int, len(n.known))
	for k, v := range n.known {
		c[k] = v
	}
	return c
}

func main() {
	r := rand.New(rand.NewPCG(1, 2))
	var nodes []*Node
	for i := range 5 {
		nodes = append(nodes, &Node{id: i, known: map[int]int{i: 1}})
	}
	for _, n := range nodes {
		for _, p := range nodes {
			if p != n {
				n.peers = append(n.peers, p)
			}
		}
	}
	rounds := 0
	for done := false; !done; rounds++ {
		for _, n := range nodes {
			n.peers[r.IntN(len(n.peers))].merge(n.snapshot())
		}
		done = true
		for _, n := range nodes {
			done = done && len(n.known) == 5
		}
	}
	fmt.Println(rounds, nodes[3].known)
}
