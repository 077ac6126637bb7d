package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

type Hash [sha256.Size]byte

func (h Hash) String() string { return hex.EncodeToString(h[:4]) }

type Node struct {
	Hash        Hash
	Left, Right *Node
	Lo, Hi      int
}

func leaf(b []byte) Hash   { return sha256.Sum256(append([]byte{0}, b...)) }
func inner(a, b Hash) Hash { return sha256.Sum256(bytes.Join([][]byte{{1}, a[:], b[:]}, nil)) }

func Build(data [][]byte) *Node {
	var rec func(lo, hi int) *Node
	rec = func(lo, hi int) *Node {
		if hi-lo == 1 {
			return &Node{Hash: leaf(data[lo]), Lo: lo, Hi: hi}
		}
		mid := (lo + hi) / 2
		l, r := rec(lo, mid), rec(mid, hi)
		return &Node{inner(l.Hash, r.Hash), l, r, lo, hi}
	}
	return rec(0, len(data))
}

func Diff(a, b *Node) (out []int, visited int) {
	visited = 1
	if a.Hash == b.Hash {
		return nil, 1
	}
	if a.Left == nil {
		return []int{a.Lo}, 1
	}
	l, n1 := Diff(a.Left, b.Left)
	r, n2 := Diff(a.Right, b.Right)
	return append(l, r...), visited + n1 + n2
}

func main() {
	var x, y [][]byte
	for i := range 64 {
		x = append(x, fmt.Appendf(nil, "block %d", i))
		y = append(y, bytes.Clone(x[i]))
	}
	y[7] = []byte("evil")
	y[42][0] ^= 1
	a, b := Build(x), Build(y)
	fmt.Println(a.Hash, b.Hash, a.Hash == b.Hash)
	d, n := Diff(a, b)
	fmt.Println(d, n, n < 127)
}
