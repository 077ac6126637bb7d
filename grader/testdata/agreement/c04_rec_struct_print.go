package main

import "fmt"

type Node struct {
	V    int
	Next *Node
	Kids []Node
}

func main() {
	n := Node{V: 1, Next: &Node{V: 2}, Kids: []Node{{V: 3}}}
	fmt.Println(n.Kids, n.Next.V)
	fmt.Printf("%+v\n", Node{V: 1})
}
