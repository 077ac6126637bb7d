package main

import (
	"fmt"
	"hash/fnv"
)

type Bloom struct {
	bits []uint64
	k    int
}

func New(m, k int) *Bloom { return &Bloom{make([]uint64, (m+63)/64), k} }
func (b *Bloom) at(s string, i int) (int, uint64) {
	h := fnv.New64a()
	h.Write([]byte(s))
	h.Write([]byte{byte(i)})
	p := h.Sum64() % uint64(len(b.bits)*64)
	return int(p / 64), uint64(1) << (p % 64)
}
func (b *Bloom) Add(s string) {
	for i := range b.k {
		w, bit := b.at(s, i)
		b.bits[w] |= bit
	}
}
func (b *Bloom) Has(s string) bool {
	for i := range b.k {
		w, bit := b.at(s, i)
		if b.bits[w]&bit == 0 {
			return false
		}
	}
	return true
}

func main() {
	b := New(512, 3)
	for i := range 40 {
		b.Add(fmt.Sprint("k", i))
	}
	miss := 0
	for i := range 40 {
		if !b.Has(fmt.Sprint("k", i)) {
			miss++
		}
	}
	fp := 0
	for i := range 200 {
		if b.Has(fmt.Sprint("z", i)) {
			fp++
		}
	}
	fmt.Println(miss, fp, b.bits[0] != 0)
}
