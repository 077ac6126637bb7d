package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

type Node struct {
	hash   [32]byte
	l, r   *Node
	lo, hi int
}

func build(d [][]byte, lo, hi int) *Node {
	if hi-lo == 1 {
		return &Node{hash: sha256.Sum256(d[lo]), lo: lo, hi: hi}
	}
	m := (lo + hi) / 2
	l := build(d, lo, m)
	r := build(d, m, hi)
	var cat []byte
	cat = append(cat, l.hash[:]...)
	cat = append(cat, r.hash[:]...)
	return &Node{sha256.Sum256(cat), l, r, lo, hi}
}
func diff(a, b *Node, visit func(int)) {
	if a.hash == b.hash {
		return
	}
	if a.l == nil {
		visit(a.lo)
		return
	}
	diff(a.l, b.l, visit)
	diff(a.r, b.r, visit)
}

func main() {
	var x, y [][]byte
	for i := range 9 {
		x = append(x, []byte(fmt.Sprint("b", i)))
		y = append(y, append([]byte(nil), x[i]...))
	}
	y[4][0] = 90
	y[8] = []byte("q")
	a := build(x, 0, len(x))
	b := build(y, 0, len(y))
	fmt.Println(a.hash == b.hash, hex.EncodeToString(a.hash[:4]))
	diff(a, b, func(i int) { fmt.Println(i) })
}
