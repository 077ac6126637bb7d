package main

import "fmt"

func h(x uint64, k uint) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x = x<<k | x>>(64-k)
	return x
}
func main() {
	fmt.Println(h(12345, 13))
	var a uint32 = 0x9e3779b9
	a = (a << 5) + (a >> 2) ^ 0xdeadbeef
	fmt.Println(a)
	var b byte = 250
	b += 10
	fmt.Println(b, b<<1, ^b, -b)
}
