package main

import "fmt"

func main() {
	var u8 uint8 = 250
	u8 += 10
	var i8 int8 = -128
	i8--
	var u uint64 = 1 << 63
	fmt.Println(u8, i8, u<<1, u>>62, ^uint32(0), -7/2, -7%3, 7&^2, 6^3)
	h := uint32(2166136261)
	for _, c := range []byte("hello") {
		h ^= uint32(c)
		h *= 16777619
	}
	fmt.Println(h)
	x := 0.1
	x += 0.2
	fmt.Println(x, float32(x), int(2.9*x), uint8(int(300)&0xff))
	n := uint(3)
	fmt.Println(uint64(1)<<n, 1<<3)
	const big = 1 << 62
	fmt.Println(big, big>>60)
	y, z := 5, 3
	y, z = z, y
	y -= z * 2
	fmt.Println(y, z)
}
