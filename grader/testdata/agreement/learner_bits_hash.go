package main

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"math/bits"
)

func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h ^= uint32(s[i])
		h *= 16777619
	}
	return h
}
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

type rng struct{ s uint64 }

func (r *rng) next() uint64 { r.s += 0x9e3779b97f4a7c15; return mix(r.s) }

func main() {
	fmt.Println(hash("abc"), mix(1), mix(0))
	r := rng{42}
	for range 3 {
		fmt.Println(r.next() % 100)
	}
	h := fnv.New64a()
	h.Write([]byte("key"))
	fmt.Println(h.Sum64())
	fmt.Printf("%x\n", sha256.Sum256([]byte("x")))
	fmt.Println(hex.EncodeToString([]byte{1, 255}), binary.BigEndian.Uint32([]byte{0, 0, 1, 2}), bits.OnesCount(255), bits.Len(8))
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], 258)
	fmt.Println(b)
	var x int32 = -5
	fmt.Println(uint32(x), x>>1, uint8(x), -x%3, x/2)
}
